import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT, consumerFolder, run } from "../support/package";

const PROGRAMS = path.join(__dirname, "programs");
const FILES = ["right.ts", "right-files.ts", "testing.ts", "wrong.ts", "wrong-twins.ts"];

/** The lines of wrong.ts that must be refused, and the text that the error must point at. */
const WRONG: Readonly<Record<number, string>> = {
  4: 'bindings: { "sql-warehouse": { id: "a" } }',
  5: "rankr:",
  6: 'id: "r"',
  7: "viewers:",
  // What is missing has no place of its own: the error is at the stage that lacks it.
  8: "{ env, bindings:",
  9: "{ access, bindings:",
  10: "valueFrom:",
  11: '"CAN_QUERY"',
  15: "os]",
  17: "wh:",
  19: "bindings:",
  21: "provider: wp",
  22: "{ provider: ap, policyId",
  23: "otherWorkloads: []",
};

/** By the names they have among the clone's devDependencies. Later versions have dropped node10. */
const COMPILERS = { "5.9": "typescript-5.9", "6.0": "typescript", "7.0": "typescript-7" };
const RESOLUTIONS = { node16: "node16", bundler: "esnext", node10: "commonjs" };
const COMBINATIONS = [
  ["5.9", "node16"],
  ["5.9", "bundler"],
  ["5.9", "node10"],
  ["6.0", "node16"],
  ["6.0", "bundler"],
  ["7.0", "node16"],
  ["7.0", "bundler"],
] as const;
type Combination = (typeof COMBINATIONS)[number];

interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly at: string;
}

let folder: string;
const durations: string[] = [];
const results = new Map<string, { readonly refusals: readonly Refusal[]; readonly other: readonly string[] }>();

beforeAll(async () => {
  folder = consumerFolder();
  for (const file of FILES) fs.copyFileSync(path.join(PROGRAMS, file), path.join(folder, file));
  const queue: Combination[] = [...COMBINATIONS];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await compile(next);
  };
  await Promise.all([work(), work()]);
  console.info(`tsc took: ${durations.join(", ")}`);
}, 120_000);

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

async function compile([version, moduleResolution]: Combination): Promise<void> {
  const module = RESOLUTIONS[moduleResolution];
  const compilerOptions = { target: "es2022", lib: ["es2022"], module, moduleResolution, types: [], strict: true };
  const config = { compilerOptions: { ...compilerOptions, skipLibCheck: true, noEmit: true }, files: FILES };
  const project = `tsconfig.${version}.${moduleResolution}.json`;
  fs.writeFileSync(path.join(folder, project), JSON.stringify(config));
  const tsc = path.join(ROOT, "node_modules", COMPILERS[version], "bin/tsc");
  const { stdout, stderr, seconds } = await run(process.execPath, [tsc, "--pretty", "false", "-p", project], folder);
  durations.push(`${version} ${moduleResolution} ${seconds.toFixed(1)} s`);
  // Further lines of an error are indented.
  const errors = `${stdout}${stderr}`.split("\n").filter((line) => /^\S/.test(line));
  const parsed = errors.map((text) => ({ text, match: /^([\w-]+\.ts)\((\d+),(\d+)\): error /.exec(text) }));
  results.set(keyOf(version, moduleResolution), {
    refusals: parsed.flatMap(({ match }) =>
      match === null ? [] : [refusal(match[1] ?? "", Number(match[2]), Number(match[3]))],
    ),
    other: parsed.flatMap(({ text, match }) => (match === null ? [text] : [])),
  });
}

function refusal(file: string, line: number, column: number): Refusal {
  return { file, line, at: (linesOf(file)[line - 1] ?? "").slice(column - 1) };
}

function linesOf(program: string): string[] {
  return fs.readFileSync(path.join(PROGRAMS, program), "utf8").split("\n");
}

function keyOf(version: string, moduleResolution: string): string {
  return `${version} ${moduleResolution}`;
}

describe.each(COMBINATIONS)("TypeScript %s with %s resolution, against the packed package", (version, resolution) => {
  const result = () => {
    const found = results.get(keyOf(version, resolution));
    if (found === undefined) throw new Error("was not compiled");
    return found;
  };
  const refusedIn = (file: string) => result().refusals.filter((refusal) => refusal.file === file);

  test("says nothing about its own options, and nothing that is not understood here", () => {
    expect(result().other).toEqual([]);
  });

  test.each(["right.ts", "right-files.ts", "testing.ts"])("%s compiles", (file) => {
    expect(refusedIn(file)).toEqual([]);
  });

  test("fails for wrong.ts with one error on each wrong line, at what is wrong, and nowhere else", () => {
    const lines = refusedIn("wrong.ts").map(({ line }) => line);
    expect(lines).toEqual(Object.keys(WRONG).map(Number));
    for (const { line, at } of refusedIn("wrong.ts")) {
      const expected = WRONG[line] ?? "";
      expect(`${line}: ${at.slice(0, expected.length)}`).toBe(`${line}: ${expected}`);
    }
  });

  test("every wrong line compiles once its wrong token is put right", () => {
    expect(refusedIn("wrong-twins.ts")).toEqual([]);
  });
});

test.each(Object.entries(COMPILERS))("the compiler for TypeScript %s has that version", (version, alias) => {
  const file = path.join(ROOT, "node_modules", alias, "package.json");
  const installed = (JSON.parse(fs.readFileSync(file, "utf8")) as { readonly version: string }).version;
  expect(installed.startsWith(`${version}.`)).toBe(true);
});

test("the twins differ from the wrong lines in one place each, and in nothing else", () => {
  const [wrong, right] = [linesOf("wrong.ts"), linesOf("wrong-twins.ts")];
  expect(right).toHaveLength(wrong.length);
  const changes = wrong.flatMap((line, index) => {
    const twin = right[index] ?? "";
    return line === twin ? [] : [{ line: index + 1, change: changeBetween(line, twin) }];
  });
  expect(changes.map(({ line }) => line)).toEqual(Object.keys(WRONG).map(Number));
  for (const { change } of changes) expect(change.length).toBeLessThanOrEqual(36);
});

/** What is between the common beginning and the common end of two lines, in whichever has more there. */
function changeBetween(a: string, b: string): string {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return left.length > right.length ? left : right;
}
