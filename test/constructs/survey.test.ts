import { App as CdktfApp, LocalBackend, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { survey } from "../../src/constructs/survey";
import { stateAddressOf } from "../../src/terraform/state-address";

const local = (scope: Construct, path: string) => new LocalBackend(scope, { path });
const resource = (scope: Construct, id: string, type: string) =>
  new TerraformResource(scope, id, { terraformResourceType: type });

test("a survey of a program finds stacks below stacks, and backends and resources below constructs and resources", () => {
  const root = new CdktfApp();
  const above = new TerraformStack(root, "above");
  const below = new TerraformStack(new Construct(above, "group"), "below");
  const own = local(new Construct(above, "part"), "above.tfstate");
  const other = local(below, "below.tfstate");
  const bare = new TerraformStack(root, "bare");
  const wanted = resource(resource(below, "around", "other"), "inside", "wanted");

  const { stacks, backends, resources } = survey(root, ["wanted"]);
  expect(stacks).toEqual([above, below, bare]);
  expect(stacks.map((stack) => backends.get(stack))).toEqual([[own], [other], []]);
  expect(resources).toEqual([wanted]);
  for (const stack of stacks) expect(stateAddressOf(stack, backends.get(stack))).toBe(stateAddressOf(stack));
});
