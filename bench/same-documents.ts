import { isDeepStrictEqual } from "node:util";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Compares the documents of two assemblies, all but what cdktf says about the program in them (`"//"`). A ratio between
 * programs that do not make the same thing says nothing.
 *
 * @returns how many documents there are
 */
export function assertSameDocuments(ours: string, theirs: string): number {
  const [left, right] = [stacksOf(ours), stacksOf(theirs)];
  if (left.length === 0 || left.join() !== right.join()) {
    throw new Error(`not the same stacks: ${left.length} in ${ours}, ${right.length} in ${theirs}`);
  }
  for (const stack of left) {
    const [a, b] = [ours, theirs].map((folder) => readDocument(folder, stack));
    if (!isDeepStrictEqual(a, b)) throw new Error(`${stack} differs: ${firstDifference(a, b)}`);
  }
  return left.length;
}

function stacksOf(assembly: string): string[] {
  return fs.readdirSync(path.join(assembly, "stacks")).sort();
}

function readDocument(assembly: string, stack: string): unknown {
  const text = fs.readFileSync(path.join(assembly, "stacks", stack, "cdk.tf.json"), "utf8");
  return JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value));
}

function firstDifference(a: unknown, b: unknown, at = ""): string {
  if (isMembers(a) && isMembers(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (!isDeepStrictEqual(a[key], b[key])) return firstDifference(a[key], b[key], `${at}/${key}`);
    }
  }
  return `${at}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
