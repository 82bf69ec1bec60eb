import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCli } from "./run-cli";

/** A program that needs neither the library nor an engine: what matters here is what synth does around it. */
const WRITES = `
  const fs = require("node:fs"), out = process.env.CDKTF_OUTDIR;
  fs.mkdirSync(out + "/stacks/a", { recursive: true });
  fs.writeFileSync(out + "/stacks/a/cdk.tf.json", "{}");
  fs.writeFileSync(out + "/manifest.json", process.env.CDKTF_CONTEXT_JSON);
  fs.writeFileSync(out + "/promotion.json", JSON.stringify({ schemaVersion: 1, libraryVersion: "0", definitions: [],
    pipelines: [], apps: [], findings: [], overrides: [], definitionDigest: "", assemblyDigest: "0123456789abcdef" }));
  console.log("the program says hello");
`;

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-"))));
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(program: string, config: object = { app: "node program.js" }): void {
  fs.writeFileSync(path.join(folder, "program.js"), program);
  fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify(config));
}

function listing(): string[] {
  return fs.readdirSync(folder).sort();
}

describe("dbapps synth", () => {
  test("runs the app of cdktf.json and prints results to standard output, what the program says to standard error", async () => {
    write(WRITES);
    const { code, out, err } = await runCli(["synth"], folder);
    expect(code).toBe(0);
    expect(out).toBe("0 apps, 0 warnings, assembly 0123456789ab in cdktf.out\n");
    expect(err).toBe("the program says hello\n");
    expect(listing()).toEqual(["cdktf.json", "cdktf.out", "program.js"]);
  });

  test("leaves nothing of an earlier assembly", async () => {
    write(WRITES);
    fs.mkdirSync(path.join(folder, "cdktf.out", "stacks", "stale"), { recursive: true });
    await runCli(["synth"], folder);
    expect(fs.readdirSync(path.join(folder, "cdktf.out", "stacks"))).toEqual(["a"]);
  });

  test("writes where cdktf.json says and hands the context on", async () => {
    write(WRITES, { app: "node program.js", output: "build", context: { color: "blue" } });
    const { out } = await runCli(["synth"], folder);
    expect(out).toContain("in build\n");
    expect(fs.readFileSync(path.join(folder, "build", "manifest.json"), "utf8")).toBe('{"color":"blue"}');
  });

  test("fails with the program, keeps no half-written folder and no promotion that looks current", async () => {
    write(`${WRITES} console.error("boom"); process.exit(3);`);
    fs.mkdirSync(path.join(folder, "cdktf.out"));
    fs.writeFileSync(path.join(folder, "cdktf.out", "promotion.json"), "{}");
    const { code, out, err } = await runCli(["synth"], folder);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("boom");
    expect(err).toContain("ended with 3");
    expect(listing()).toEqual(["cdktf.json", "cdktf.out", "program.js"]);
    expect(fs.readdirSync(path.join(folder, "cdktf.out"))).toEqual([]);
  });

  test("keeps issues.json of a program that failed, until one succeeds", async () => {
    write('require("node:fs").writeFileSync(process.env.CDKTF_OUTDIR + "/issues.json", "{}"); process.exit(1);');
    expect((await runCli(["synth"], folder)).code).toBe(1);
    expect(fs.readdirSync(path.join(folder, "cdktf.out"))).toEqual(["issues.json"]);
    write(WRITES);
    expect((await runCli(["synth"], folder)).code).toBe(0);
    expect(fs.readdirSync(path.join(folder, "cdktf.out"))).not.toContain("issues.json");
  });

  test("fails when the program writes somewhere else", async () => {
    write('require("node:fs").mkdirSync("elsewhere");');
    const { code, err } = await runCli(["synth"], folder);
    expect(code).toBe(1);
    expect(err).toContain("remove outdir");
    expect(listing()).toEqual(["cdktf.json", "elsewhere", "program.js"]);
  });

  test("fails when the program made no App", async () => {
    write('require("node:fs").writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", "{}");');
    expect((await runCli(["synth"], folder)).code).toBe(1);
  });

  test.each([
    ["there is no cdktf.json", undefined],
    ["cdktf.json is not JSON", "{"],
    ["cdktf.json has no app", "{}"],
  ])("fails when %s", async (_, text) => {
    if (text !== undefined) fs.writeFileSync(path.join(folder, "cdktf.json"), text);
    const { code, out, err } = await runCli(["synth"], folder);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("cdktf.json");
  });

  test("fails on an unknown command and suggests the one that was meant", async () => {
    const { code, err } = await runCli(["sinth"], folder);
    expect(code).toBe(1);
    expect(err).toContain("synth");
  });

  test("shows help with an example", async () => {
    const { code, out } = await runCli(["synth", "--help"], folder);
    expect(code).toBe(0);
    expect(out).toContain("$ dbapps synth");
  });
});
