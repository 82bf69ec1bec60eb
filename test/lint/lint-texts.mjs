// A process of its own, because eslint's configuration is a module, which jest cannot load. Reads [{file, text}] from
// standard input and prints, per entry, the rules about imports that refuse it.
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { ESLint } from "eslint";

const root = path.join(import.meta.dirname, "..", "..");
const eslint = new ESLint({
  cwd: root,
  // Imports need no type information, and planted files are in no tsconfig.
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: false, project: null } } }],
  ruleFilter: ({ ruleId }) => /no-restricted-imports|no-cycle/.test(ruleId),
});

const results = [];
for (const { file, text } of JSON.parse(await readText(process.stdin))) {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  results.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(results));
