import { z } from "zod";
import { destinationsSchema } from "../definition/destination";
import { problems, protoKeys } from "../definition/parse";
import { text } from "../definition/text";
import type { Issue } from "../errors";
import type { EgressNeeds, NeededDestination } from "./needs";

const cause = z.strictObject({
  app: text().optional(),
  file: text().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});

const needsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  needs: z.array(
    z.strictObject({
      app: text(),
      workspace: text(),
      workspaceId: text().optional(),
      source: z.strictObject({ folder: text(), found: z.boolean(), manifests: z.array(text()) }).optional(),
      destinations: z.array(z.looseObject({ because: text(), cause: cause.optional() })),
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
