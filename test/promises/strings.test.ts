import { Fn } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { type shopProps, workspaceWith } from "./sample";

const { AppResource, Permission, Principal, ScalingConfig } = apps;

const why = { because: "somebody asked" };
const BRANCH = "projects/shop/branches/main";

const workspace = workspaceWith({
  auth: { type: "github-oidc", clientId: "shop-deployer" },
  backend: { kind: "s3", bucket: "tf-state", region: "eu-west-1", prefix: "apps" },
  egress: { policyId: "default", mode: "dryRun", destinations: [{ host: "api.example.com", because: "orders" }] },
  features: ["horizontalScaling", "userAuthorization", "lakebaseAutoscaling"],
});

/** Every field that a definition, a workspace and a stage have, as data. */
const PROGRAM = {
  definition: {
    name: "shop",
    description: "Sells things",
    source: "../../examples/orders/app",
    resources: {
      warehouse: { ...AppResource.sqlWarehouse("CAN_USE", why), description: "for queries" },
      job: AppResource.job("CAN_VIEW"),
      endpoint: AppResource.servingEndpoint("CAN_QUERY"),
      space: AppResource.genieSpace("CAN_RUN"),
      stripe: AppResource.secret("READ"),
      experiment: AppResource.experiment("CAN_READ"),
      database: AppResource.database("CAN_CONNECT_AND_CREATE"),
      postgres: AppResource.postgres("CAN_CONNECT_AND_CREATE"),
      other: AppResource.app("CAN_USE"),
      table: AppResource.table("SELECT"),
    },
    access: { viewers: Permission.canUse(why), operators: Permission.canManage() },
    env: { WAREHOUSE_ID: { valueFrom: "warehouse" }, MODE: "strict" },
    stageEnv: ["CATALOG"],
    userApiScopes: ["sql"],
    egress: [
      { host: "api.example.com", phase: "run", ...why },
      { storageAccount: "shopfiles", service: "blob", ...why },
      { bucket: "shop-files", region: "eu-west-1", ...why },
    ],
    gitRepository: { url: "https://git.example.com/shop", provider: "gitHub" },
    size: "LARGE",
    scaling: ScalingConfig.horizontal(2),
  },
  workspace,
  stage: {
    bindings: {
      warehouse: { id: "1a2b3c4d5e6f7a8b" },
      job: { id: "12345" },
      endpoint: { name: "ranker" },
      space: { name: "Sales", spaceId: "01f0" },
      stripe: { scope: "shop", key: "stripe" },
      experiment: { experimentId: "12345" },
      database: { instanceName: "shop", databaseName: "orders" },
      postgres: { branch: BRANCH, database: `${BRANCH}/databases/orders` },
      other: { name: "stock" },
      table: { fullName: "main.shop.orders" },
    },
    access: {
      viewers: [Principal.group("staff"), Principal.user("ann@example.com"), Principal.allAccountUsers()],
      operators: [Principal.servicePrincipal("5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02")],
    },
    env: { CATALOG: "main" },
    size: "MEDIUM",
    scaling: ScalingConfig.horizontal(3),
    name: "live",
    physicalName: "shop-live",
    telemetry: { logsTable: "ops.shop.logs", metricsTable: "ops.shop.metrics", tracesTable: "ops.shop.traces" },
    budgetPolicyId: "budget",
    usagePolicyId: "usage",
    space: "shops",
  },
};

/** The rest of what a workspace may say. */
const OTHER_WORKSPACES = [
  {
    auth: { type: "profile", profile: "SHOP", authType: "pat" },
    backend: { kind: "gcs", bucket: "tf-state", prefix: "x" },
  },
  { backend: { kind: "local", folder: "../../../state" } },
  {
    backend: { kind: "azurerm", resourceGroup: "tf", storageAccount: "tfstate", container: "apps", prefix: "shop" },
  },
].map((props) => ({ ...PROGRAM, workspace: { ...workspace, ...props } }));

type Path = readonly (string | number)[];

/** Where the strings of a value are: its texts, and the keys that are names of the user's. */
function textsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value === "string") return [at];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    textsOf(member, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, text) : item));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [key]: replaced(members[key], rest, text) };
}

/** The same data with a name of the user's, such as a resource's key, replaced. */
function renamed(value: unknown, at: Path, text: string): unknown {
  const [key, ...rest] = at;
  const entries = Object.entries(value as object).map(([name, member]: [string, unknown]) => {
    if (name !== key) return [name, member] as const;
    return rest.length === 0 ? ([text, member] as const) : ([name, renamed(member, rest, text)] as const);
  });
  return Object.fromEntries(entries);
}

const NAMES: readonly Path[] = [
  ["definition", "resources", "job"],
  ["definition", "access", "operators"],
  ["definition", "env", "MODE"],
];

/** The documents and the codes of the refusal; one of them is empty. */
function outcomeOf(data: unknown): { readonly documents: string; readonly codes: readonly string[] } {
  // Data from anywhere: the types that would stop most of it are a compiler's promise, not this one.
  const program = data as { definition: { name: string }; workspace: apps.Workspace; stage: typeof shopProps };
  try {
    const { stacks } = synthesize((app) => {
      const definition = apps.defineApp(program.definition);
      const stage = apps.defineStage(definition, program.workspace, program.stage as never);
      new apps.PromotionPipeline(app, "shop", { app: definition, stages: [stage] });
    });
    return { documents: JSON.stringify(stacks), codes: [] };
  } catch (error) {
    if (error instanceof apps.AppsError) return { documents: "", codes: error.issues.map(({ code }) => code) };
    throw error;
  }
}

const TEXTS = [PROGRAM, ...OTHER_WORKSPACES].flatMap((program, index) =>
  textsOf(program)
    .filter(([root]) => index === 0 || root === "workspace")
    .map((at) => ({ at, program, name: at.join("/") })),
);

test("the program with every field is accepted", () => {
  for (const program of [PROGRAM, ...OTHER_WORKSPACES]) expect(outcomeOf(program).codes).toEqual([]);
  expect(TEXTS.length).toBeGreaterThan(100);
});

describe("a plain ${ never becomes live Terraform", () => {
  const LIVE = ["${live.value}", "shop ${live.value} shop", "%{ if live }x%{ endif }", "$${live.value}", "${"];

  test.each(TEXTS)("in $name", ({ at, program }) => {
    for (const text of LIVE) {
      const { codes, documents } = outcomeOf(replaced(program, at, text));
      expect(codes.length > 0 || !documents.includes("live")).toBe(true);
    }
  });

  test.each(NAMES.map((at) => ({ at, name: at.join("/") })))("as a name: $name", ({ at }) => {
    for (const text of LIVE) expect(outcomeOf(renamed(PROGRAM, at, text)).codes).toContain("text.interpolation");
  });
});

test("a reference to another construct is accepted in exactly the fields that take one", () => {
  const token = Fn.lower("shop");
  const accepted = TEXTS.filter(({ at, program }) => outcomeOf(replaced(program, at, token)).codes.length === 0);
  expect(accepted.map(({ name }) => name)).toEqual([
    ...Object.entries(PROGRAM.stage.bindings).flatMap(([key, binding]) =>
      Object.keys(binding).map((field) => `stage/bindings/${key}/${field}`),
    ),
    "stage/access/viewers/0/name",
    "stage/access/operators/0/name",
    "stage/budgetPolicyId",
    "stage/usagePolicyId",
    "stage/space",
  ]);
});
