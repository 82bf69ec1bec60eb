import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import ts from "typescript";
import { codeBlocks } from "../support/markdown";
import { ROOT } from "../support/package";

/** What is wrong with a block, where its author looks for it. */
export interface Problem {
  readonly page: string;
  /** Of the page. */
  readonly line: number;
  readonly message: string;
}

// The names that a block may use without importing or defining them; whatever it defines itself wins. They are those of
// README's example, so that a page need not repeat it, and a few that say themselves what they are.
const LIBRARY = "databricks-apps-constructs";
const FROM_LIBRARY = ["AppResource", "Permission", "Principal", "ScalingConfig"];
const FROM_EXAMPLE = ["orders", "workspaces", "dev", "staging", "prod", "app"];
const PRELUDE = {
  "library.d.ts": `export * from "${LIBRARY}";\nexport as namespace apps;\n`,
  "names.d.ts": [
    ...FROM_LIBRARY.map((name) => `declare const ${name}: typeof import("${LIBRARY}").${name};`),
    ...FROM_EXAMPLE.map((name) => `declare const ${name}: typeof import("./example/main").${name};`),
    `declare const stack: import("${LIBRARY}").WorkspaceStack;`,
    `declare const made: import("${LIBRARY}").App;`,
    `declare const hello: import("${LIBRARY}").AppDefinition<import("${LIBRARY}").None, never, never>;`,
    "declare const prodEu: typeof prod;",
    "declare const prodUs: typeof prod;",
    `declare const synthesize: typeof import("${LIBRARY}/testing").synthesize;`,
    'declare const CdktfApp: typeof import("cdktf").App;',
    'declare const TerraformStack: typeof import("cdktf").TerraformStack;',
    "",
  ].join("\n"),
};

/** Compiles every TypeScript block of some pages against the sources, in one program. */
export function problemsOf(pages: Readonly<Record<string, string>>): Problem[] {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-docs-")));
  try {
    return compile(folder, pages);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function compile(folder: string, pages: Readonly<Record<string, string>>): Problem[] {
  const write = (file: string, text: string): string => {
    const place = path.join(folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
    return place;
  };
  const example = (file: string) => fs.readFileSync(path.join(ROOT, "examples/orders", file), "utf8");
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "dir");
  const prelude = Object.entries(PRELUDE).map(([file, text]) => write(file, text));
  write("example/workspaces.ts", example("workspaces.ts"));
  prelude.push(write("example/main.ts", `${example("main.ts")}\nexport { ${FROM_EXAMPLE.join(", ")} };\n`));

  const blocks = new Map<string, { readonly page: string; readonly line: number }>();
  for (const [page, markdown] of Object.entries(pages)) {
    // A folder for each page: its blocks import each other by the names above them.
    const own = page.replace(/\W/g, "-");
    write(`${own}/workspaces.ts`, example("workspaces.ts"));
    for (const { language, text, line, file = `line-${line}.ts` } of codeBlocks(markdown)) {
      if (/^(?:ts|typescript)$/.test(language)) blocks.set(write(`${own}/${file}`, text), { page, line });
    }
  }

  const program = ts.createProgram([...prelude, ...blocks.keys()], options());
  const problem = (at: { readonly page: string; readonly line: number }, diagnostic: ts.Diagnostic): Problem => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const offset = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    return { page: at.page, line: at.line + offset, message: `TS${diagnostic.code}: ${message}` };
  };
  const diagnose = (file: string) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  };
  return [
    ...program
      .getOptionsDiagnostics()
      .map((diagnostic) => problem({ page: "the compiler's options", line: 0 }, diagnostic)),
    ...prelude.flatMap((file) =>
      diagnose(file).map((one) => problem({ page: path.relative(folder, file), line: 1 }, one)),
    ),
    ...[...blocks].flatMap(([file, at]) => diagnose(file).map((diagnostic) => problem(at, diagnostic))),
  ];
}

function options(): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowUmdGlobalAccess: true,
    types: ["node", "jest"],
    typeRoots: [path.join(ROOT, "node_modules/@types")],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
    paths: {
      [LIBRARY]: [path.join(ROOT, "src/index.ts")],
      [`${LIBRARY}/testing`]: [path.join(ROOT, "src/testing.ts")],
    },
  };
}
