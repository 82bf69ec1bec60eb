import { destinationsSchema } from "../definition/destination";
import { problems, protoKeys } from "../definition/parse";
import { oneOf, strictObject } from "../definition/schema";
import { text } from "../definition/text";
import type { Issue } from "../errors";

export const contractSchema = strictObject({
  policyId: text(),
  mode: oneOf(["full", "dryRun", "enforced"]),
  destinations: destinationsSchema,
});

/** What is wrong with the document of an egress contract. */
export function contractIssues(document: unknown): readonly Issue[] {
  return [...problems(contractSchema, document), ...protoKeys(document)];
}
