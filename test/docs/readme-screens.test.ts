import * as fs from "node:fs";
import * as path from "node:path";

const read = (file: string) => fs.readFileSync(path.join(__dirname, "..", "..", file), "utf8");

/** The screens of a page, without the line that shows the command. */
function screensOf(file: string): string[] {
  return [...read(file).matchAll(/```text\n([\s\S]*?)```/g)].map(([, text = ""]) => text.replace(/^\$ .*\n/, ""));
}

// The pages' own tests compare their screens with what the commands print.
test.each([
  ["dbapps diff", "docs/compare.md"],
  ["dbapps check", "docs/cli.md"],
])("README's screen of %s is one of %s", (command, page) => {
  const shown = new RegExp(`\`\`\`text\\n\\$ (?:npx )?${command}[^\\n]*\\n([\\s\\S]*?)\`\`\``).exec(
    read("README.md"),
  )?.[1];
  expect(screensOf(page)).toContain(shown);
});
