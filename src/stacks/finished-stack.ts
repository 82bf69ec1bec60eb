import { TerraformStack } from "cdktf";
import { aboutToMakeDocument } from "../terraform/before-documents";
import { needsNoPreparation } from "../terraform/stack-document";

/** A stack of ours: where its elements refer to nothing, their documents are made once and not twice. */
export abstract class FinishedStack extends TerraformStack {
  override prepareStack(): void {
    aboutToMakeDocument(this);
    if (!needsNoPreparation(this)) super.prepareStack();
  }
}
