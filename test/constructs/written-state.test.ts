import { Aspects, Lazy, TerraformBackend } from "cdktf";
import { type IConstruct } from "constructs";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { ordersProd } from "../support/orders";

const workspace: apps.Workspace = {
  ...ordersProd.workspace,
  backend: { kind: "s3", bucket: "tf-state", region: "eu-west-1" },
};

/** The address in promotion.json, beside the backend in the document of the stack. */
function stateOf(change: (stack: apps.WorkspaceStack, backend: (at: IConstruct) => void) => void, value: string) {
  const { promotion, stacks } = synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "orders-prod", workspace);
    new apps.App(stack, "orders", { ...ordersProd, workspace });
    change(stack, (at) => {
      if (TerraformBackend.isBackend(at)) at.addOverride("key", value);
    });
  });
  const { terraform } = stacks["orders-prod"] as { readonly terraform: { readonly backend: object } };
  const [backend] = Object.values(terraform.backend) as { readonly key: string }[];
  return [promotion?.apps[0]?.stateAddress?.split("/").slice(3).join("/"), backend?.key];
}

const aspect = (stack: apps.WorkspaceStack, visit: (at: IConstruct) => void) => {
  Aspects.of(stack).add({ visit });
};
const before = (stack: apps.WorkspaceStack, visit: (at: IConstruct) => void) => {
  for (const at of stack.node.findAll()) visit(at);
};

describe("the state's address in promotion.json", () => {
  test("is where an Aspect moved the state, after the check", () => {
    expect(stateOf(aspect, "moved.tfstate")).toEqual(["moved.tfstate", "moved.tfstate"]);
    expect(stateOf(before, "moved.tfstate")).toEqual(["moved.tfstate", "moved.tfstate"]);
  });

  test("is not known where it is a token, before the check or after it, though the document knows its text", () => {
    const token = () => Lazy.stringValue({ produce: () => "resolved.tfstate" });
    expect(stateOf(aspect, token())).toEqual([undefined, "resolved.tfstate"]);
    expect(stateOf(before, token())).toEqual([undefined, "resolved.tfstate"]);
  });
});
