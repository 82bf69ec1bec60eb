import { DataDatabricksGroup } from "@cdktf/provider-databricks/lib/data-databricks-group/index";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint/index";
import {
  DataTerraformRemoteStateS3,
  Fn,
  Lazy,
  TerraformIterator,
  Testing,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { renderReference } from "../../src/terraform/refs";

function program() {
  const app = Testing.app();
  const [here, there] = [new TerraformStack(app, "here"), new TerraformStack(app, "there")];
  return {
    ...{ app, here, there },
    warehouse: new SqlEndpoint(here, "w", { name: "w", clusterSize: "Small" }),
    theirs: new SqlEndpoint(there, "w", { name: "w", clusterSize: "Small" }),
    orders: new DatabricksApp(here, "orders", { name: "orders" }),
    theirOrders: new DatabricksApp(there, "orders", { name: "orders" }),
    group: new DataDatabricksGroup(here, "g", { displayName: "g" }),
    state: new DataTerraformRemoteStateS3(here, "platform", { bucket: "b", key: "k" }),
    size: new TerraformVariable(here, "size", { type: "string" }),
  };
}

type Program = ReturnType<typeof program>;

describe("one reference alone", () => {
  test.each<[string, (p: Program) => string, string]>([
    ["a prebuilt resource", (p) => p.warehouse.id, "databricks_sql_endpoint.w.id"],
    ["a resource of ours", (p) => p.orders.url, "databricks_app.orders.url"],
    [
      "a number of ours, as text",
      (p) => `${p.orders.servicePrincipalId}`,
      "databricks_app.orders.service_principal_id",
    ],
    ["a data source", (p) => p.group.id, "data.databricks_group.g.id"],
    ["a variable", (p) => p.size.stringValue, "var.size"],
    ["remote state", (p) => p.state.getString("warehouse"), "data.terraform_remote_state.platform.outputs.warehouse"],
    ["an attribute with an index", (p) => p.warehouse.getStringAttribute("a[0].b"), "databricks_sql_endpoint.w.a[0].b"],
    ["a lazy reference", (p) => Lazy.stringValue({ produce: () => p.orders.url }), "databricks_app.orders.url"],
    ["an iterator's value", () => `${TerraformIterator.fromList(["a"]).value}`, "each.value"],
  ])("to %s is its address", (_, text, ref) => {
    const p = program();
    expect(renderReference(text(p), p.here)).toEqual({ ref });
  });

  test.each<[string, (p: Program) => string, string]>([
    ["a prebuilt resource", (p) => p.theirs.id, "databricks_sql_endpoint.w.id"],
    ["a resource of ours", (p) => p.theirOrders.url, "databricks_app.orders.url"],
    ["a lazy reference", (p) => Lazy.stringValue({ produce: () => p.theirOrders.url }), "databricks_app.orders.url"],
  ])("to %s in another stack names the stack", (_, text, ref) => {
    const p = program();
    expect(renderReference(text(p), p.here)).toEqual({ ref, stack: "there" });
    expect(renderReference(text(p), p.there)).toEqual({ ref });
    expect(renderReference(text(p), p.orders)).toEqual({ ref, stack: "there" });
  });
});

describe("anything else with a token", () => {
  test.each<[string, (p: Program) => string, string]>([
    ["a concatenation", (p) => `x-${p.size.stringValue}`, "x-${var.size}"],
    [
      "two references",
      (p) => `${p.orders.url}${p.orders.name}`,
      "${databricks_app.orders.url}${databricks_app.orders.name}",
    ],
    ["a function", (p) => Token.asString(Fn.upper(p.orders.url)), "${upper(databricks_app.orders.url)}"],
    [
      "a lazy text",
      (p) => Lazy.stringValue({ produce: () => `lazy-${p.orders.url}` }),
      "lazy-${databricks_app.orders.url}",
    ],
    ["a lazy literal", () => Lazy.stringValue({ produce: () => "literal" }), "literal"],
    ["a token of a number", () => Token.asString(Lazy.numberValue({ produce: () => 7 })), "7"],
    ["a token of a list", () => Token.asString(Lazy.listValue({ produce: () => ["a"] })), '["a"]'],
    ["a token of nothing", () => Token.asString(Lazy.anyValue({ produce: () => undefined })), ""],
  ])("is a template: %s", (_, text, template) => {
    const p = program();
    expect(renderReference(text(p), p.here)).toEqual({ template });
  });
});

describe("rendering a reference", () => {
  test.each(["literal", "", "1e+5", "${var.x}", "$${x}", "{}"])("leaves %j alone: it holds no token", (text) => {
    expect(renderReference(text, program().here)).toBeUndefined();
  });

  test("prepares nothing: no output, no remote state, no dependency", () => {
    const p = program();
    const before = p.app.node.findAll().length;
    renderReference(p.theirOrders.url, p.here);
    renderReference(`x-${p.theirs.id}`, p.here);
    expect(p.app.node.findAll()).toHaveLength(before);
    expect(p.here.dependencies).toEqual([]);
  });

  test("does not depend on the order in which tokens were created", () => {
    const [p, q] = [program(), program()];
    [q.orders.name, q.theirOrders.name, q.size.stringValue];
    const render = ({ orders, size, here }: Program) => renderReference(`${orders.url}-${size.stringValue}`, here);
    expect(render(p)).toEqual({ template: "${databricks_app.orders.url}-${var.size}" });
    expect(render(q)).toEqual(render(p));
  });

  test("gives the same after the stacks were prepared", () => {
    const p = program();
    new DatabricksApp(p.here, "reader", { name: p.theirOrders.url, description: p.theirs.id });
    const render = () => [p.theirOrders.url, p.theirs.id].map((text) => renderReference(text, p.here));
    const before = render();
    p.here.prepareStack();
    expect(render()).toEqual(before);
  });
});
