import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import type { Promotion } from "./assembly/promotion";

export type { AppRecord, DefinitionRecord, OverrideRecord, PipelineRecord, Promotion } from "./assembly/promotion";
export type { SourceRecord } from "./assembly/sources";
export type { FileRecord } from "./files/file-record";
export type { Finding } from "./stage/finding";

/** A stack's document, as Terraform reads it. */
export interface SynthesizedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly terraform?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly output?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [block: string]: unknown;
}

/** What a program synthesizes. */
export interface Synthesized {
  /** By stack id. */
  readonly stacks: Readonly<Record<string, SynthesizedStack>>;
  /** Absent where the program has no App of this library. */
  readonly promotion?: Promotion;
  /** By file name relative to the assembly: every file but the stacks' documents. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Synthesizes a program the way `app.synth()` does, with every validation and Aspect, and returns its documents.
 *
 * Takes a function that fills an empty program, which then leaves no file behind, or a program that is filled already,
 * which is written where it says. Throws what synthesis throws.
 */
export function synthesize(program: CdktfApp | ((app: CdktfApp) => void)): Synthesized {
  if (typeof program !== "function") return run(program);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-"));
  try {
    const app = new CdktfApp({ outdir });
    program(app);
    return run(app);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function run(app: CdktfApp): Synthesized {
  // A program may be told to skip its validations; a test that passes because of it proves nothing.
  if (app.skipValidation) throw new Error("a program with skipValidation cannot be tested: remove it");
  app.synth();
  const read = (file: string) => fs.readFileSync(path.join(app.outdir, file), "utf8");
  const stacks: Record<string, SynthesizedStack> = {};
  const files: Record<string, string> = {};
  for (const file of listFiles(app.outdir)) {
    const stack = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(file)?.[1];
    if (stack === undefined) files[file] = read(file);
    else stacks[stack] = JSON.parse(read(file)) as SynthesizedStack;
  }
  const promotion = files["promotion.json"];
  return { stacks, files, ...(promotion === undefined ? {} : { promotion: JSON.parse(promotion) as Promotion }) };
}

function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => fs.statSync(path.join(folder, file)).isFile())
    .sort();
}
