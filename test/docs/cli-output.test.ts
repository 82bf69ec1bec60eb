import * as fs from "node:fs";
import * as path from "node:path";
import { SCREENS, screenOf } from "../cli/screens";
import { codeBlocks, headings } from "../support/markdown";
import { ROOT } from "../support/package";
import { runCli } from "../cli/run-cli";

const page = fs.readFileSync(path.join(ROOT, "docs/cli.md"), "utf8");
const shown = codeBlocks(page).flatMap(({ language, text }) => (language === "text" ? [text] : []));

/** The digests cover the engine's version too, which is another one on the fork. */
const withoutDigests = (text: string) =>
  process.env.ENGINE === "cdktn" ? text.replace(/\b(assembly|review) [0-9a-f]{12}\b/g, "$1") : text;

describe("docs/cli.md", () => {
  test("shows a screen of every command, and no other", () => {
    expect(shown.map((text) => text.split("\n")[0])).toEqual(Object.keys(SCREENS).map((command) => `$ ${command}`));
  });

  test.each(Object.keys(SCREENS))("shows what %s prints", async (command) => {
    const text = shown.find((block) => block.startsWith(`$ ${command}\n`)) ?? "";
    expect(withoutDigests(text)).toBe(withoutDigests(`$ ${command}\n${await screenOf(command)}`));
  });

  test("has a section for every command that dbapps --help lists", async () => {
    const { out } = await runCli(["--help"], ROOT);
    const [, list = ""] = out.split("Commands:\n");
    const commands = [...list.matchAll(/^ {2}(\w+) /gm)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(5);
    const sections = headings(page).flatMap(({ level, text }) => (level === 2 ? [text] : []));
    expect(sections).toEqual(commands.map((name) => `dbapps ${name}`));
  });
});
