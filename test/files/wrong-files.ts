import { edited, STAGE, WORKSPACE } from "./sample";

/** Stands in a text right before each place that an issue must name. */
const MARK = "»";

export interface WrongFile {
  /** Completes "fails on ...". */
  readonly title: string;
  readonly file: "workspace" | "stage";
  readonly text: string;
  /** `line:col code path`, every one that must come out. */
  readonly issues: readonly string[];
}

/** A file with marks, and what is wrong at each of them. */
function wrong(file: WrongFile["file"], title: string, marked: string, issues: readonly string[]): WrongFile {
  const parts = marked.split(MARK);
  if (parts.length !== issues.length + 1) throw new Error(`${title}: a mark for each issue`);
  const places = issues.map((issue, index) => {
    const before = parts
      .slice(0, index + 1)
      .join("")
      .replace("\uFEFF", "")
      .split("\n");
    return `${before.length}:${(before.at(-1) ?? "").length + 1} ${issue}`;
  });
  return { title, file, text: parts.join(""), issues: places };
}

const text = (title: string, marked: string, ...issues: string[]) => wrong("stage", title, marked, issues);
const workspace = (title: string, from: string, to: string, ...issues: string[]) =>
  wrong("workspace", title, edited(WORKSPACE, from, to), issues);
const stage = (title: string, from: string, to: string, ...issues: string[]) =>
  wrong("stage", title, edited(STAGE, from, to), issues);

/** Nobody gets as far as the values. */
const TEXTS: readonly WrongFile[] = [
  text("an empty file", "»", "file.empty"),
  text("a file of comments", "»# nothing yet\n# at all\n", "file.empty"),
  text("a file of white space", "»  \n\n", "file.empty"),
  text("a document that holds nothing", "»---\n...\n", "file.empty"),
  text("a list instead of a map", "# a comment\n»- bindings\n- access\n", "schema.type"),
  text("a text instead of a map", "»bindings\n", "schema.type"),
  text("several documents", `${STAGE}»---\nname: second\n`, "file.several-documents"),
  stage("a tab that indents", "    id", "»\tid", "file.tab"),
  stage("a quote that is not closed", "main\n", '"main\n»', "file.syntax"),
  stage("a bracket that is not closed", "-ranker }\n  ", "-ranker\n  »", "file.syntax"),
  stage("an indentation that fits nothing", "    id: 1a2b3c4d", "    id: 1a\n»   name: x", "file.syntax"),
  stage("two colons in a line", "main", "»a: b", "file.syntax"),
  stage("a text that begins with @", "main", "»@main", "file.syntax"),
  stage("an escape that does not exist", "main", '"a»\\q"', "file.syntax"),
  stage("a merge key", "  ranker: {", "  »<<: { a: b }\n  ranker: {", "file.merge-key bindings"),
  stage("an alias without an anchor", "main", "»*main", "file.alias env/CATALOG"),
  stage("an alias inside of what it means", "viewers:", "viewers: &all\n    - »*all", "file.alias access/viewers/0"),
  text("another version of YAML", `# first\n»%YAML 1.1\n---\n${STAGE}`, "file.version"),
  text(
    "a file nested deeper than any stage",
    `name:\n  ${"[".repeat(50)}»1${"]".repeat(50)}\n`,
    `file.too-deep name${"/0".repeat(50)}`,
  ),
  text("a byte that is no text", `»${edited(STAGE, "main", "ma\0in")}`, "file.encoding"),
  text("a file larger than any stage", `»${STAGE}${"# more\n".repeat(50_000)}`, "file.too-large"),
  text(
    "aliases of aliases that would fill the memory",
    `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [»*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    "file.too-large",
  ),
];

const JSON_STAGE = JSON.stringify(
  {
    bindings: { ranker: { name: "desk-ranker" }, warehouse: { id: "a b" } },
    access: { viewers: [{ kind: "group", name: "staff" }] },
    env: { CATALOG: "main" },
  },
  null,
  "\t",
);

/** How a mistake is written changes nothing about where it is. */
const SPELLINGS: readonly WrongFile[] = [
  stage("a missing key", "env:\n  CATALOG: main", "»env: {}", "env.missing env/CATALOG"),
  stage(
    "a missing key of an item of a list",
    "- kind: group\n      name: staff",
    "- »kind: group",
    "schema.missing access/viewers/0/name",
  ),
  text("a missing key of the file", edited(`»${STAGE}`, "env:\n  CATALOG: main\n", ""), "env.missing env/CATALOG"),
  text(
    "a mistake in a CRLF file",
    edited(STAGE, "1a2b3c4d", "»a b").replaceAll("\n", "\r\n"),
    "binding.value bindings/warehouse/id",
  ),
  text("a mistake in the first line, after a BOM", `\uFEFF»extra: 1\n${STAGE}`, "schema.unknown-key extra"),
  text("a mistake after comments", `# one\n\n---\n${edited(STAGE, "main", "»[]")}`, "schema.type env/CATALOG"),
  stage(
    "a value at an anchor, also behind its alias",
    "- kind: group\n      name: staff",
    "- &who { kind: group, name: »»admins }\n    - *who",
    "access.admins access/viewers/0/name",
    "access.admins access/viewers/1/name",
  ),
  stage(
    "an alias that may not stand there",
    "warehouse:\n    id: 1a2b3c4d",
    "warehouse: &it\n    id: 1a2b3c4d\nsize: »*it",
    "schema.value size",
  ),
  stage("a duplicate key", "main", "main\n  »CATALOG: other", "file.duplicate-key env/CATALOG"),
  stage("a duplicate key in quotes", "main", 'main\n  »"CATALOG": other', "file.duplicate-key env/CATALOG"),
  stage("an unknown key in quotes", "main", 'main\n  »"CATLOG": x', "env.unknown-variable env/CATLOG"),
  stage("a value under a key in quotes", "id: 1a2b3c4d", '"id": »a b', "binding.value bindings/warehouse/id"),
  stage("a key in a flow map", "{ name:", "{ »nam: x, name:", "schema.unknown-key bindings/ranker/nam"),
  stage("a value in a flow map", "desk-ranker", "»desk ranker", "binding.value bindings/ranker/name"),
  stage("a value in quotes", "desk-ranker", '»"desk ranker"', "binding.value bindings/ranker/name"),
  stage(
    "a value after wide characters",
    "name: desk",
    '»"ä😀": 1, »nam: 2, name: desk',
    "schema.unknown-key bindings/ranker/ä😀",
    "schema.unknown-key bindings/ranker/nam",
  ),
  stage("a text over several lines", "1a2b3c4d", "»>-\n      1a2b\n      3c4d", "binding.value bindings/warehouse/id"),
  stage("a key without a value", "CATALOG: main", "»CATALOG:", "schema.type env/CATALOG"),
  stage("a key that is a list", "main", "main\n  ? »[a, b]\n  : x", "file.key env"),
  stage("a tag that means nothing", "main", "!secret »main", "file.tag env/CATALOG"),
  text(
    "a mistake in JSON that tabs indent",
    edited(JSON_STAGE, '"a b"', '»"a b"'),
    "binding.value bindings/warehouse/id",
  ),
];

/** What YAML, or another reader of it, takes for something else. */
const UNQUOTED: readonly WrongFile[] = [
  ...["yes", "off", "012", "1_000", "1e3", "0x1f", "2026-01-01", "true", "12:30:00", ".5", "0b11", "~"].map((value) =>
    stage(`${value} where a text belongs`, "main", `»${value}`, "file.quote env/CATALOG"),
  ),
  workspace("an id that is a number", '"3333"', "»3333", "file.quote workspaceId"),
  stage("a key that is a number", "main", "main\n  »»0012: x", "file.quote env/0012", "env.unknown-variable env/0012"),
  stage("a key that is a boolean", "main", "main\n  »»yes: x", "file.quote env/yes", "env.unknown-variable env/yes"),
  workspace("a yes where a boolean belongs", "tier", "protected: »yes\ntier", "schema.type protected"),
];

const STAGES: readonly WrongFile[] = [
  text(
    "a misspelt resource",
    edited(edited(STAGE, "bindings:", "»bindings:"), "  ranker:", "  »rankr:"),
    "binding.missing bindings/ranker",
    "binding.unknown-resource bindings/rankr",
  ),
  text(
    "a misspelt role",
    edited(edited(STAGE, "access:", "»access:"), "viewers", "»viewer"),
    "access.nobody access/viewers",
    "access.unknown-role access/viewer",
  ),
  text(
    "a misspelt variable",
    edited(edited(STAGE, "env:", "»env:"), "CATALOG", "»CATLOG"),
    "env.missing env/CATALOG",
    "env.unknown-variable env/CATLOG",
  ),
  stage("an unknown member", "env:", "»sise: LARGE\nenv:", "schema.unknown-key sise"),
  stage("a definition in a file", "env:", "»definition: desk\nenv:", "schema.unknown-key definition"),
  stage("a workspace in a file", "env:", "»workspace: prod\nenv:", "schema.unknown-key workspace"),
  stage(
    "a key that no object holds like others",
    "main",
    "main\n  »»__proto__: x",
    "schema.unknown-key env/__proto__",
    "env.unknown-variable env/__proto__",
  ),
  stage("a size that does not exist", "env:", "size: »LARG\nenv:", "schema.value size"),
  stage("a kind of principal that does not exist", "kind: group", "kind: »grup", "schema.value access/viewers/0/kind"),
  stage(
    "nobody in a role",
    "viewers:\n    - kind: group\n      name: staff",
    "viewers: »[]",
    "access.nobody access/viewers",
  ),
  stage("a principal twice", "staff", "staff\n    - »{ kind: group, name: staff }", "access.twice access/viewers/1"),
  stage("the admins", "staff", "»admins", "access.admins access/viewers/0/name"),
  stage(
    "a user without an address",
    "group\n      name: staff",
    "user\n      name: »ann",
    "principal.user access/viewers/0/name",
  ),
  stage(
    "a service principal by its name",
    "group\n      name: staff",
    "servicePrincipal\n      name: »deployer",
    "principal.application-id access/viewers/0/name",
  ),
  stage("a binding that is a text", "{ name: desk-ranker }", "»desk-ranker", "schema.type bindings/ranker"),
  text(
    "a binding of another kind",
    edited(STAGE, "warehouse:\n    id: 1a2b3c4d", "»warehouse:\n    »name: x"),
    "schema.missing bindings/warehouse/id",
    "schema.unknown-key bindings/warehouse/name",
  ),
  stage("a variable of the environment", "main", "»${HOME}", "text.interpolation env/CATALOG"),
  stage("a reference to a construct", "1a2b3c4d", "»${TfToken[TOKEN.7]}", "text.token bindings/warehouse/id"),
  stage("a placeholder", "main", "»TODO", "text.placeholder env/CATALOG"),
  stage("a credential", "main", `»${["da", "pi"].join("")}${"0123456789abcdef".repeat(2)}`, "secret.value env/CATALOG"),
  stage(
    "a table with two parts",
    "env:",
    "telemetry: { logsTable: »a.b, metricsTable: a.b.c, tracesTable: a.b.d }\nenv:",
    "telemetry.table telemetry/logsTable",
  ),
  stage(
    "a count that is a text",
    "env:",
    'scaling: »{ kind: horizontal, instances: »"3" }\nenv:',
    "scaling.feature scaling",
    "schema.type scaling/instances",
  ),
  stage(
    "no instances",
    "env:",
    "scaling: »{ kind: horizontal, instances: »0 }\nenv:",
    "scaling.feature scaling",
    "scaling.instances scaling/instances",
  ),
  stage(
    "half an instance",
    "env:",
    "scaling:\n  »kind: horizontal\n  instances: »1.5\nenv:",
    "scaling.feature scaling",
    "scaling.instances scaling/instances",
  ),
  stage(
    "a scaling that the workspace lacks",
    "env:",
    "scaling: »{ kind: horizontal, instances: 2 }\nenv:",
    "scaling.feature scaling",
  ),
  stage("a name that cannot be a stack's", "env:", "name: »Prod EU\nenv:", "stage.name name"),
  stage("a name that cannot be an app's", "env:", "physicalName: »Desk\nenv:", "app.name physicalName"),
];

const WORKSPACES: readonly WrongFile[] = [
  wrong("workspace", "a missing host", edited(`»${WORKSPACE}`, "host: https://adb-3333.3.azuredatabricks.net\n", ""), [
    "schema.missing host",
  ]),
  workspace("a host without https", "https://adb", "»adb", "workspace.host host"),
  workspace("the account's host", "https://adb-3333.3", "»https://accounts", "workspace.account-host host"),
  workspace(
    "a legacy host",
    "https://adb-3333.3.azuredatabricks.net",
    "»https://westeurope.azuredatabricks.net",
    "workspace.legacy-host host",
  ),
  workspace("a name in capitals", "name: prod", "name: »Prod", "workspace.name name"),
  workspace("an id that is no number", '"3333"', '»"x"', "workspace.id workspaceId"),
  workspace("an account id that is no UUID", "4f0c6d0e-2a4b", "»4f0c6d0e", "workspace.account-id accountId"),
  workspace("a cloud that does not exist", "cloud: azure", "cloud: »azur", "schema.value cloud"),
  workspace("a region in capitals", "westeurope", "»WestEurope", "workspace.region region"),
  workspace("a tier without apps", "PREMIUM", "»STANDARD", "workspace.tier tier"),
  workspace("a way to sign in that does not exist", "azure-cli", "»azure-cly", "schema.value auth/type"),
  workspace(
    "a way to sign in that lacks a part",
    "auth: { type: azure-cli }",
    "»»auth: { type: profile }",
    "schema.missing auth/profile",
    "schema.missing auth/authType",
  ),
  workspace("a backend that does not exist", "kind: gcs", "kind: »gsc", "schema.value backend/kind"),
  workspace("a bucket in capitals", "state", "»State", "backend.bucket backend/bucket"),
  workspace("a prefix that leaves its folder", "state", "state\n  prefix: »../x", "backend.prefix backend/prefix"),
  workspace(
    "a state inside of the assembly",
    "kind: gcs\n  bucket: state",
    "kind: local\n  folder: »state",
    "backend.local-folder backend/folder",
  ),
  workspace("a misspelt limit", "tier", "limits: { »app: 3 }\ntier", "schema.unknown-key limits/app"),
  workspace("a limit below none", "tier", "limits: { apps: »-1 }\ntier", "workspace.limit limits/apps"),
  workspace(
    "a feature that does not exist",
    "tier",
    "features: [userAuthorization, »scaling]\ntier",
    "schema.value features/1",
  ),
  workspace(
    "a URL as a destination",
    "tier",
    "egress:\n  policyId: p\n  mode: enforced\n  destinations:\n    - { host: »https://a.b, because: x }\ntier",
    "egress.host egress/destinations/0/host",
  ),
  workspace("a schema that is no name", "name: prod", "$schema: »1\nname: prod", "schema.type $schema"),
];

const destination = (text: string) =>
  `egress:\n  policyId: p\n  mode: enforced\n  destinations:\n    - { ${text}, because: x }\ntier`;
const AZURE = "kind: azurerm\n  resourceGroup: g\n  storageAccount: acme\n  container: apps";

const MORE_WORKSPACES: readonly WrongFile[] = [
  workspace(
    "a storage account in capitals",
    "kind: gcs\n  bucket: state",
    edited(AZURE, "acme", "»Acme"),
    "backend.storage-account backend/storageAccount",
  ),
  workspace(
    "a container with two hyphens",
    "kind: gcs\n  bucket: state",
    edited(AZURE, "apps", "»a--b"),
    "backend.container backend/container",
  ),
  workspace(
    "a bucket in capitals as a destination",
    "tier",
    destination("bucket: »Data, region: eu-west-1"),
    "egress.bucket egress/destinations/0/bucket",
  ),
  workspace(
    "a storage account in capitals as a destination",
    "tier",
    destination("storageAccount: »Data, service: dfs"),
    "egress.storage-account egress/destinations/0/storageAccount",
  ),
];

export const WRONG_FILES: readonly WrongFile[] = [
  ...TEXTS,
  ...SPELLINGS,
  ...UNQUOTED,
  ...STAGES,
  ...WORKSPACES,
  ...MORE_WORKSPACES,
];
