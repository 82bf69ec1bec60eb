import * as cdktf from "cdktf";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import type * as Compare from "./compare";
import { EQUIVALENT, type Mutant, MUTANTS } from "./mutants";
import * as outdir from "./outdir";
import { programs, sections } from "./programs";

/**
 * Shows that the zoo is able to fail: each rule of the code is turned off in turn, and the program that is about it
 * goes red. zoo.test.ts shows that all programs pass on the code as it is, so the fault is what they see.
 */

const SOURCES = path.resolve(__dirname, "../../../src/terraform");

/** The comparison, with the fault in the code of ours and with everybody's cdktf. */
function compareWith(mutant: Omit<Mutant, "caughtBy">): typeof Compare.compare {
  const file = path.join(SOURCES, mutant.file);
  const source = patched(`${file}.ts`, mutant);
  let compare: typeof Compare.compare | undefined;
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => cdktf);
    jest.doMock("./outdir", () => outdir);
    jest.doMock(file, () => evaluate(source));
    ({ compare } = jest.requireActual<typeof Compare>("./compare"));
    // The first file of a process is the engine's own, and shows how it prints.
    compare(({ stack, App }) => new App(stack("first"), "a", { name: "a" }));
    jest.dontMock(file);
  });
  return compare as unknown as typeof Compare.compare;
}

function patched(file: string, { from, to }: Omit<Mutant, "caughtBy">): string {
  const source = fs.readFileSync(file, "utf8");
  expect(source.split(from)).toHaveLength(2); // there, and once
  return source.replace(from, () => to);
}

function evaluate(source: string): unknown {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const code = ts.transpileModule(source, { compilerOptions: options }).outputText;
  const exports = {};
  const load = (name: string): unknown => jest.requireActual(name.startsWith(".") ? path.join(SOURCES, name) : name);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a module whose source is not in a file
  new Function("exports", "require", code)(exports, load);
  return exports;
}

test.each(Object.entries(MUTANTS))("the zoo sees it when it is not so that %s", (_, mutant) => {
  const program = programs[mutant.caughtBy];
  if (program === undefined) throw new Error(`there is no program "${mutant.caughtBy}"`);
  const compare = compareWith(mutant);
  const { stock, ...ours } = compare(program);
  const { stock: withBackend, ...oursToo } = compare(program, { withBackend: true });
  expect([ours, oursToo]).not.toEqual([
    { plain: stock, ours: stock, making: stock },
    { plain: withBackend, ours: withBackend, making: withBackend },
  ]);
});

test.each(Object.entries(EQUIVALENT))("the zoo stays green, because %s", (_, mutant) => {
  const compare = compareWith(mutant);
  for (const [name, program] of Object.values(sections).flatMap((section) => Object.entries(section))) {
    const { stock, plain, ours } = compare(program, { skipValidation: true });
    expect({ name, plain, ours }).toEqual({ name, plain: stock, ours: stock });
  }
});
