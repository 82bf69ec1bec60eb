import * as fs from "node:fs";
import { LIBRARY_VERSION } from "../../src/facts/library-version";
import { CheckProject } from "./check-project";
import { runCli } from "./run-cli";

interface Report {
  readonly issues: readonly { readonly code: string; readonly at?: string; readonly level: string }[];
  readonly errors: number;
  readonly warnings: number;
  readonly files: number;
}

let project: CheckProject;
beforeEach(() => {
  project = new CheckProject();
});
afterEach(() => {
  project.remove();
});

const check = (argv: readonly string[] = [], env = {}, outside = {}) =>
  runCli(["check", ...argv], project.folder, env, outside);

async function report(outside = {}): Promise<Report> {
  return JSON.parse((await check(["--json"], {}, outside)).out) as Report;
}

const brief = ({ issues }: Report) => issues.map(({ code, at, level }) => [code, at ?? "", level].join(" "));

const breakFiles = () => {
  project.edit("stages/prod.yaml", "ranker:", "rankr:");
  project.edit("workspaces/prod.yaml", "adb-3333333333333333.3.", "westeurope.");
};
const BROKEN = [
  "binding.missing stages/prod.yaml:1:1 error",
  "binding.unknown-resource stages/prod.yaml:2:3 error",
  "workspace.legacy-host workspaces/prod.yaml:2:7 error",
];

describe("dbapps check", () => {
  test("is content with files that are", async () => {
    project.synth();
    expect(await check()).toEqual({ code: 0, out: "no problems in 2 files\n", err: "" });
  });

  test("reads the files again, not what the assembly says of them", async () => {
    project.synth();
    breakFiles();
    expect(brief(await report())).toEqual([...BROKEN, "assembly.stale  warning"]);
  });

  test("says the same from another folder, with paths from there", async () => {
    project.synth();
    breakFiles();
    const { out } = await runCli(["check", "--json", "--assembly", "../cdktf.out"], project.at("stages"));
    const places = (JSON.parse(out) as Report).issues.flatMap(({ at }) => at ?? []);
    expect(places).toEqual([`${project.at("workspaces/prod.yaml")}:2:7`, "prod.yaml:1:1", "prod.yaml:2:3"]);
  });

  test("works after a synthesis that failed, and reports each mistake once", async () => {
    breakFiles();
    expect(project.synth()).toBe(false);
    expect(brief(await report())).toEqual(BROKEN);
  });

  test("says that the assembly is older once the mistakes of a failed synthesis are corrected", async () => {
    breakFiles();
    project.synth();
    project.edit("stages/prod.yaml", "rankr:", "ranker:");
    project.edit("workspaces/prod.yaml", "westeurope.", "adb-3333333333333333.3.");
    const { code, out } = await check();
    expect(code).toBe(0);
    expect(out).toContain("assembly.stale");
    expect(out).toMatch(/^1 warning$/m);
  });

  test("keeps what a synthesis found by rules that the files alone do not show", async () => {
    project.edit("stages/prod.yaml", "name: sales", "name: users");
    expect(project.synth()).toBe(false);
    expect(brief(await report())).toEqual(["audience.workspace-users stages/prod.yaml:5:5 error"]);
  });

  test("fails on a file that is gone", async () => {
    project.synth();
    fs.rmSync(project.at("stages/prod.yaml"));
    const { issues } = await report();
    expect(issues[0]).toMatchObject({ code: "file.missing", position: { file: "stages/prod.yaml" } });
  });

  test("judges a file that is as it was if what it is judged against has changed", async () => {
    project.synth();
    project.edit("workspaces/prod.yaml", "tier: PREMIUM", "tier: STANDARD");
    // Only a stage is judged by the tier of its workspace.
    expect(brief(await report())).toContain("workspace.tier workspaces/prod.yaml:7:7 error");
  });

  test("judges every file again by the rules of another version than the assembly's", async () => {
    project.synth();
    // Stands for a rule: what the files said was right, and is wrong now.
    project.write("cdktf.out/promotion.json", project.read("cdktf.out/promotion.json").replaceAll("CATALOG", "SCHEMA"));
    expect(brief(await report())).toEqual([]);
    project.edit("cdktf.out/promotion.json", '"libraryVersion": "', '"libraryVersion": "0.0.');
    expect(brief(await report())).toEqual([
      "env.missing stages/prod.yaml:6:1 error",
      "env.unknown-variable stages/prod.yaml:7:3 error",
      "assembly.other-library  warning",
    ]);
  });

  test("says that the assembly was made by another version of the library", async () => {
    project.synth();
    project.edit("cdktf.out/promotion.json", '"libraryVersion": "', '"libraryVersion": "0.0.');
    expect(brief(await report())).toEqual(["assembly.other-library  warning"]);
  });
});

describe("a program that reads no files", () => {
  const record = { schemaVersion: 1, libraryVersion: LIBRARY_VERSION, definitions: [], files: [] };

  test("has nothing to read again", async () => {
    project.write("cdktf.out/promotion.json", JSON.stringify(record));
    expect(await check()).toMatchObject({ code: 0, out: "no problems in the assembly, which has no files\n" });
  });

  test("fails with the mistakes in code that its synthesis found, at the lines of the code", async () => {
    const issue = { code: "app.name", path: ["orders-prod", "definition", "name"], message: "too long" };
    const issues = [
      { ...issue, at: "apps/main.ts:12:21" },
      { ...issue, code: "provider.none" },
    ];
    project.write("cdktf.out/issues.json", JSON.stringify({ ...record, issues }));
    const { code, out } = await check();
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      "apps/main.ts:12:21  error  app.name  too long",
      "orders-prod/definition/name  error  provider.none  too long",
      "2 errors in 1 file",
      "",
    ]);
  });
});

describe("an acknowledgement with an end", () => {
  const synth = () => {
    project.edit("stages/prod.yaml", "name: sales", "name: users");
    const said = { check: "audience.workspace-users", path: "orders-prod/access/viewers", reason: "a fair" };
    expect(project.synth([{ ...said, until: "2026-11-30" }])).toBe(true);
  };

  test.each([
    ["holds long before", "2026-11-15T23:59:59Z", [], 0],
    ["is brought up 14 days before", "2026-11-16T00:00:00Z", ["acknowledgement.expiring"], 0],
    ["holds on its last day", "2026-11-30T23:59:59Z", ["acknowledgement.expiring"], 0],
    ["fails on the day after", "2026-12-01T00:00:00Z", ["acknowledgement.expired"], 1],
  ])("%s", async (_, now, codes, code) => {
    synth();
    const outside = { now: new Date(now) };
    const found = await report(outside);
    expect(found.issues.map((issue) => issue.code)).toEqual(codes);
    expect((await check([], {}, outside)).code).toBe(code);
  });
});

describe("the report", () => {
  beforeEach(() => {
    project.synth();
    breakFiles();
  });

  test("has one line per issue in a pipe: its place, its level, its code and what to change", async () => {
    const { code, out, err } = await check();
    const lines = out.trimEnd().split("\n");
    expect(code).toBe(1);
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(
      /^stages\/prod\.yaml:2:3 {2}error {4}binding\.unknown-resource {2}.*did you mean "ranker"\?$/,
    );
    expect(lines[4]).toBe("3 errors, 1 warning in 2 files");
    expect(err).toContain("dbapps explain binding.missing");
  });

  test("fits a terminal of 80 columns", async () => {
    const { out } = await check([], {}, { columns: 80, isTerminal: true });
    const plain = out.replace(/\u001b\[\d+m/g, "");
    expect(plain).not.toBe(out);
    expect(plain.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(plain).toContain("\n3 errors, 1 warning in 2 files\n");
  });

  test("counts in JSON, on stdout alone", async () => {
    const { code, out, err } = await check(["--json"]);
    expect([code, err]).toEqual([1, ""]);
    const { issues, ...counts } = JSON.parse(out) as Report;
    expect(counts).toEqual({ errors: 3, warnings: 1, files: 2 });
    expect(issues[1]).toMatchObject({
      code: "binding.unknown-resource",
      path: ["bindings", "rankr"],
      allowed: ["ranker"],
      position: { file: "stages/prod.yaml", line: 2, column: 3 },
    });
  });

  test("obeys nothing that a file says to a terminal", async () => {
    project.edit("stages/prod.yaml", "rankr:", '"\\e[31mred":');
    const { out } = await check();
    expect(out).toContain("red");
    expect(out).not.toContain("\u001b");
  });
});

describe("dbapps check fails", () => {
  test.each([
    ["without an assembly", () => undefined],
    ["with a record that is no JSON", () => project.write("cdktf.out/promotion.json", "{")],
    ["with a record of another age", () => project.write("cdktf.out/promotion.json", '{ "schemaVersion": 99 }')],
  ])("%s, and says what to do", async (_, prepare) => {
    prepare();
    const { code, out, err } = await check();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("run dbapps synth");
    const asJson = await check(["--json"]);
    expect([asJson.code, asJson.err]).toEqual([1, ""]);
    expect(Object.keys(JSON.parse(asJson.out) as object)).toEqual(["error"]);
  });
});
