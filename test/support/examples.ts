import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Synthesized, SynthesizedStack } from "databricks-apps-constructs/testing";

export const EXAMPLES_FOLDER = path.resolve(__dirname, "../../examples");

/** Every folder at or below examples/ that holds a program, `main.ts`. */
export const EXAMPLES: readonly string[] = fs
  .readdirSync(EXAMPLES_FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "main.ts")
  .map((file) => path.dirname(file).split(path.sep).join("/"))
  .sort();

/** What an example synthesizes; unlike `synthesize()`, `files` has the text of every file, the documents' too. */
export interface SynthesizedExample extends Synthesized {
  /** Empty where the program has no App. */
  readonly promotion: NonNullable<Synthesized["promotion"]>;
}

const known = new Map<string, SynthesizedExample>();

/** Runs `examples/<name>/main.ts` as it is, on the engine under test; once per test file. */
export function synthesizeExample(name: string): SynthesizedExample {
  const found = known.get(name);
  if (found !== undefined) return found;
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), `example-${name.replaceAll("/", "-")}-`));
  try {
    runExample(name, outdir);
    const example = readAssembly(outdir);
    known.set(name, example);
    return example;
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** Runs the example into a folder that the caller makes and removes. */
export function runExample(name: string, outdir: string): void {
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = outdir;
  try {
    // A program runs when it is loaded: in a registry of its own, so that it can be loaded again.
    jest.isolateModules(() => jest.requireActual(path.join(EXAMPLES_FOLDER, name, "main.ts")));
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}

const NO_APPS = JSON.stringify({ apps: [], pipelines: [], findings: [], overrides: [] });

/** Every file of an assembly, by its name relative to the assembly, as text; and the documents parsed. */
export function readAssembly(outdir: string): SynthesizedExample {
  const files = readFolder(outdir);
  const stacks: Record<string, SynthesizedStack> = {};
  for (const [file, text] of Object.entries(files)) {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(file)?.[1];
    if (stack !== undefined) stacks[stack] = JSON.parse(text) as SynthesizedStack;
  }
  const promotion = JSON.parse(files["promotion.json"] ?? NO_APPS) as SynthesizedExample["promotion"];
  return { stacks, promotion, files };
}

/** Every file at or below a folder, by its name relative to it, sorted. */
export function readFolder(folder: string): Readonly<Record<string, string>> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name.split(path.sep).join("/"), fs.readFileSync(path.join(folder, name), "utf8")]),
  );
}
