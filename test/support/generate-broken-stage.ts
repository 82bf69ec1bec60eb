import { membersAt, put } from "./generate-draw";
import { type Mutation, wrong, wrongResource, wrongRole } from "./generate-mutation";
import { LIMITS, SECRETS } from "./generate-vendor";

const UC = (securable: string, permission: string) => ({ kind: "ucSecurable", securable, permission });
const branch = "projects/p1/branches/b1";

/** What each kind's field cannot be: an address or a title where an id belongs, a path of another branch, and so on. */
const BAD_BINDINGS: readonly (readonly [object, object, string])[] = [
  [{ kind: "sqlWarehouse", permission: "CAN_USE" }, { id: "/sql/1.0/warehouses/abc" }, "id"],
  [{ kind: "job", permission: "CAN_VIEW" }, { id: "nightly" }, "id"],
  [{ kind: "servingEndpoint", permission: "CAN_QUERY" }, { name: "https://example.com/x" }, "name"],
  [{ kind: "genieSpace", permission: "CAN_RUN" }, { name: "Sales", spaceId: "a b" }, "spaceId"],
  [{ kind: "secret", permission: "READ" }, { scope: "a b", key: "k1" }, "scope"],
  [{ kind: "secret", permission: "READ" }, { scope: "s1", key: "k".repeat(LIMITS.secretName + 1) }, "key"],
  [{ kind: "experiment", permission: "CAN_READ" }, { experimentId: "/Users/me/exp" }, "experimentId"],
  [
    { kind: "database", permission: "CAN_CONNECT_AND_CREATE" },
    { instanceName: "https://db.example.com", databaseName: "d1" },
    "instanceName",
  ],
  [
    { kind: "postgres", permission: "CAN_CONNECT_AND_CREATE" },
    { branch: "b1", database: `${branch}/databases/d1` },
    "branch",
  ],
  [{ kind: "postgres", permission: "CAN_CONNECT_AND_CREATE" }, { branch, database: "d1" }, "database"],
  [
    { kind: "postgres", permission: "CAN_CONNECT_AND_CREATE" },
    { branch, database: "projects/p1/branches/b2/databases/d1" },
    "database",
  ],
  [{ kind: "app", permission: "CAN_USE" }, { name: "https://orders.example.com" }, "name"],
  [UC("TABLE", "SELECT"), { fullName: "sales.orders" }, "fullName"],
  [UC("TABLE", "SELECT"), { fullName: "a.b.c.d" }, "fullName"],
  [UC("VOLUME", "READ_VOLUME"), { fullName: "/Volumes/a/b/c" }, "fullName"],
  [UC("FUNCTION", "EXECUTE"), { fullName: "a.b.c." }, "fullName"],
  [UC("CONNECTION", "USE_CONNECTION"), { fullName: "a.b" }, "fullName"],
];

const bindings: readonly Mutation[] = [
  ...BAD_BINDINGS.map(([resource, binding, field]) =>
    wrongResource(
      `${Object.values(resource).slice(0, -1).join(" ")} bound to ${JSON.stringify(binding).slice(0, 60)}`,
      "binding.value",
      [{ ...resource }, binding],
      ["stage", "bindings", "?", field],
    ),
  ),
  wrongResource(
    "a resource that is not bound",
    "binding.missing",
    [{ kind: "job", permission: "CAN_VIEW" }, undefined],
    ["stage", "bindings", "?"],
  ),
  ...["toString", "constructor"].map((key) =>
    wrongResource(
      `a resource called ${key} that is not bound`,
      "binding.missing",
      [{ kind: "job", permission: "CAN_VIEW" }, undefined],
      ["stage", "bindings", key],
      { key },
    ),
  ),
  wrong("a binding of a resource that there is not", "binding.unknown-resource", ["stage", "bindings", "none"], {
    id: "1",
  }),
  wrongResource(
    "a binding by name where an id belongs",
    "schema.unknown-key",
    [
      { kind: "sqlWarehouse", permission: "CAN_USE" },
      { id: "0123456789abcdef", name: "main" },
    ],
    ["stage", "bindings", "?", "name"],
  ),
  wrongResource(
    "a binding with a member called __proto__",
    "schema.unknown-key",
    [{ kind: "sqlWarehouse", permission: "CAN_USE" }, JSON.parse('{ "id": "0123456789abcdef", "__proto__": {} }')],
    ["stage", "bindings", "?", "__proto__"],
  ),
  wrongResource(
    "a binding without its field",
    "schema.missing",
    [{ kind: "secret", permission: "READ" }, { scope: "s1" }],
    ["stage", "bindings", "?", "key"],
  ),
  wrongResource(
    "a binding that is text",
    "schema.type",
    [{ kind: "job", permission: "CAN_VIEW" }, "12"],
    ["stage", "bindings", "?"],
  ),
  wrongResource(
    "a placeholder as an id",
    "text.placeholder",
    [{ kind: "job", permission: "CAN_VIEW" }, { id: "<job id>" }],
    ["stage", "bindings", "?", "id"],
  ),
  wrongResource(
    "an interpolation as an id",
    "text.interpolation",
    [{ kind: "job", permission: "CAN_VIEW" }, { id: "$\{databricks_job.nightly.id}" }],
    ["stage", "bindings", "?", "id"],
  ),
  wrongResource(
    "an interpolation around a token",
    "text.interpolation",
    [{ kind: "job", permission: "CAN_VIEW" }, { id: "$\{lower($\{TfToken[TOKEN.3]})}" }],
    ["stage", "bindings", "?", "id"],
  ),
  wrongResource(
    "a token of a list as an id",
    "text.token",
    [{ kind: "job", permission: "CAN_VIEW" }, { id: "#\{TfToken[TOKEN.3]}" }],
    ["stage", "bindings", "?", "id"],
  ),
  wrongResource(
    "a secret's value where its key belongs",
    "secret.value",
    [
      { kind: "secret", permission: "READ" },
      { scope: "s1", key: SECRETS.accessToken },
    ],
    ["stage", "bindings", "?", "key"],
  ),
  wrongResource(
    "a secret beside a token",
    "secret.value",
    [
      { kind: "secret", permission: "READ" },
      { scope: `$\{TfToken[TOKEN.4]}${SECRETS.oauthSecret}`, key: "k1" },
    ],
    ["stage", "bindings", "?", "scope"],
  ),
  {
    name: "an app that is a resource of itself",
    code: "binding.self",
    path: ["bindings", "itself", "name"],
    touches: [
      ["definition", "resources", "itself"],
      ["definition", "name"],
      ["stage", "physicalName"],
      ["stage", "bindings", "itself"],
    ],
    apply: (draw) => {
      const name = membersAt(draw, "stage").physicalName ?? membersAt(draw, "definition").name;
      put(draw, ["definition", "resources", "itself"], { kind: "app", permission: "CAN_USE" });
      put(draw, ["stage", "bindings", "itself"], { name });
    },
  },
];

const uuid = "5f1f1d6e-8d3e-4f43-8ab5-6a2f0b9f2b02";
const group = { kind: "group", name: "zz-added" };

const access: readonly Mutation[] = [
  wrongRole("a role that nobody has", "access.nobody", [], []),
  wrongRole("a role that the stage leaves out", "access.nobody", undefined, []),
  ...["constructor", "toString", "__proto__"].map((role): Mutation => ({
    name: `a role called ${role} that the stage leaves out`,
    code: role === "__proto__" ? "schema.unknown-key" : "access.nobody",
    path: role === "__proto__" ? ["definition", "access", role] : ["access", role],
    touches: [
      ["definition", "access", role],
      ["stage", "access", role],
    ],
    apply: (draw) => put(draw, ["definition", "access", role], { level: "CAN_USE" }),
  })),
  wrong("a role that there is not", "access.unknown-role", ["stage", "access", "none"], [group]),
  wrongRole("the group admins", "access.admins", [{ kind: "group", name: "admins" }], [0, "name"]),
  wrongRole("the group Admins", "access.admins", [{ kind: "group", name: "Admins" }], [0, "name"]),
  wrongRole("a principal named twice", "access.twice", [group, group], [1]),
  wrongRole(
    "a user named twice, in another case",
    "access.twice",
    [
      { kind: "user", name: "zz@example.com" },
      { kind: "user", name: "ZZ@example.com" },
    ],
    [1],
    "CAN_MANAGE",
  ),
  wrongRole("a user by their name", "principal.user", [{ kind: "user", name: "Jo Doe" }], [0, "name"]),
  wrongRole("a token as a user", "text.token", [{ kind: "user", name: "$\{TfToken[TOKEN.5]}" }], [0, "name"]),
  wrongRole(
    "a service principal by its display name",
    "principal.application-id",
    [{ kind: "servicePrincipal", name: "deployer" }],
    [0, "name"],
  ),
  wrongRole("a principal of no known kind", "schema.value", [{ kind: "servicePrinciple", name: uuid }], [0, "kind"]),
  wrongRole("principals that are one", "schema.type", group, []),
  wrongRole("a principal that is text", "schema.type", ["zz-added"], [0]),
  wrongRole("everybody under another name", "schema.value", [{ kind: "allAccountUsers", name: "users" }], [0, "name"]),
];

const asked = (name: string) => ({
  touches: [
    ["definition", "stageEnv"],
    ["stage", "env", name],
  ] as const,
  given: (draw: Parameters<Mutation["apply"]>[0]) => {
    put(draw, ["definition", "stageEnv"], [...Object.keys(membersAt(draw, "stage", "env")), name]);
  },
});

const env: readonly Mutation[] = [
  wrong("a stage variable without a value", "env.missing", ["definition", "stageEnv"], ["ADDED_A"], {
    touches: [
      ["definition", "stageEnv"],
      ["stage", "env"],
    ],
  }),
  wrong("a variable that the definition does not ask for", "env.unknown-variable", ["stage", "env", "ADDED_B"], "x1", {
    touches: [
      ["definition", "stageEnv"],
      ["stage", "env", "ADDED_B"],
    ],
  }),
  wrong("a number for a stage variable", "schema.type", ["stage", "env", "ADDED_C"], 1, asked("ADDED_C")),
  wrong(
    "a secret for a stage variable",
    "secret.value",
    ["stage", "env", "ADDED_D"],
    SECRETS.webToken,
    asked("ADDED_D"),
  ),
  wrong("a stage variable named like a secret", "secret.name", ["stage", "env", "ADDED_SECRET"], "hunter2", {
    ...asked("ADDED_SECRET"),
    hidden: "hunter2",
  }),
  wrong(
    "a token for a stage variable",
    "text.token",
    ["stage", "env", "ADDED_E"],
    "$\{TfToken[TOKEN.6]}",
    asked("ADDED_E"),
  ),
].map((mutation) => (mutation.code === "env.missing" ? { ...mutation, path: ["env", "ADDED_A"] } : mutation));

const tables = { logsTable: "a.b.logs", metricsTable: "a.b.metrics", tracesTable: "a.b.traces" };
const features = ["workspace", "features"] as const;
const scaling = ["stage", "scaling"] as const;
const horizontal = { kind: "horizontal", instances: 3 };

const rest: readonly Mutation[] = [
  wrong(
    "a telemetry table of two parts",
    "telemetry.table",
    ["stage", "telemetry"],
    { ...tables, logsTable: "b.logs" },
    { at: ["logsTable"] },
  ),
  wrong(
    "telemetry without traces",
    "schema.missing",
    ["stage", "telemetry"],
    { ...tables, tracesTable: undefined },
    { at: ["tracesTable"] },
  ),
  wrong("a stage's name with a dot", "stage.name", ["stage", "name"], "prod.eu"),
  wrong("a physical name with an underscore", "app.name", ["stage", "physicalName"], "orders_eu"),
  wrong("a placeholder as a policy", "text.placeholder", ["stage", "budgetPolicyId"], "TBD"),
  wrong("an interpolation as a policy", "text.interpolation", ["stage", "usagePolicyId"], "$\{var.policy}"),
  wrong("a secret as a space", "secret.value", ["stage", "space"], SECRETS.accessToken),
  wrong("resources in a stage", "schema.unknown-key", ["stage", "resources"], {}),
  wrong("scopes in a stage", "schema.unknown-key", ["stage", "userApiScopes"], ["sql"]),
  wrong("a size that is a number", "schema.value", ["stage", "size"], 2),
  wrong(
    "no instances in a stage",
    "scaling.instances",
    scaling,
    { kind: "horizontal", instances: 0 },
    { at: ["instances"] },
  ),
  wrong("horizontal scaling where it is not enabled", "scaling.feature", scaling, horizontal, {
    touches: [scaling, features, ["workspace", "limits"]],
    given: (draw) => put(draw, features, ["userAuthorization", "lakebaseAutoscaling"]),
  }),
  wrong(
    "more instances than the vendor's limit",
    "scaling.instances-limit",
    scaling,
    { ...horizontal, instances: LIMITS.instances + 1 },
    {
      at: ["instances"],
      touches: [scaling, features, ["workspace", "limits"]],
      given: (draw) => {
        put(draw, features, ["horizontalScaling", "userAuthorization", "lakebaseAutoscaling"]);
        put(draw, ["workspace", "limits"], {});
      },
    },
  ),
  wrong("more instances than the workspace's own limit", "scaling.instances-limit", scaling, horizontal, {
    at: ["instances"],
    touches: [scaling, features, ["workspace", "limits"]],
    given: (draw) => {
      put(draw, features, ["horizontalScaling", "userAuthorization", "lakebaseAutoscaling"]);
      put(draw, ["workspace", "limits"], { instancesPerApp: 2 });
    },
  }),
];

/** Mistakes in a stage, by itself and against its definition and workspace. */
export const STAGE_MUTATIONS: readonly Mutation[] = [...bindings, ...access, ...env, ...rest];
