import { PAGES } from "../../src/cli/pages/all";
import { runCli } from "./run-cli";

const explain = (argv: readonly string[], outside = {}) => runCli(["explain", ...argv], __dirname, {}, outside);

describe("dbapps explain", () => {
  test("says what a code means, with an example, the fix and the vendor's page", async () => {
    const { code, out, err } = await explain(["binding.missing"]);
    expect([code, err]).toEqual([0, ""]);
    const page = PAGES["binding.missing"];
    expect(out.startsWith(`binding.missing\n${page?.title ?? ""}\n\n`)).toBe(true);
    for (const part of [page?.example.wrong, page?.example.right, page?.see]) expect(out).toContain(part);
    expect(out.split("\n").map((line) => line.trim())).toContain(page?.fix);
  });

  test("prints the same page as JSON", async () => {
    const { out } = await explain(["binding.missing", "--json"]);
    expect(JSON.parse(out)).toEqual({ code: "binding.missing", ...PAGES["binding.missing"] });
  });

  test("lists every code with its title where none is named", async () => {
    const { code, out } = await explain([]);
    expect(code).toBe(0);
    const lines = out.split("\n").filter((line) => line !== "");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(Object.keys(PAGES));
    const listed = JSON.parse((await explain(["--json"])).out) as { codes: { code: string }[] };
    expect(listed.codes.map(({ code: one }) => one)).toEqual(Object.keys(PAGES));
  });

  test("lists an area by its name", async () => {
    const { code, out } = await explain(["binding"]);
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => line !== "" && !line.startsWith("binding."))).toEqual([]);
  });

  test.each(Object.keys(PAGES))("prints %s within 80 columns", async (code) => {
    const { out } = await explain([code], { columns: 80 });
    expect(out.split("\n").filter((line) => line.length > 80 && !line.includes("https://"))).toEqual([]);
  });

  test("is as narrow as the terminal", async () => {
    const { out } = await explain(["workspace.legacy-host"], { columns: 50 });
    const prose = out.split("\n").filter((line) => line.startsWith("  ") && !line.startsWith("    "));
    expect(prose.filter((line) => line.length > 50 && !line.includes("https://"))).toEqual([]);
  });

  test("is coloured in a terminal, unless NO_COLOR says otherwise, and never in a pipe", async () => {
    const argv = ["explain", "binding.missing"];
    expect((await runCli(argv, __dirname, {}, { isTerminal: true })).out).toContain("\u001b[");
    expect((await runCli(argv, __dirname, { NO_COLOR: "1" }, { isTerminal: true })).out).not.toContain("\u001b[");
    expect((await runCli(argv, __dirname)).out).not.toContain("\u001b[");
  });
});

describe("dbapps explain fails on a code that there is not", () => {
  test.each([
    ["binding.mising", "binding.missing"],
    ["unknown-resource", "binding.unknown-resource"],
    ["stage.unknown-resource", "binding.unknown-resource"],
    ["bindng", "binding"],
  ])("and takes %s for %s", async (wanted, meant) => {
    const { code, out, err } = await explain([wanted]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`"${meant}"`);
  });

  test("and guesses nothing where nothing is near", async () => {
    const { err } = await explain(["acme.described"]);
    expect(err).not.toContain("did you mean");
  });

  test("as JSON on stdout, where a script looks", async () => {
    const { code, out, err } = await explain(["acme.described", "--json"]);
    expect([code, err]).toEqual([1, ""]);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(["error"]);
  });
});
