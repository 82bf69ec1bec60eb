import * as fs from "node:fs";
import * as path from "node:path";
import type { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { workspace } from "../support/orders";
import { temporaryFolder } from "./sample";

interface Cause {
  readonly app?: string;
  readonly file?: string;
  readonly line?: number;
}

interface Entry {
  readonly destination: Readonly<Record<string, string>>;
  readonly causes: readonly Cause[];
}

/** An app of the program, and its stage in prod. What lies between the marks is all that there is of it. */
const app = (name: string, egress: readonly string[]) => [
  `  // begin ${name}`,
  `  const ${name} = apps.defineStage(apps.defineApp({`,
  `    name: "${name}",`,
  `    source: __dirname + "/${name}",`,
  `    egress: [`,
  ...egress.map((line) => `      ${line},`),
  `    ],`,
  `  }), prod, {});`,
  `  needs.push(apps.EgressNeeds.of(${name}));`,
  `  // end ${name}`,
];

/** A line in two apps, one in an app and among the other workloads, storage, and dependency files of both tools. */
const PROGRAM = [
  `module.exports = (apps, prod) => (root) => {`,
  `  const needs = [];`,
  ...app("shop", [
    `{ host: "api.payments.example", because: "charges cards" }`,
    `{ host: "both.example", because: "currencies" }`,
    `{ storageAccount: "acmeshop", service: "blob", because: "pictures" }`,
  ]),
  ...app("forecast", [
    `{ host: "api.weather.example", because: "tomorrow's weather" }`,
    `{ host: "both.example", because: "currencies" }`,
    `{ host: "wheels.example", phase: "build", because: "our own packages" }`,
  ]),
  `  const network = new apps.AccountStack(root, "network", [prod]);`,
  `  new apps.EgressPolicy(network, "egress", {`,
  `    provider: network.provider, policyId: "prod-egress", mode: "dryRun", attachTo: [prod], needs,`,
  `    otherWorkloads: [`,
  `      { host: "feeds.partner.example", because: "nightly import job" },`,
  `      { host: "api.weather.example", because: "nightly job" },`,
  `    ],`,
  `  });`,
  `};`,
].join("\n");
const FILES = {
  "package.json": "{}",
  "main.js": PROGRAM,
  "shop/package.json": '{ "dependencies": { "left-pad": "1.3.0" } }',
  "shop/requirements.txt": "flask==3.0.0\n",
  "forecast/requirements.txt": "flask==3.0.0\n",
};
type Files = Readonly<Record<string, string>>;

/** What the policy of a program lists, and why. */
function policyOf(files: Files): readonly Entry[] {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  type Program = (library: typeof apps, prod: apps.Workspace) => (root: CdktfApp) => void;
  const program = jest.requireActual<Program>(path.join(folder, "main.js"));
  const { files: written } = synthesize(program(apps, workspace("prod")));
  // Folders of sources are named from the file that runs, which is a test's here.
  const text = (written["network.json"] ?? "").replaceAll(new RegExp(`[^"]*/${path.basename(folder)}/`, "g"), "");
  return (
    JSON.parse(text) as { readonly policies: readonly { readonly entries: readonly Entry[] }[] }
  ).policies.flatMap(({ entries }) => entries);
}

const nameOf = ({ destination: { because: _, ...target } }: Entry) => Object.values(target).join("/");

/** What somebody deletes who wants to be rid of a cause: a line of a program, a line of a file, a file or an app. */
function without(files: Files, { app: name, file, line }: Cause, entry: Entry): Files {
  const program = files["main.js"] ?? "";
  const lines = program.split("\n");
  const [first = ""] = Object.values(entry.destination);
  const lineOf = (from: number) => lines.findIndex((text, index) => index >= from && text.includes(`"${first}"`));
  const dropped = (index: number) => ({ ...files, "main.js": lines.filter((_, at) => at !== index).join("\n") });
  if (file === "main.js") return dropped(lineOf((line ?? 0) - 1));
  if (file !== undefined && line !== undefined) {
    const rest = (files[file] ?? "").split("\n").filter((_, at) => at !== line - 1);
    return { ...files, [file]: rest.join("\n") };
  }
  if (file !== undefined) return Object.fromEntries(Object.entries(files).filter(([other]) => other !== file));
  if (name === undefined) return dropped(lineOf(lines.findIndex((text) => text.includes("otherWorkloads"))));
  const block = new RegExp(`  // begin ${name}\n.*?// end ${name}\n`, "s");
  expect(program).toMatch(block);
  return { ...files, "main.js": program.replace(block, "") };
}

/** Is a cause gone with what somebody deleted for another one? */
function goesWith(cause: Cause, entry: Entry, { cause: deleted, entry: of }: { cause: Cause; entry: Entry }): boolean {
  if (deleted.app === undefined || deleted.file === "main.js") {
    return entry === of && JSON.stringify(cause) === JSON.stringify(deleted);
  }
  if (deleted.file === undefined) return cause.app === deleted.app;
  return cause.file === deleted.file && cause.line === deleted.line;
}

describe("the cause of a destination", () => {
  const entries = policyOf(FILES);
  const causes = entries.flatMap((entry) => entry.causes.map((cause) => ({ entry, cause })));
  const titled = causes.map(
    ({ entry, cause }) =>
      [
        nameOf(entry),
        [cause.app ?? "other workloads", cause.file, cause.line].filter(Boolean).join(" "),
        entry,
        cause,
      ] as const,
  );

  test("is a line of a program, a dependency file, or the app; the platform's own lines are nobody's", () => {
    const call = (text: string) => PROGRAM.split("\n").findIndex((line) => line.includes(text)) + 1;
    const seen = new Set(causes.map(({ cause: { app: name, file, line } }) => [name, file, line].join(" ").trim()));
    for (const name of ["shop", "forecast"]) {
      expect(seen).toContain(`${name} main.js ${call(`const ${name} =`)}`);
      expect([...seen].filter((one) => one.startsWith(`${name} ${name}/requirements.txt`))).toHaveLength(1);
      expect(seen).toContain(name);
    }
    expect(seen).toContain("");
  });

  test.each(titled)("%s goes with the last of its causes, and nothing else does: %s", (_, __, entry, cause) => {
    const after = policyOf(without(FILES, cause, entry)).map(nameOf);
    const left = entries.filter((one) => one.causes.some((each) => !goesWith(each, one, { cause, entry })));
    expect(after).toEqual(left.map(nameOf));
    if (entry.causes.length === 1) expect(after).not.toContain(nameOf(entry));
    else expect(after).toContain(nameOf(entry));
  });
});
