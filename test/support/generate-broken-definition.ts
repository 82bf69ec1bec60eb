import { put } from "./generate-draw";
import { type Mutation, wrong, wrongResource } from "./generate-mutation";
import * as vendor from "./generate-vendor";

const { SECRETS } = vendor;
const warehouse = { kind: "sqlWarehouse", permission: "CAN_USE" };
const bound = { id: "0123456789abcdef" };

const names: readonly Mutation[] = [
  ["one letter", "a"],
  ["31 characters", "a".repeat(vendor.LIMITS.appName.max + 1)],
  ["an uppercase letter", "Orders"],
  ["an underscore", "orders_eu"],
  ["a leading digit", "1orders"],
  ["a line break at its end", "orders\n"],
].map(([what, name]) => wrong(`an app's name with ${what}`, "app.name", ["definition", "name"], name));

const keys: readonly Mutation[] = ["k", "k".repeat(vendor.LIMITS.resourceKey.max + 1), "a/b", "-a", "a.b"].map((key) =>
  wrongResource(`the resource key ${key}`, "resource.key", [warehouse, bound], ["definition", "resources", key], {
    key,
  }),
);

const levels: readonly Mutation[] = [
  ...Object.keys(vendor.RESOURCE_KINDS).map((kind) => ({ kind: vendor.camelCase(kind) })),
  ...Object.keys(vendor.UC_SECURABLES).map((securable) => ({ kind: "ucSecurable", securable })),
].map((resource) =>
  wrongResource(
    `a level that ${Object.values(resource).join(" ")} does not have`,
    "resource.permission",
    [{ ...resource, permission: vendor.FOREIGN_LEVEL }, undefined],
    ["definition", "resources", "?", "permission"],
  ),
);

/** Privileges of one type of securable, asked for on another. */
const crossed: readonly Mutation[] = [
  ["TABLE", "READ_VOLUME"],
  ["VOLUME", "SELECT"],
  ["FUNCTION", "MODIFY"],
  ["CONNECTION", "EXECUTE"],
].map(([securable, permission]) =>
  wrongResource(
    `${permission} on a ${securable}`,
    "resource.permission",
    [{ kind: "ucSecurable", securable, permission }, undefined],
    ["definition", "resources", "?", "permission"],
  ),
);

const resources: readonly Mutation[] = [
  wrongResource(
    "a resource of a kind that there is not",
    "schema.value",
    [{ kind: "warehouse", permission: "CAN_USE" }, bound],
    ["definition", "resources", "?", "kind"],
  ),
  wrongResource(
    "a resource without a level",
    "schema.missing",
    [{ kind: "job" }, { id: "12" }],
    ["definition", "resources", "?", "permission"],
  ),
  wrongResource(
    "a resource with a key that nothing reads",
    "schema.unknown-key",
    [{ ...warehouse, permision: "CAN_USE" }, bound],
    ["definition", "resources", "?", "permision"],
  ),
  wrongResource(
    "a description of 51 characters",
    "resource.description",
    [{ ...warehouse, description: "d".repeat(vendor.LIMITS.resourceDescription + 1) }, bound],
    ["definition", "resources", "?", "description"],
  ),
  wrongResource(
    "a securable without its type",
    "resource.securable",
    [{ kind: "ucSecurable", permission: "SELECT" }, { fullName: "a.b.c" }],
    ["definition", "resources", "?", "securable"],
  ),
  wrongResource(
    "a type of securable on a warehouse",
    "resource.securable",
    [{ ...warehouse, securable: "TABLE" }, bound],
    ["definition", "resources", "?", "securable"],
  ),
  wrongResource(
    "Lakebase Autoscaling where it is not",
    "resource.lakebase-region",
    [
      { kind: "postgres", permission: "CAN_CONNECT_AND_CREATE" },
      { branch: "projects/p1/branches/b1", database: "projects/p1/branches/b1/databases/d1" },
    ],
    ["definition", "resources", "?"],
    {
      touches: [
        ["workspace", "cloud"],
        ["workspace", "region"],
        ["workspace", "features"],
      ],
      given: (draw) => {
        put(draw, ["workspace", "cloud"], "aws");
        put(draw, ["workspace", "region"], "ap-northeast-3");
        put(draw, ["workspace", "features"], ["horizontalScaling", "userAuthorization"]);
      },
    },
  ),
];

const variable = (name: string) => ["definition", "env", name] as const;

const variables: readonly Mutation[] = [
  wrong("a variable's name with a hyphen", "env.name", variable("A-B"), "x1"),
  wrong("a variable's name with a leading digit", "env.name", variable("1A"), "x1"),
  wrong("a variable of the platform", "env.reserved", variable("DATABRICKS_HOST"), "x1"),
  wrong(
    "a variable from a resource that there is not",
    "env.value-from",
    variable("ADDED_1"),
    { valueFrom: "none" },
    {
      at: ["valueFrom"],
    },
  ),
  wrong(
    "a variable from an inherited member",
    "env.value-from",
    variable("ADDED_2"),
    { valueFrom: "valueOf" },
    {
      at: ["valueFrom"],
    },
  ),
  wrong("a constant that is a number", "schema.type", variable("ADDED_3"), 8000),
  wrong("a constant with an interpolation", "text.interpolation", variable("ADDED_4"), "$\{var.region}"),
  wrong("a constant with a directive", "text.interpolation", variable("ADDED_5"), "%{ if true }x%{ endif }"),
  wrong("a token as a constant", "text.token", variable("ADDED_6"), "$\{TfToken[TOKEN.7]}"),
  wrong("a token of a list as a constant", "text.token", variable("ADDED_7"), "#\{TfToken[TOKEN.7]}"),
  wrong("a personal access token", "secret.value", variable("ADDED_8"), `Bearer ${SECRETS.accessToken}`),
  wrong("an OAuth secret", "secret.value", variable("ADDED_9"), SECRETS.oauthSecret),
  wrong("a JSON web token", "secret.value", variable("ADDED_10"), SECRETS.webToken),
  wrong("a private key", "secret.value", variable("ADDED_11"), `${SECRETS.privateKey}\nMIIE`),
  wrong("a constant named like a secret", "secret.name", variable("ADDED_API_TOKEN"), "hunter2", { hidden: "hunter2" }),
  wrong("a broken constant named like a secret", "secret.name", variable("ADDED_PASSWORD"), "$\{hunter2}", {
    hidden: "hunter2",
  }),
  wrong("a variable called __proto__", "schema.unknown-key", variable("__proto__"), "x1"),
  wrong("a stage variable called __proto__", "env.name", ["definition", "stageEnv"], ["__proto__"], { at: [0] }),
  {
    ...wrong("a secret as a variable's name", "secret.value", variable(SECRETS.webToken), "x1"),
    path: ["definition", "env", "<a JSON web token>"],
  },
  wrong("a stage variable's name with a dot", "env.name", ["definition", "stageEnv"], ["a.b"], { at: [0] }),
  wrong("a stage variable of the platform", "env.reserved", ["definition", "stageEnv"], ["DATABRICKS_APP_PORT"], {
    at: [0],
  }),
  wrong("a stage variable declared twice", "env.twice", ["definition", "stageEnv"], ["ADDED", "ADDED"], { at: [1] }),
];

const destination = (...parts: readonly string[]) => ["definition", "egress", ...parts] as const;

const egress: readonly Mutation[] = [
  ...[
    "https://api.example.com",
    "api.example.com:443",
    "*.example.com",
    "api.example.com/v1",
    "10.0.0.1",
    "API.example.com",
    "localhost",
  ].map((host) =>
    wrong(`the host ${host}`, "egress.host", destination(), [{ host, because: "orders" }], { at: [0, "host"] }),
  ),
  wrong(
    "a storage account with a hyphen",
    "egress.storage-account",
    destination(),
    [{ storageAccount: "a-b-c", service: "blob", because: "orders" }],
    { at: [0, "storageAccount"] },
  ),
  wrong(
    "a bucket with an underscore at its end",
    "egress.bucket",
    destination(),
    [{ bucket: "orders_", region: "eu-west-1", because: "orders" }],
    { at: [0, "bucket"] },
  ),
  wrong("a destination without a reason", "schema.missing", destination(), [{ host: "api.example.com" }], {
    at: [0, "because"],
  }),
  wrong(
    "a service that no storage has",
    "schema.value",
    destination(),
    [{ storageAccount: "orders", service: "queue", because: "orders" }],
    { at: [0, "service"] },
  ),
  wrong("a destination that is text", "schema.type", destination(), ["api.example.com"], { at: [0] }),
];

const repository = ["definition", "gitRepository"] as const;

const repositories: readonly Mutation[] = [
  ...["git@example.com:a/b.git", "http://git.example.com/a/b", "https://git.example.com"].map((url) =>
    wrong(`the repository ${url}`, "git.url", repository, { url, provider: "gitHub" }, { at: ["url"] }),
  ),
  wrong(
    "a repository's URL with a password",
    "git.url",
    repository,
    { url: "https://me:hunter2@git.example.com/a", provider: "gitHub" },
    { at: ["url"], hidden: "hunter2" },
  ),
  wrong(
    "a repository's URL with a password and without TLS",
    "git.url",
    repository,
    { url: "http://me:hunter2@git.example.com/a", provider: "gitHub" },
    { at: ["url"], hidden: "hunter2" },
  ),
  wrong(
    "a repository's URL of 301 characters",
    "git.url",
    repository,
    { url: `https://git.example.com/${"a".repeat(277)}`, provider: "gitHub" },
    { at: ["url"] },
  ),
  wrong(
    "a Git provider in another case",
    "schema.value",
    repository,
    { url: "https://git.example.com/a", provider: "github" },
    { at: ["provider"] },
  ),
];

const rest: readonly Mutation[] = [
  wrong("a description that is a number", "schema.type", ["definition", "description"], 7),
  wrong("an empty description", "text.placeholder", ["definition", "description"], ""),
  ...["TODO", "<folder>", "REPLACE_ME", "xxx", "  ", "change-me"].map((text) =>
    wrong(`the placeholder "${text}"`, "text.placeholder", ["definition", "source"], text),
  ),
  wrong("a key that nothing reads", "schema.unknown-key", ["definition", "resource"], {}),
  wrong("a size that there is not", "schema.value", ["definition", "size"], "SMALL"),
  wrong(
    "a role with a level that apps do not have",
    "schema.value",
    ["definition", "access", "added"],
    { level: "CAN_VIEW" },
    {
      at: ["level"],
      touches: [
        ["definition", "access", "added"],
        ["stage", "access", "added"],
      ],
      given: (draw) => put(draw, ["stage", "access", "added"], [{ kind: "user", name: "added@example.com" }]),
    },
  ),
  ...vendor.UNASSIGNABLE_SCOPES.map((scope) =>
    wrong(`the scope ${scope}`, "scope.refused", ["definition", "userApiScopes"], [scope], {
      at: [0],
      touches: [
        ["definition", "userApiScopes"],
        ["workspace", "features"],
      ],
    }),
  ),
  wrong("user API scopes where they are not enabled", "scope.feature", ["definition", "userApiScopes"], ["sql"], {
    touches: [
      ["definition", "userApiScopes"],
      ["workspace", "features"],
    ],
    given: (draw) => put(draw, ["workspace", "features"], ["horizontalScaling", "lakebaseAutoscaling"]),
  }),
  ...[0, -1, 1.5, Number.MIN_SAFE_INTEGER].map((instances) =>
    wrong(
      `${instances} instances`,
      "scaling.instances",
      ["definition", "scaling"],
      { kind: "horizontal", instances },
      { at: ["instances"] },
    ),
  ),
  wrong(
    "a kind of scaling that there is not",
    "schema.value",
    ["definition", "scaling"],
    { kind: "auto" },
    { at: ["kind"] },
  ),
  wrong(
    "a count of instances on standard scaling",
    "schema.unknown-key",
    ["definition", "scaling"],
    { kind: "standard", instances: 2 },
    { at: ["instances"] },
  ),
  {
    name: "no definition",
    code: "schema.missing",
    path: ["definition", "name"],
    touches: [["definition"]],
    apply: (draw) => void (draw.definition = null),
  },
];

const extended: readonly Mutation[] = [
  wrong(
    "a resource that extendApp adds again",
    "definition.collision",
    ["extension", "resources"],
    { "added again": warehouse },
    {
      at: ["added again"],
      touches: [
        ["definition", "resources", "added again"],
        ["stage", "bindings", "added again"],
        ["extension", "resources"],
      ],
      given: (draw) => {
        put(draw, ["definition", "resources", "added again"], warehouse);
        put(draw, ["stage", "bindings", "added again"], bound);
      },
    },
  ),
  wrong(
    "a role that extendApp adds again",
    "definition.collision",
    ["extension", "access"],
    { again: { level: "CAN_USE" } },
    {
      at: ["again"],
      touches: [
        ["definition", "access", "again"],
        ["stage", "access", "again"],
        ["extension", "access"],
      ],
      given: (draw) => {
        put(draw, ["definition", "access", "again"], { level: "CAN_USE" });
        put(draw, ["stage", "access", "again"], [{ kind: "user", name: "again@example.com" }]);
      },
    },
  ),
];

/** Mistakes in a definition. */
export const DEFINITION_MUTATIONS: readonly Mutation[] = [
  ...names,
  ...keys,
  ...levels,
  ...crossed,
  ...resources,
  ...variables,
  ...egress,
  ...repositories,
  ...rest,
  ...extended,
];
