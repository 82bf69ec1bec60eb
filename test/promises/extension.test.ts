import { DatabricksProvider } from "@cdktf/provider-databricks/lib/provider";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint";
import { Annotations, type App as CdktfApp, Aspects, Fn, TerraformOutput, TerraformResource, dependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, type SynthesizedStack, synthesize } from "databricks-apps-constructs/testing";
import { bare, resourceOf, shop, shopProps, stackOf, workspaceWith } from "./sample";

type ShopApp = ReturnType<typeof addShop>;
type ShopBindings = apps.Bindings<(typeof shop)["resources"]>;

function addShop(scope: Construct, bindings: ShopBindings = shopProps.bindings) {
  return new apps.App(scope, "shop", { definition: shop, ...shopProps, bindings });
}

/** A stack by hand with one app in it, and whatever a user does to them. */
function byHand(use: (stack: apps.WorkspaceStack, app: ShopApp) => void): Synthesized {
  return synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", workspaceWith());
    use(stack, addShop(stack));
  });
}

/** The same through a pipeline. */
function inPipeline(use: (stack: apps.WorkspaceStack, app: ShopApp) => void): Synthesized {
  const stages = [apps.defineStage(shop, workspaceWith({ name: "live" }), shopProps)];
  const extend = ({ stack, app }: { readonly stack: apps.WorkspaceStack; readonly app: ShopApp }) => use(stack, app);
  return synthesize((app) => new apps.PromotionPipeline(app, "shop", { app: shop, stages, extend }));
}

function resourceIn(app: IConstruct): TerraformResource {
  const child = app.node.defaultChild;
  if (!TerraformResource.isTerraformResource(child)) throw new Error("no default child");
  return child;
}

function appIn(stack: SynthesizedStack) {
  return resourceOf(stack, "databricks_app");
}

function warehouseIn(scope: Construct, id = "warehouse"): SqlEndpoint {
  return new SqlEndpoint(scope, id, { name: id, clusterSize: "Small" });
}

const { stripe } = shopProps.bindings;

describe.each([
  { by: "by hand", program: byHand },
  { by: "in a pipeline", program: inPipeline },
])("What cdktf users do works on everything we emit, $by", ({ program }) => {
  test("Aspects see every resource and change it", () => {
    const seen: string[] = [];
    const visit = (node: IConstruct) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      seen.push(node.terraformResourceType);
      node.addOverride("lifecycle.create_before_destroy", true);
    };
    const stack = stackOf(program((made) => Aspects.of(made).add({ visit })));
    expect(seen.sort()).toEqual(["databricks_app", "databricks_permissions"]);
    expect(appIn(stack).lifecycle).toEqual({ ignore_changes: ["no_compute"], create_before_destroy: true });
    expect(resourceOf(stack, "databricks_permissions").lifecycle).toEqual({ create_before_destroy: true });
  });

  test("addOverride reaches a resource and everything in its stack", () => {
    const stack = stackOf(
      program((made, app) => {
        resourceIn(app).addOverride("resources.1.sql_warehouse.permission", "CAN_MANAGE");
        made.addOverride("resource.databricks_app.shop.description", "From the stack");
        made.addOverride("terraform.required_version", ">= 1.5");
      }),
    );
    expect(appIn(stack)).toMatchObject({
      description: "From the stack",
      resources: [{ name: "stripe" }, { name: "warehouse", sql_warehouse: { permission: "CAN_MANAGE" } }],
    });
    expect(stack.terraform?.required_version).toBe(">= 1.5");
  });

  test("node.defaultChild is the app's resource", () => {
    program((_, app) => expect(resourceIn(app).terraformResourceType).toBe("databricks_app"));
    expect.assertions(1);
  });

  test("annotations are shown where they were made", () => {
    const { files } = program((_, app) => Annotations.of(app).addWarning("mind the gap"));
    expect(files["manifest.json"]).toContain("mind the gap");
  });

  test("fails at an error annotation", () => {
    expect(() => program((_, app) => Annotations.of(app).addError("not like this"))).toThrow("not like this");
  });

  test("outputs read what the app has, through functions too", () => {
    const stack = stackOf(
      program((made, app) => {
        new TerraformOutput(made, "url", { value: app.url });
        new TerraformOutput(made, "host", { value: Fn.trimprefix(app.url, "https://") });
      }),
    );
    expect(stack.output).toEqual({
      url: { value: "${databricks_app.shop.url}" },
      host: { value: '${trimprefix(databricks_app.shop.url, "https://")}' },
    });
  });

  test("importFrom adopts an app that exists", () => {
    const stack = stackOf(program((_, app) => resourceIn(app).importFrom("shop")));
    expect(stack.import).toEqual([{ id: "shop", to: "databricks_app.shop" }]);
    expect(appIn(stack).name).toBe("shop");
  });

  test("moveFromId keeps an app that stood elsewhere", () => {
    const stack = stackOf(program((_, app) => resourceIn(app).moveFromId("databricks_app.old")));
    expect(stack.moved).toEqual([{ from: "databricks_app.old", to: "databricks_app.shop" }]);
  });

  test("moveTo moves the app to another resource", () => {
    const stack = stackOf(
      program((made, app) => {
        const target = new apps.App(made, "target", { definition: bare("target") });
        resourceIn(target).addMoveTarget("shops");
        resourceIn(app).moveTo("shops");
      }),
    );
    expect(stack.moved).toEqual([{ from: "databricks_app.shop", to: "databricks_app.target" }]);
    expect(Object.keys(stack.resource?.databricks_app ?? {})).toEqual(["target"]);
  });

  test("a resource of another library stands beside the app and depends on it", () => {
    const stack = stackOf(
      program((made, app) => {
        const { name } = app;
        new SqlEndpoint(made, "after", { name: `for-${name}`, clusterSize: "Small", dependsOn: [resourceIn(app)] });
      }),
    );
    expect(resourceOf(stack, "databricks_sql_endpoint")).toMatchObject({
      name: "for-${databricks_app.shop.name}",
      depends_on: ["databricks_app.shop"],
    });
  });

  test("the app waits for a resource of another library", () => {
    const stack = stackOf(
      program((made, app) => {
        resourceIn(app).dependsOn = [dependable(warehouseIn(made))];
      }),
    );
    expect(appIn(stack).depends_on).toEqual(["databricks_sql_endpoint.warehouse"]);
  });

  test("a prebuilt provider with an alias stands beside ours, and the floor of the version stays", () => {
    const stack = stackOf(
      program((made) => {
        const provider = new DatabricksProvider(made, "account", {
          alias: "account",
          host: "https://other.example.com",
        });
        new SqlEndpoint(made, "elsewhere", { name: "elsewhere", clusterSize: "Small", provider });
      }),
    );
    expect(stack.provider?.databricks).toHaveLength(2);
    expect(resourceOf(stack, "databricks_sql_endpoint").provider).toBe("databricks.account");
    expect(appIn(stack).provider).toBe("databricks");
    expect(stack.terraform?.required_providers).toMatchObject({ databricks: { version: ">= 1.126.0" } });
  });

  test("the user's own version of the provider wins", () => {
    const path = "terraform.required_providers.databricks.version";
    const stack = stackOf(program((made) => made.addOverride(path, "1.150.0")));
    expect(stack.terraform?.required_providers).toMatchObject({ databricks: { version: "1.150.0" } });
  });
});

test("an app in another stack can be read: the value travels through the state", () => {
  const { stacks } = synthesize((app) => {
    const shopStack = new apps.WorkspaceStack(app, "shop", workspaceWith());
    const made = addShop(shopStack);
    new TerraformOutput(new apps.WorkspaceStack(app, "links", workspaceWith()), "shop", { value: made.url });
  });
  const [exported = ""] = Object.keys(stacks.shop?.output ?? {});
  expect(stacks.shop?.output?.[exported]).toEqual({ value: "${databricks_app.shop.url}", sensitive: true });
  expect(stacks.links?.output).toEqual({
    shop: { value: `\${data.terraform_remote_state.cross-stack-reference-input-shop.outputs.${exported}}` },
  });
});

test("an app can be bound to a warehouse of another stack, and promotion.json says which", () => {
  const { stacks, promotion } = synthesize((app) => {
    const shared = new apps.WorkspaceStack(app, "shared", workspaceWith());
    const { id } = warehouseIn(shared);
    addShop(new apps.WorkspaceStack(app, "shop", workspaceWith()), { warehouse: { id }, stripe });
  });
  const [exported = ""] = Object.keys(stacks.shared?.output ?? {});
  const remote = `\${data.terraform_remote_state.cross-stack-reference-input-shared.outputs.${exported}}`;
  expect(appIn(stackOf({ stacks, files: {} }, "shop")).resources).toContainEqual({
    name: "warehouse",
    sql_warehouse: { id: remote, permission: "CAN_USE" },
  });
  expect(promotion?.apps[0]?.bound.resources).toContainEqual({
    key: "warehouse",
    kind: "sqlWarehouse",
    permission: "CAN_USE",
    binding: { id: { ref: "databricks_sql_endpoint.warehouse.id", stack: "shared" } },
  });
});

test("an app can be bound to a warehouse of its own stack", () => {
  const { stacks, promotion } = synthesize((app) => {
    const stack = new apps.WorkspaceStack(app, "shop", workspaceWith());
    addShop(stack, { warehouse: { id: warehouseIn(stack).id }, stripe });
  });
  expect(appIn(stackOf({ stacks, files: {} })).resources).toContainEqual({
    name: "warehouse",
    sql_warehouse: { id: "${databricks_sql_endpoint.warehouse.id}", permission: "CAN_USE" },
  });
  expect(promotion?.overrides).toEqual([]);
});

/** How a company packages an app with what belongs to it. */
class Shop extends Construct {
  readonly app: ShopApp;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.app = addShop(this, { warehouse: { id: warehouseIn(this).id }, stripe });
  }
}

test("an App inside a company's construct is found, checked and addressed like any other", () => {
  const program = (app: CdktfApp) => {
    const stack = new apps.WorkspaceStack(app, "shop", workspaceWith());
    const { app: made } = new Shop(stack, "company");
    new TerraformOutput(stack, "url", { value: made.url });
  };
  const { stacks, promotion } = synthesize(program);
  expect(Object.keys(stacks.shop?.resource?.databricks_app ?? {})).toEqual(["company_shop_4512EF15"]);
  expect(stacks.shop?.output?.url).toEqual({ value: "${databricks_app.company_shop_4512EF15.url}" });
  expect(promotion?.apps.map(({ path }) => path)).toEqual(["shop/company/shop"]);
});
