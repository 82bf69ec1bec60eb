import type { TerraformStack } from "cdktf";
import { aboutToMakeDocument } from "../terraform/before-documents";
import { needsNoPreparation } from "../terraform/stack-document";

/** What stacks of ours do when cdktf prepares them: where their elements refer to nothing, documents are made once. */
export function prepare(stack: TerraformStack, byCdktf: () => void): void {
  aboutToMakeDocument(stack);
  if (!needsNoPreparation(stack)) byCdktf();
}
