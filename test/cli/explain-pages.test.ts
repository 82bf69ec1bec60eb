import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { TerraformProvider } from "cdktf";
import {
  App,
  AppResource,
  AppsError,
  ScalingConfig,
  type Stage,
  type WorkspaceProvider,
  WorkspaceStack,
  defineApp,
  defineStage,
} from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { parse, stringify } from "yaml";
import type { Example } from "../../src/cli/pages/page";
import { PAGES } from "../../src/cli/pages/all";
import { recheckFiles } from "../../src/files/recheck-files";
import { stageFromFile } from "../../src/files/stage-from-file";
import { workspaceFromFile } from "../../src/files/workspace-from-file";
import { tryBind } from "../../src/stage/bind";
import { checkProgram } from "../../src/stage/check-program";
import { CHECK_CASES } from "../stage/check-cases";
import { programOf, workspaceWith } from "../stage/sample-program";
import { foundIn } from "../source/checked";
import { temporaryFolder } from "../source/folder";
import { MUTATIONS } from "../support/generate-broken";

const ROOT = path.join(__dirname, "../..");
const FOLDERS = [
  "definition",
  "workspace",
  "network",
  "stage",
  "files",
  "source",
  "manifests",
  "assembly",
  "constructs",
  "stacks",
  "terraform",
  "deploy",
  "cli",
];

/** Literals that look like a code and are none: names of files. */
const FILE_NAME = /\.(?:json|out|md|js|ts|py|toml|txt|lock|ya?ml)$/;

function codesIn(folder: string): string[] {
  const files = fs.readdirSync(path.join(ROOT, "src", folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !file.startsWith("pages"))
    .map((file) => fs.readFileSync(path.join(ROOT, "src", folder, file), "utf8"))
    .flatMap((source) => source.match(/(?<=")[a-z]+\.[a-z]+(?:-[a-z]+)*(?=")/g) ?? [])
    .filter((literal) => !FILE_NAME.test(literal) && !literal.startsWith("cdktf."));
}

const emitted = [...new Set(FOLDERS.flatMap(codesIn))].sort();
const pages = Object.entries(PAGES);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-explain-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("the pages", () => {
  test("are those of the codes in the sources: every code has one, and none is about a code that is gone", () => {
    expect(emitted.length).toBeGreaterThan(80);
    expect(Object.keys(PAGES)).toEqual(emitted);
  });

  test.each(pages)("%s fits a terminal of 80 columns and says everything", (code, page) => {
    expect(code.length).toBeLessThanOrEqual(30);
    expect(page.title.length).toBeLessThanOrEqual(48);
    expect(page.title).not.toMatch(/[.]$/);
    for (const text of [page.means, page.fix]) expect(text).toMatch(/^[A-Z$\w*].*[.;]$/s);
    const lines = `${page.example.wrong}\n${page.example.right}`.split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(76);
    expect(page.example.wrong).not.toBe(page.example.right);
    if (page.see !== undefined) expect(page.see).toMatch(/^https:\/\/[a-z.]+\/\S+$/);
  });
});

const DEFINITION = {
  name: "orders",
  resources: { ranker: AppResource.servingEndpoint("CAN_QUERY") },
  access: { viewers: { level: "CAN_USE" as const } },
  stageEnv: ["CATALOG"],
};
const STAGE = {
  bindings: { ranker: { name: "orders-ranker" } },
  access: { viewers: [{ kind: "group", name: "sales" }] },
  env: { CATALOG: "prod" },
};

/** The members that a text of TypeScript says. */
function members(text: string): object {
  const file = path.join(folder, `${Object.keys(fs.readdirSync(folder)).length}.js`);
  fs.writeFileSync(file, `module.exports = (AppResource, ScalingConfig) => ({ ${text} });\n`);
  const make = jest.requireActual<(...names: readonly unknown[]) => object>(file);
  return make(AppResource, ScalingConfig);
}

/** A file that says what `base` says, and `text` in place of the members that it names. */
function write(name: string, base: object, text: string): string {
  const named = Object.keys(base).length === 0 ? [] : Object.keys((parse(text) as object | null) ?? {});
  const rest = Object.entries(base).filter(([key]) => !named.includes(key));
  const file = path.join(folder, name);
  fs.writeFileSync(file, `${rest.length === 0 ? "" : stringify(Object.fromEntries(rest))}${text}\n`);
  return file;
}

/** The codes of everything that is said about a program made of an example. */
function codesOf(example: Example, text: string): string[] {
  const { in: place, definition = "" } = example;
  if (place === "source") return codesOfSource(definition, text);
  const own = place === "definition" ? members(text) : members(definition);
  const app = defineApp({ ...DEFINITION, ...own });
  const workspace = workspaceFromFile(
    write("workspace.yaml", workspaceWith({ protected: true }), place === "workspace" ? text : ""),
  );
  const whole = place === "file";
  const file = write("stage.yaml", whole ? {} : STAGE, whole || place === "stage" ? text : "");
  return codesOfStage(stageFromFile(app, workspace, file));
}

/** Of a folder with a file whose name is a comment in the first line. */
function codesOfSource(definition: string, text: string): string[] {
  const [, file = ""] = /^# (\S+)\n/.exec(text) ?? [];
  const source = temporaryFolder({ "app.yaml": "command: [python, main.py]", "main.py": "", [file]: text });
  const app = defineApp({ ...DEFINITION, ...members(definition) });
  const place = workspaceWith({ features: ["horizontalScaling"] });
  const made = defineStage(app as unknown as Stage["definition"], place, STAGE as never);
  return foundIn(source, { stage: made }).map(({ code }) => code);
}

function codesOfStage(stage: Stage): string[] {
  const app = { path: "orders-prod", stack: "orders-prod", stage, binding: tryBind(stage), rules: [] };
  return checkProgram(programOf([app])).map(({ code }) => code);
}

const executable = pages.filter(([, { example }]) => !["program", "command"].includes(example.in));

describe("the example of", () => {
  test.each(executable)("%s is refused with this code, and what is accepted instead is not", (code, { example }) => {
    expect(codesOf(example, example.wrong)).toContain(code);
    expect(codesOf(example, example.right)).not.toContain(code);
  });
});

const app = defineApp(DEFINITION) as unknown as Stage["definition"];
const stageOf = (file: string, bytes?: string | Uint8Array) => {
  if (bytes !== undefined) fs.writeFileSync(path.join(folder, file), bytes);
  return codesOfStage(stageFromFile(app, workspaceWith(), path.join(folder, file)));
};

const EMPTY = { bindings: {}, access: {}, env: {} };

class LocalProvider extends TerraformProvider {
  constructor(scope: WorkspaceStack, id: string) {
    super(scope, id, { terraformResourceType: "local" });
  }
}

function refusedBy(program: () => unknown): string[] {
  try {
    program();
  } catch (error) {
    if (error instanceof AppsError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
}

/** Codes whose example cannot be run as it stands, with a program that is refused with each. */
const REFUSED: Readonly<Record<string, () => readonly string[]>> = {
  "file.missing": () => stageOf("missing.yaml"),
  "file.unreadable": () => stageOf("."),
  "file.encoding": () => stageOf("utf-16.yaml", Uint8Array.of(0xff, 0xfe, 0x61, 0)),
  "file.too-large": () => stageOf("large.yaml", `name: ${"a".repeat(300_000)}`),
  "provider.other-kind": () =>
    refusedBy(() =>
      synthesize((root) => {
        const stack = new WorkspaceStack(root, "orders-prod", workspaceWith());
        const provider = new LocalProvider(stack, "local") as unknown as WorkspaceProvider;
        new App(stack, "orders", { definition: app, workspace: workspaceWith(), ...EMPTY, provider });
      }),
    ),
  "provider.version": () =>
    refusedBy(() =>
      synthesize((root) => {
        new WorkspaceStack(root, "orders-prod", workspaceWith()).provider.requireAtLeast("~> 1.143");
      }),
    ),
  "file.definition": () => {
    const file = { path: "prod.yaml", kind: "stage", digest: "", definition: "gone" } as const;
    return recheckFiles({ definitions: [], files: [file] }, folder, folder).issues.map(({ code }) => code);
  },
};

/** Codes of whole programs, with the file of tests that refuses one with each. */
const REFUSED_IN: Readonly<Record<string, string>> = {
  "account.auth": "stacks/account-stack.test.ts",
  "account.no-workspace": "stacks/account-stack.test.ts",
  "account.several": "stacks/account-stack.test.ts",
  "acknowledgement.expired": "cli/check.test.ts",
  "acknowledgement.expiring": "cli/check.test.ts",
  "acknowledgement.reason": "stage/checks.test.ts",
  "acknowledgement.unmatched": "stage/checks.test.ts",
  "acknowledgement.until": "stage/checks.test.ts",
  "app.late": "promises/program.test.ts",
  "assembly.other-library": "cli/check.test.ts",
  "assembly.stale": "cli/check.test.ts",
  "check.twice": "stage/checks.test.ts",
  "contract.file": "assembly/egress-files.test.ts",
  "denials.edited": "network/denial-report.test.ts",
  "denials.file": "assembly/egress-files.test.ts",
  "denials.filtered": "network/denial-report.test.ts",
  "denials.missing": "network/denial-report.test.ts",
  "denials.old": "cli/check-watched.test.ts",
  "denials.other-policy": "network/denial-report.test.ts",
  "denials.other-workspace": "network/denial-report.test.ts",
  "denials.report": "network/denial-report.test.ts",
  "denials.result": "network/denial-report.test.ts",
  "denials.truncated": "network/denial-report.test.ts",
  "denials.unacknowledged": "network/denial-report.test.ts",
  "dependency.include": "manifests/requirements.test.ts",
  "dependency.no-lock": "manifests/pyproject.test.ts",
  "dependency.not-in-image": "manifests/check-dependencies.test.ts",
  "dependency.not-pinned": "manifests/check-dependencies.test.ts",
  "dependency.replaces-image": "manifests/check-dependencies.test.ts",
  "dependency.secret": "manifests/requirements.test.ts",
  "dependency.syntax": "manifests/requirements.test.ts",
  "dependency.unknown-host": "manifests/requirements.test.ts",
  "deploy.folder": "cli/deploy.test.ts",
  "deploy.no-source": "cli/deploy.test.ts",
  "deploy.release": "cli/deploy.test.ts",
  "egress.account": "constructs/egress-policy.test.ts",
  "egress.blocked-and-allowed": "network/compose-policy.test.ts",
  "egress.clouds": "network/compose-policy.test.ts",
  "egress.full-access": "constructs/egress-policy.test.ts",
  "egress.mode": "constructs/egress-policy.test.ts",
  "egress.no-workspace": "constructs/egress-policy.test.ts",
  "egress.policy-id": "network/compose-policy.test.ts",
  "egress.policy-twice": "constructs/egress-policy.test.ts",
  "egress.replaces": "constructs/egress-policy.test.ts",
  "egress.source-unknown": "network/compose-policy.test.ts",
  "egress.storage-cloud": "network/compose-policy.test.ts",
  "egress.tier": "network/compose-policy.test.ts",
  "egress.too-many": "network/compose-policy.test.ts",
  "egress.workspace-twice": "constructs/egress-policy.test.ts",
  "endpoint.bucket": "constructs/network-connectivity-config.test.ts",
  "endpoint.cloud": "constructs/network-connectivity-config.test.ts",
  "endpoint.domains": "constructs/network-connectivity-config.test.ts",
  "endpoint.empty": "constructs/network-connectivity-config.test.ts",
  "endpoint.group": "constructs/network-connectivity-config.test.ts",
  "endpoint.limit": "constructs/network-connectivity-config.test.ts",
  "endpoint.twice": "constructs/network-connectivity-config.test.ts",
  "ncc.account": "constructs/network-connectivity-config.test.ts",
  "ncc.limit": "constructs/network-connectivity-config.test.ts",
  "ncc.name": "constructs/network-connectivity-config.test.ts",
  "ncc.region": "constructs/network-connectivity-config.test.ts",
  "ncc.region-name": "constructs/network-connectivity-config.test.ts",
  "ncc.replaces": "constructs/network-connectivity-config.test.ts",
  "ncc.stays-bound": "constructs/network-connectivity-config.test.ts",
  "ncc.twice": "constructs/network-connectivity-config.test.ts",
  "ncc.workspace-twice": "constructs/network-connectivity-config.test.ts",
  "ncc.workspaces": "constructs/network-connectivity-config.test.ts",
  "needs.file": "assembly/egress-files.test.ts",
  "network.endpoint-service": "constructs/network-connectivity-config.test.ts",
  "network.late": "constructs/workspace-wide.test.ts",
  "network.outside-account-stack": "constructs/workspace-wide.test.ts",
  "network.resource-id": "constructs/network-connectivity-config.test.ts",
  "network.workspace-twice": "constructs/workspace-wide.test.ts",
  "pipeline.empty": "stacks/promotion-pipeline.test.ts",
  "pipeline.other-definition": "stacks/promotion-pipeline.test.ts",
  "provider.none": "promises/provider.test.ts",
  "provider.other-stack": "constructs/network-connectivity-config.test.ts",
  "provider.other-workspace": "promises/provider.test.ts",
  "provider.several": "promises/provider.test.ts",
  "env.unread-resource": "source/check-env.test.ts",
  "runtime.two-files": "source/app-yaml.test.ts",
  "start.none": "source/start.test.ts",
  "start.several": "source/start.test.ts",
  "source.changed": "assembly/sources.test.ts",
  "source.empty": "source/read-source.test.ts",
  "source.missing": "source/read-source.test.ts",
  "source.name": "source/read-source.test.ts",
  "source.not-a-file": "source/read-source.test.ts",
  "source.secret-file": "source/read-source.test.ts",
  "source.too-large": "source/read-source.test.ts",
  "source.too-many": "source/read-source.test.ts",
  "source.unreadable": "source/read-source.test.ts",
  "workspace.name-twice": "constructs/network-connectivity-config.test.ts",
};

describe("every other page's code is emitted:", () => {
  const others = pages.map(([code]) => code).filter((code) => !executable.some(([known]) => known === code));

  test.each(others)("fails with %s", (code) => {
    const [refused, table, file] = [REFUSED[code], CHECK_CASES[code], REFUSED_IN[code]];
    if (refused !== undefined) expect(refused()).toContain(code);
    else if (table !== undefined) {
      expect(checkProgram(table.refused(workspaceWith())).map((finding) => finding.code)).toContain(code);
    } else if (file !== undefined) {
      // As a whole: the code of one rule may begin like that of another.
      const whole = new RegExp(`(?<![a-z.-])${code.replace(".", "\\.")}(?![a-z-])`);
      expect(fs.readFileSync(path.join(ROOT, "test", file), "utf8")).toMatch(whole);
    } else {
      // The mutations are run in the tests of bind.
      expect(MUTATIONS.map((mutation) => mutation.code)).toContain(code);
    }
  });
});
