import { App, TerraformStack } from "cdktf";
import { type TerraformProvider } from "cdktf";
import * as fs from "node:fs";
import * as path from "node:path";
import { needsNoPreparation } from "../../../src/terraform/stack-document";
import { writeOnce } from "../../../src/terraform/write-once";
import { type Classes, OURS, MAKING, STOCK } from "./classes";
import { outdir } from "./outdir";

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
  making: {
    classes: MAKING,
    prepare: (stack) => {
      writeOnce(stack);
      prepareOnlyIfNeeded(stack);
    },
  },
} as const satisfies Record<string, SetUp>;

/** What stacks of ours do by their class; in one with its own way to prepare, that is asked first. */
function prepareOnlyIfNeeded(stack: TerraformStack): void {
  if (stack.prepareStack !== TerraformStack.prototype.prepareStack) return;
  stack.prepareStack = () => {
    if (!needsNoPreparation(stack)) TerraformStack.prototype.prepareStack.call(stack);
  };
}

/**
 * Runs a program in four ways: cdktf's own classes, ours in a plain stack of a user, ours in a stack of ours, and there
 * with arguments that are made for each document.
 */
export function compare(program: Program, options: Options = {}): Record<keyof typeof SET_UPS, Outcome> {
  return {
    stock: run(program, SET_UPS.stock, options),
    plain: run(program, SET_UPS.plain, options),
    ours: run(program, SET_UPS.ours, options),
    making: run(program, SET_UPS.making, options),
  };
}

interface Options {
  readonly skipValidation?: boolean;
  /** Every stack with a provider gets one, so that nothing stands in it that cdktf adds. */
  readonly withBackend?: boolean;
}

function run(program: Program, setUp: SetUp, { skipValidation = false, withBackend = false }: Options): Outcome {
  const seen: unknown[] = [];
  const warnings: string[] = [];
  const clean = cleaner(outdir);
  const warn = jest.spyOn(console, "warn").mockImplementation((...args) => void warnings.push(clean(args.join(" "))));
  let error: string | undefined;
  try {
    const app = new App({ outdir, skipValidation });
    const saw = (what: unknown) => seen.push(JSON.parse(clean(JSON.stringify(what) ?? "null")));
    program(zooOf(app, setUp, withBackend, saw));
    app.synth();
  } catch (e) {
    error = clean(`${(e as Error).name}: ${(e as Error).message}`);
  } finally {
    warn.mockRestore();
  }
  return { error, warnings, seen, files: takeFiles(outdir, clean) };
}

function zooOf(app: App, { classes, prepare }: SetUp, withBackend: boolean, saw: Zoo["saw"]): Zoo {
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
    if (withBackend) classes.addBackend(made);
    return made;
  };
  return { ...classes, app, stack, bareStack, stackOf, provider, saw };
}

/** Reads and removes what a program wrote. */
function takeFiles(folder: string, clean: (text: string) => string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    if (fs.statSync(file).isDirectory()) continue;
    files[name] = clean(fs.readFileSync(file, "utf8"));
    fs.unlinkSync(file);
  }
  return files;
}

/** Numbers of tokens, the stacks in which they were created and the folder differ, and nothing else may. */
function cleaner(outdir: string): (text: string) => string {
  return (text) =>
    text
      .replaceAll(outdir, "<outdir>")
      .replace(/\nObject creation stack:[\s\S]*$/, "")
      .replace(/\.+$/, ".") // each resolution that failed adds one, behind the stack
      .replace(/TfToken\[TOKEN\.\d+\]/g, "TfToken[TOKEN.n]")
      .replace(/-8\.\d+e\+298/g, "-8e+298") // how a token looks as a number
      .replace(/"stacktrace": \[[^\]]*\]/g, '"stacktrace": []');
}
