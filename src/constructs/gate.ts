import { TerraformElement, type TerraformStack } from "cdktf";
import { handsOver } from "../terraform/stack-document";

/** An element per stack that asks for the check before cdktf writes anything; it adds nothing to the document. */
export class Gate extends TerraformElement {
  constructor(
    stack: TerraformStack,
    private readonly check: () => void,
  ) {
    super(stack, "databricks-apps-gate");
  }

  override toTerraform(): object {
    this.check();
    return {};
  }
}

handsOver(Gate.prototype);
