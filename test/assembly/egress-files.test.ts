import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import { AppsError } from "../../src/errors";
import { readDenialReports } from "../../src/assembly/denial-reports";
import { egressContractFromFile } from "../../src/assembly/egress-contract";
import { EgressNeeds } from "../../src/assembly/egress-needs";
import { removeNetwork } from "../../src/assembly/network";
import { App } from "../../src/constructs/app";
import { defineApp } from "../../src/definition/app-definition";
import { WorkspaceStack } from "../../src/stacks/workspace-stack";
import { defineStage } from "../../src/stage/stage";
import { synthesize } from "../../src/testing";
import { hostsOf } from "../network/sample";
import { workspaceWith } from "../stage/sample-program";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-egress-"))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof AppsError) return error.issues.map(({ code, path: at }) => `${code} ${String(at.length)}`)[0];
    throw error;
  }
  return undefined;
}

const stripe = { host: "api.stripe.com", because: "charges cards" };
const orders = defineApp({ name: "orders", source: "../../examples/orders/app", egress: [stripe] });
const stage = defineStage(orders, workspaceWith(), { physicalName: "orders-eu" });

function synthesizeInto(outdir: string) {
  const app = new CdktfApp({ outdir });
  new App(new WorkspaceStack(app, "orders-prod", stage.workspace), "orders", stage);
  return synthesize(app);
}

describe("needs", () => {
  test("of a stage are those that its assembly holds", () => {
    synthesizeInto(folder);
    expect(EgressNeeds.fromAssembly(folder)).toEqual([EgressNeeds.of(stage)]);
    expect(EgressNeeds.of(stage)).toMatchObject({
      app: "orders-eu",
      workspace: "prod",
      workspaceId: "3333333333333333",
      source: { folder: "../../examples/orders/app", found: true, manifests: ["package.json"] },
    });
    expect(hostsOf(EgressNeeds.of(stage).destinations)).toEqual(["api.stripe.com", "databricksapps.com"]);
  });

  test("are part of the assembly's digest", () => {
    const source = path.join(folder, "app");
    fs.mkdirSync(source);
    fs.writeFileSync(path.join(source, "main.py"), "");
    const definition = defineApp({ name: "orders", source });
    const digest = () => {
      const app = new CdktfApp({ outdir: path.join(folder, "out") });
      const stack = new WorkspaceStack(app, "orders-prod", stage.workspace);
      new App(stack, "orders", { definition });
      return synthesize(app).promotion?.assemblyDigest;
    };
    const before = digest();
    expect(digest()).toBe(before);
    fs.writeFileSync(path.join(source, "package.json"), JSON.stringify({ scripts: { start: "python main.py" } }));
    expect(digest()).not.toBe(before);
  });

  test("of a definition name the place that it is written at, which changes no digest", () => {
    const placed = (blank: string) => {
      const program = write(
        "main.js",
        `${blank}module.exports = (define) => define({ name: "orders", egress: EGRESS });`,
      );
      fs.writeFileSync(program, fs.readFileSync(program, "utf8").replace("EGRESS", JSON.stringify([stripe])));
      jest.resetModules();
      const definition = jest.requireActual<(define: typeof defineApp) => typeof orders>(program)(defineApp);
      const app = new CdktfApp({ outdir: path.join(folder, "out") });
      new App(new WorkspaceStack(app, "orders-prod", stage.workspace), "orders", { definition });
      const { files, promotion } = synthesize(app);
      const [needs] = (JSON.parse(files["needs.json"] ?? "") as { needs: EgressNeeds[] }).needs;
      return { cause: needs?.destinations[0]?.cause, digest: promotion?.assemblyDigest };
    };
    write("package.json", "{}");
    const [first, second] = [placed(""), placed("\n\n")];
    expect(first.cause).toEqual({ app: "orders", file: "main.js", line: 1, column: 30 });
    expect(second).toEqual({ cause: { ...first.cause, line: 3 }, digest: first.digest });
  });

  test("name no path of this machine", () => {
    const needs = synthesizeInto(folder).files["needs.json"];
    expect(needs).not.toContain(folder);
    expect(needs).not.toContain(process.cwd());
  });

  test("are removed with the promotion when the next synthesis fails", () => {
    synthesizeInto(folder);
    const app = new CdktfApp({ outdir: folder });
    new App(new WorkspaceStack(app, "orders-prod", stage.workspace), "orders", { ...stage, physicalName: "Orders" });
    expect(() => synthesize(app)).toThrow(AppsError);
    expect(fs.existsSync(path.join(folder, "needs.json"))).toBe(false);
  });

  test("fail where there is no assembly, where it is no JSON, and where it is something else", () => {
    expect(codeOf(() => EgressNeeds.fromAssembly(path.join(folder, "none")))).toBe("needs.file 1");
    write("needs.json", "{");
    expect(codeOf(() => EgressNeeds.fromAssembly(folder))).toBe("needs.file 1");
    write("needs.json", "{}");
    expect(codeOf(() => EgressNeeds.fromAssembly(folder))).toBe("schema.missing 2");
  });
});

describe("a contract", () => {
  test("is read from its file", () => {
    const contract = { policyId: "prod-egress", mode: "dryRun", destinations: [stripe] };
    expect(egressContractFromFile(write("egress-contract.json", JSON.stringify(contract)))).toEqual(contract);
  });

  test("fails where the file is not there or holds something else", () => {
    expect(codeOf(() => egressContractFromFile(path.join(folder, "none.json")))).toBe("contract.file 1");
    expect(codeOf(() => egressContractFromFile(write("a.json", '{"policyId":"p1"}')))).toBe("schema.missing 2");
  });
});

describe("reports of denials", () => {
  test("are those of one file, or of a folder", () => {
    const file = write("b.json", '{"b":1}');
    write("a.json", '{"a":1}');
    write("notes.txt", "no report");
    expect(readDenialReports(file)).toEqual([{ b: 1 }]);
    expect(readDenialReports(folder)).toEqual([{ a: 1 }, { b: 1 }]);
  });

  test("fail where the file is not there", () => {
    expect(codeOf(() => readDenialReports(path.join(folder, "none.json")))).toBe("denials.file 1");
  });
});

test("a network that an earlier run left is removed, and nothing else", () => {
  for (const name of ["network.json", "network.md", "egress-contract.json", "p.egress-contract.json", "x.json"]) {
    write(name, "{}");
  }
  removeNetwork(folder);
  expect(fs.readdirSync(folder)).toEqual(["x.json"]);
});
