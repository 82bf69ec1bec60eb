import * as fs from "node:fs";
import * as path from "node:path";
import { SWITCHES } from "databricks-apps-local";

const root = path.join(__dirname, "..", "..");
const FOLDERS = ["local/test", "test/deploy", "test/terraform/real", "test/support"];

/** The test files that set a switch, or name it: their outcome depends on it. */
function testsOf(name: string): string[] {
  return FOLDERS.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => `${folder}/${file.split(path.sep).join("/")}`)
      .filter((file) => file.endsWith(".ts") && new RegExp(`\\b${name}\\b`).test(read(file)))
      .sort(),
  );
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

/** The list as docs/local.md has it, with white space folded: prettier wraps lines. */
function listed(): string {
  return Object.entries(SWITCHES)
    .map(
      ([name, { default: on, meaning, source }]) =>
        `- \`${name}\`, ${on ? "on" : "off"}: ${meaning}. Source: ${source}. Tests: ${testsOf(name)
          .map((file) => `\`${file}\``)
          .join(", ")}.`,
    )
    .join("\n");
}

const fold = (text: string) => text.replace(/\s+/g, " ").trim();

test("docs/local.md lists every switch with its default, its source and its tests", () => {
  const section = /<!-- switches -->([\s\S]*?)<!-- end -->/.exec(read("docs/local.md"))?.[1];
  if (process.env.UPDATE_DOCS !== undefined) {
    const text = read("docs/local.md").replace(
      /<!-- switches -->[\s\S]*?<!-- end -->/,
      () => `<!-- switches -->\n\n${listed()}\n\n<!-- end -->`,
    );
    fs.writeFileSync(path.join(root, "docs/local.md"), text);
    return;
  }
  expect(fold(section ?? "")).toBe(fold(listed()));
});

test.each(Object.keys(SWITCHES))("the switch %s is set by a test", (name) => {
  expect(testsOf(name)).toContain("local/test/switches.test.ts");
});
