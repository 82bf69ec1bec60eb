import * as fs from "node:fs";
import * as path from "node:path";
import { PAGES } from "../../src/cli/pages/all";
import { type Outcome, consumerFolder, manifest, run } from "../support/package";
import { CheckProject } from "./check-project";

const NAME = "databricks-apps-constructs";

let consumer: string;
let project: CheckProject;

/** The published package where neither cdktf, nor constructs, nor the bindings exist. */
beforeAll(() => {
  consumer = consumerFolder({ peers: false });
  project = new CheckProject();
  if (!project.synth()) throw new Error("the project has nothing wrong");
}, 120_000);
afterAll(() => {
  fs.rmSync(consumer, { recursive: true, force: true });
  project.remove();
});

const bin = () => path.join(consumer, "node_modules", NAME, manifest().bin.dbapps ?? "");
const dbapps = (...argv: readonly string[]): Promise<Outcome> =>
  run(process.execPath, [bin(), ...argv], project.folder);

describe("the published command, where none of the optional peers is installed,", () => {
  test("is really without them", async () => {
    const { code, stderr } = await run(process.execPath, ["-e", `require("${NAME}").App`], consumer);
    expect(code).toBe(1);
    expect(stderr).toContain("MODULE_NOT_FOUND");
  });

  test("checks", async () => {
    expect(await dbapps("check")).toMatchObject({ code: 0, stdout: "no problems in 2 files\n", stderr: "" });
    project.edit("stages/prod.yaml", "ranker:", "rankr:");
    const { code, stdout } = await dbapps("check");
    project.edit("stages/prod.yaml", "rankr:", "ranker:");
    expect(code).toBe(1);
    expect(stdout).toContain("stages/prod.yaml:2:3  error    binding.unknown-resource");
  });

  test("compares", async () => {
    const { code, stdout, stderr } = await dbapps("diff", "--from", "cdktf.out", "prod", "prod", "--json");
    expect([code, stderr]).toEqual([0, ""]);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });

  test("prints schemas", async () => {
    for (const argv of [["workspace"], ["stage"], ["stage", "--app", "orders"]]) {
      const { code, stdout, stderr } = await dbapps("schema", ...argv);
      expect([code, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toHaveProperty("$schema");
    }
  });

  test("explains", async () => {
    const { code, stdout, stderr } = await dbapps("explain", "binding.missing");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(PAGES["binding.missing"]?.example.wrong);
  });

  test("ends with 1 on an unknown command, and with the suggestion on stderr", async () => {
    const { code, stdout, stderr } = await dbapps("chek");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("check");
  });

  test("ends quietly where its reader has seen enough", async () => {
    const script = `"${process.execPath}" "${bin()}" explain | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run("bash", ["-c", script], project.folder);
    expect(stderr).toBe("");
    expect(stdout.replace(/ +/g, " ")).toBe(`access.admins ${PAGES["access.admins"]?.title ?? ""}\n0\n`);
  });
});

describe("a command loads what it needs, and nothing else:", () => {
  /** The packages that are loaded when a command has ended. */
  async function loadedBy(...argv: readonly string[]): Promise<readonly string[]> {
    const script = `process.argv.push(...${JSON.stringify(argv)});
      process.on("exit", () => console.error(JSON.stringify(Object.keys(require.cache))));
      require(${JSON.stringify(bin())});`;
    const { stderr } = await run(process.execPath, ["-e", script, "dbapps"], project.folder);
    const files = JSON.parse(stderr) as readonly string[];
    const names = files.map((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file);
    return [...new Set(names)].filter((name) => name !== NAME).sort();
  }

  test.each([
    [
      ["explain", "app.name"],
      ["commander", "fastest-levenshtein", "picocolors"],
    ],
    [
      ["schema", "workspace"],
      ["commander", "fastest-levenshtein", "picocolors", "yaml", "zod"],
    ],
    [["check"], ["commander", "fastest-levenshtein", "picocolors", "yaml"]],
  ])("%j", async (argv, packages) => {
    const loaded = await loadedBy(...argv);
    expect(loaded).toContain("commander");
    expect(packages).toEqual(expect.arrayContaining([...loaded]));
  });
});
