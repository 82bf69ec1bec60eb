import { App, TerraformStack } from "cdktf";
import { type TerraformProvider } from "cdktf";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeOnce } from "../../../src/terraform/write-once";
import { type Classes, OURS, STOCK } from "./classes";

/** What a program of the zoo is made with: classes of ours, or cdktf's own. */
export interface Zoo extends Classes {
  readonly app: App;
  /** A stack with a provider. */
  stack(id: string): TerraformStack;
  /** A stack without one. */
  bareStack(id: string): TerraformStack;
  /** Made by this class, in the way of the set-up. */
  stackOf<S extends TerraformStack>(make: () => S): S;
  /** The provider of a stack. */
  provider(stack: TerraformStack): TerraformProvider;
  /** Something the program saw, to be compared too. */
  saw(what: unknown): void;
}

export type Program = (zoo: Zoo) => void;

/** Everything that users see of a synthesis. */
export interface Outcome {
  readonly error: string | undefined;
  readonly warnings: readonly string[];
  readonly seen: unknown;
  readonly files: Readonly<Record<string, string>>;
}

interface SetUp {
  readonly classes: Classes;
  readonly prepare: (stack: TerraformStack) => void;
}

const SET_UPS = {
  stock: { classes: STOCK, prepare: () => undefined },
  plain: { classes: OURS, prepare: () => undefined },
  ours: { classes: OURS, prepare: writeOnce },
} as const satisfies Record<string, SetUp>;

/** Runs a program in three ways: cdktf's own classes, ours in a plain stack of a user, ours in a stack of ours. */
export function compare(program: Program, skipValidation = false): Record<keyof typeof SET_UPS, Outcome> {
  return {
    stock: run(program, SET_UPS.stock, skipValidation),
    plain: run(program, SET_UPS.plain, skipValidation),
    ours: run(program, SET_UPS.ours, skipValidation),
  };
}

function run(program: Program, setUp: SetUp, skipValidation: boolean): Outcome {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "zoo-"));
  const seen: unknown[] = [];
  const warnings: string[] = [];
  const clean = cleaner(outdir);
  const warn = jest.spyOn(console, "warn").mockImplementation((...args) => void warnings.push(clean(args.join(" "))));
  let error: string | undefined;
  try {
    const app = new App({ outdir, skipValidation });
    program(zooOf(app, setUp, (what) => seen.push(JSON.parse(clean(JSON.stringify(what) ?? "null")))));
    app.synth();
  } catch (e) {
    error = clean(`${(e as Error).name}: ${(e as Error).message}`);
  } finally {
    warn.mockRestore();
  }
  const files = readFiles(outdir, clean);
  fs.rmSync(outdir, { recursive: true });
  return { error, warnings, seen, files };
}

function zooOf(app: App, { classes, prepare }: SetUp, saw: Zoo["saw"]): Zoo {
  const providers = new Map<TerraformStack, TerraformProvider>();
  const provider = (stack: TerraformStack): TerraformProvider => {
    const known = providers.get(stack) ?? classes.newProvider(stack, "provider");
    providers.set(stack, known);
    return known;
  };
  const stackOf: Zoo["stackOf"] = (make) => {
    const stack = make();
    prepare(stack);
    return stack;
  };
  const bareStack = (id: string): TerraformStack => stackOf(() => new TerraformStack(app, id));
  const stack = (id: string): TerraformStack => {
    const made = bareStack(id);
    provider(made);
    return made;
  };
  return { ...classes, app, stack, bareStack, stackOf, provider, saw };
}

function readFiles(outdir: string, clean: (text: string) => string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const file of fs.readdirSync(outdir, { recursive: true, encoding: "utf8" }).sort()) {
    if (fs.statSync(path.join(outdir, file)).isDirectory()) continue;
    files[file] = clean(fs.readFileSync(path.join(outdir, file), "utf8"));
  }
  return files;
}

/** Numbers of tokens, the stacks in which they were created and the folder differ, and nothing else may. */
function cleaner(outdir: string): (text: string) => string {
  return (text) =>
    text
      .replaceAll(outdir, "<outdir>")
      .replace(/\nObject creation stack:[\s\S]*$/, "")
      .replace(/TfToken\[TOKEN\.\d+\]/g, "TfToken[TOKEN.n]")
      .replace(/"stacktrace": \[[^\]]*\]/g, '"stacktrace": []');
}
