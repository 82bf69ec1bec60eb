import { destinationsSchema } from "../definition/destination";
import { problems, protoKeys } from "../definition/parse";
import { array, boolean, literal, looseObject, number, optional, strictObject } from "../definition/schema";
import { text } from "../definition/text";
import type { Issue } from "../errors";
import type { EgressNeeds, NeededDestination } from "./needs";

const cause = strictObject({
  app: optional(text()),
  file: optional(text()),
  line: optional(number()),
  column: optional(number()),
});

export const needsSchema = strictObject({
  schemaVersion: literal(1),
  needs: array(
    strictObject({
      app: text(),
      workspace: text(),
      workspaceId: optional(text()),
      source: optional(strictObject({ folder: text(), found: boolean(), manifests: array(text()) })),
      destinations: array(looseObject({ because: text(), cause: optional(cause) })),
    }),
  ),
});

/** What is wrong with the form of needs, without looking at what they name. */
export function needsShapeIssues(needs: unknown): readonly Issue[] {
  return problems(needsSchema.shape.needs, needs, ["needs"]);
}

/** What is wrong with the document of a `needs.json`, which another repository has written. */
export function needsIssues(document: unknown): readonly Issue[] {
  const found = [...problems(needsSchema, document), ...protoKeys(document)];
  if (found.length > 0) return found;
  const { needs } = document as { readonly needs: readonly EgressNeeds[] };
  return needs.flatMap(({ destinations }, index) =>
    problems(destinationsSchema, destinations.map(withoutCause), ["needs", index, "destinations"]),
  );
}

function withoutCause({ cause: _, ...destination }: NeededDestination): object {
  return destination;
}
