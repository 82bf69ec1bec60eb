import { z } from "zod";
import { destinationsSchema } from "../definition/destination";
import { problems, protoKeys } from "../definition/parse";
import { text } from "../definition/text";
import type { Issue } from "../errors";

const contractSchema = z.strictObject({
  policyId: text(),
  mode: z.enum(["full", "dryRun", "enforced"]),
  destinations: destinationsSchema,
});

/** What is wrong with the document of an egress contract. */
export function contractIssues(document: unknown): readonly Issue[] {
  return [...problems(contractSchema, document), ...protoKeys(document)];
}
