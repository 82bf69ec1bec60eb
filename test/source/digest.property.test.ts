import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "../support/random";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { type FileDigest, sourceDigest } from "../../src/source/source-digest";
import { temporaryFolder } from "./folder";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);

const name = fc.stringMatching(/^[A-Za-z0-9_\-[\]()é中]{1,8}(?:\.[a-z]{1,3})?$/).map((text) => text.normalize("NFC"));
const files = fc.dictionary(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  fc.uint8Array({ maxLength: 20 }),
  { minKeys: 1, maxKeys: 6 },
);

/** No path is a folder of another one, and none differs from another in case only. */
function canCoexist(paths: readonly string[]): boolean {
  const parts = paths.flatMap((file) => file.split("/").map((_, index, all) => all.slice(0, index + 1).join("/")));
  const isFile = new Set(paths.map((file) => file.toLowerCase()));
  const spellings = new Set(parts.map((part) => part.toLowerCase()));
  return (
    spellings.size === new Set(parts).size && !paths.some((file) => foldersOf(file).some((one) => isFile.has(one)))
  );
}

function foldersOf(file: string): string[] {
  const parts = file.toLowerCase().split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

describe("a source's digest", () => {
  test("does not depend on the machine: on where the folder is, the order of its making, times and modes", () => {
    const [here, there] = [temporaryFolder(), path.join(temporaryFolder(), "a/much/longer/path")];
    const write = (base: string, entries: readonly [string, Uint8Array][], mode: number) => {
      fs.rmSync(base, { recursive: true, force: true });
      for (const [file, bytes] of entries) {
        const target = path.join(base, file);
        fs.mkdirSync(path.dirname(target), { recursive: true });
        fs.writeFileSync(target, bytes, { mode });
        fs.utimesSync(target, mode, mode);
      }
      return readSource(placeOf(base, path.dirname(base)));
    };
    fc.assert(
      fc.property(files, fc.infiniteStream(fc.nat()), (drawn, weights) => {
        fc.pre(canCoexist(Object.keys(drawn)));
        const entries = Object.entries(drawn);
        const shuffled = entries
          .map((entry) => [weights.next().value as number, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry);
        const [one, other] = [write(path.join(here, "app"), entries, 0o644), write(there, shuffled, 0o755)];
        expect(one.problems).toEqual([]);
        expect(one.files).toHaveLength(entries.length);
        expect(other.digest).toBe(one.digest);
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  });

  const digests = fc.uniqueArray(
    fc.record({ path: name, size: fc.nat(99), sha256: fc.stringMatching(/^[0-9a-f]{4}$/) }),
    { selector: ({ path: file }) => file, minLength: 1, maxLength: 6 },
  );

  test("does not depend on the order of the files, nor on what else is known of them", () => {
    fc.assert(
      fc.property(digests, fc.nat(), (list, seed) => {
        const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)];
        const more = turned.map((file): FileDigest & { readonly mode: number } => ({ mode: seed, ...file })).reverse();
        expect(sourceDigest(more)).toBe(sourceDigest(list));
      }),
      { numRuns: RUNS },
    );
  });

  test("changes with every name and every byte", () => {
    fc.assert(
      fc.property(digests, fc.nat(), fc.constantFrom("path", "size", "sha256"), (list, seed, member) => {
        const changed = list.map((file, index) => {
          if (index !== seed % list.length) return file;
          return { ...file, [member]: member === "size" ? file.size + 1 : `${file[member as "path"]}x` };
        });
        expect(sourceDigest(changed)).not.toBe(sourceDigest(list));
        expect(sourceDigest(list.slice(1))).not.toBe(sourceDigest(list));
      }),
      { numRuns: RUNS },
    );
  });
});
