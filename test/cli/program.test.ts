import { runCli } from "./run-cli";

const COMMANDS = [
  "synth",
  "check",
  "diff",
  "schema",
  "explain",
  "doctor",
  "recover",
  "network",
  "deploy",
  "rollback",
  "start",
  "stop",
  "status",
];

describe("the command line", () => {
  test("lists its commands, one line each within 80 columns", async () => {
    const { code, out, err } = await runCli(["--help"], __dirname);
    expect([code, err]).toEqual([0, ""]);
    const [, list = ""] = out.split("Commands:\n");
    const lines = list.trimEnd().split("\n");
    expect(lines.map((line) => line.trim().split(" ")[0])).toEqual(COMMANDS);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each(COMMANDS)("shows the options of %s with an example", async (command) => {
    const { code, out } = await runCli([command, "--help"], __dirname);
    expect(code).toBe(0);
    expect(out).toContain(`  $ dbapps ${command}`);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([
    ["chek", "check"],
    ["dif", "diff"],
    ["explian", "explain"],
    ["docter", "doctor"],
  ])("fails on %s and suggests %s", async (wrong, meant) => {
    const { code, out, err } = await runCli([wrong], __dirname);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`Did you mean ${meant}?`);
  });

  test.each([
    ["an unknown option", ["check", "--jsn"]],
    ["an argument too many", ["check", "prod"]],
    ["a missing argument", ["schema"]],
    ["no command", []],
  ])("fails on %s, with a text on stderr", async (_, argv) => {
    const { code, out, err } = await runCli(argv, __dirname);
    expect([code, out]).toEqual([1, ""]);
    expect(err).not.toBe("");
  });

  test("fails as JSON on stdout where a script asked for it, also on a wrong command line", async () => {
    const { code, out } = await runCli(["check", "prod", "--json"], __dirname);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining("too many arguments") });
  });
});
