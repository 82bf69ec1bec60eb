import * as fc from "../support/random";
import type * as SmolToml from "smol-toml" with { "resolution-mode": "import" };

import type { Manifests } from "../../src/manifests/manifest";
import { readManifests } from "../../src/manifests/read-manifests";
import { tomlOffsets } from "../../src/manifests/toml-offsets";
import { BREAK_LINE, expectedHosts, requirementLine, requirementLines } from "./generate-requirements";
import { LOCKED_APPS } from "./generate-locks";

const { parse } = jest.requireActual<typeof SmolToml>("smol-toml");

/** 1,000 for whoever runs the tests, 10,000 where nobody waits. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
const check = <T>(arbitrary: fc.Arbitrary<T>, runs: number, property: (value: T) => void) => {
  fc.assert(fc.property(arbitrary, property), { numRuns: Math.ceil(runs) });
};

const read = (files: Readonly<Record<string, string>>) => readManifests(new Map(Object.entries(files)));
const names = ({ hosts }: Manifests) => [...new Set(hosts.map(({ host }) => host))].sort();

/** Every place lies in its file. */
function expectPlaced(found: Manifests, files: Readonly<Record<string, string>>): void {
  const places = [
    ...found.problems.map(({ at = "" }) => at),
    ...[...found.hosts, ...found.dependencies].map(({ at }) => `${at.file}:${at.line}:${at.column}`),
  ];
  for (const place of places) {
    const [, file = "", line, column] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
    const text = files[file]?.split("\n")[Number(line) - 1];
    expect(text === undefined ? place : Number(column)).toBeLessThanOrEqual((text ?? "").length + 1);
  }
}

/** A text with a few characters removed, doubled or replaced: what an editor's slip or a bad merge leaves. */
const slips = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom("", " ", "\n", '"', "'", "{", "]", ",", ":", "=", "#", "\\", "@", "-", "<<<<<<<", "\u0000", "é"),
  ),
  { minLength: 1, maxLength: 3 },
);
const slipped = (text: string, all: readonly (readonly [number, string])[]) =>
  all.reduce((now, [number, put]) => {
    const at = number % (now.length + 1);
    return now.slice(0, at) + put + now.slice(at + (put === "" ? 1 : 0));
  }, text);

describe("a generated requirements file", () => {
  test("has exactly the hosts that pip reaches, and no problem", () => {
    check(requirementLines, RUNS, (lines) => {
      const files = { "requirements.txt": lines.map(({ text }) => text).join("\n") };
      const found = read(files);
      expect(found.problems).toEqual([]);
      expect(names(found)).toEqual(expectedHosts(lines));
      expectPlaced(found, files);
    });
  });

  test("loses exactly a line's hosts with the line", () => {
    check(requirementLines, RUNS / 4, (lines) => {
      lines.forEach((_, index) => {
        const less = lines.filter((_, at) => at !== index);
        expect(names(read({ "requirements.txt": less.map(({ text }) => text).join("\r\n") }))).toEqual(
          expectedHosts(less),
        );
      });
    });
  });

  test("names for each host a line that asks for it", () => {
    check(requirementLines, RUNS / 4, (lines) => {
      const text = lines.map((line) => line.text).join("\n");
      for (const { host, at } of read({ "requirements.txt": text }).hosts) {
        const [rest = ""] = text
          .split("\n")
          .slice(at.line - 1)
          .join("\n")
          .split(/(?<!\\)\n/);
        // The hosts of pip's own index stand in no line.
        if (host.includes("example")) expect(rest.replaceAll("\\\n", "")).toContain(host);
      }
    });
  });

  test.each(Object.entries(BREAK_LINE))("fails at its line with %s", (_, breaks) => {
    check(fc.tuple(requirementLines, requirementLine), RUNS / 40, ([lines, { text }]) => {
      // A line that ends in a comment would swallow what is broken behind it.
      const broken = breaks(text.replace(/\s#.*$/, ""));
      const before = lines.map((line) => line.text);
      const { problems } = read({ "requirements.txt": [...before, broken].join("\n") });
      const line = [...before, broken].join("\n").split("\n").length;
      expect(problems).toMatchObject([{ code: "dependency.syntax", at: expect.stringContaining(`.txt:${line}:`) }]);
    });
  });

  test("with slips is read, or refused with a place", () => {
    check(fc.tuple(requirementLines, slips), RUNS, ([lines, all]) => {
      const files = { "requirements.txt": slipped(lines.map(({ text }) => text).join("\n"), all) };
      expectPlaced(read(files), files);
    });
  });

  test("of any text at all is read, or refused with a place", () => {
    check(fc.string({ unit: "binary", maxLength: 60 }), RUNS, (text) => {
      const found = read({ "requirements.txt": text });
      for (const { at } of found.problems) expect(at).toMatch(/^requirements\.txt:\d+:\d+$/);
    });
  });
});

describe.each(Object.entries(LOCKED_APPS))("a generated app with %s", (_, apps) => {
  test("has exactly the hosts that its lock file was made from", () => {
    check(apps, RUNS, ({ files, hosts }) => {
      const found = read(files);
      expect(found.problems).toEqual([]);
      expect(names(found)).toEqual(hosts);
      expect(found.dependencies.filter(({ pin }) => pin !== "locked" && pin !== "url")).toEqual([]);
      expectPlaced(found, files);
    });
  });

  test("names for each host the place in the lock file that does", () => {
    check(apps, RUNS / 4, ({ files, lock }) => {
      for (const { host, at } of read(files).hosts.filter(({ host: name }) => name.includes("example"))) {
        expect(at.file).toBe(lock);
        const [line = "", ...rest] = (files[lock] ?? "").split("\n").slice(at.line - 1);
        expect([line.slice(at.column - 1), ...rest].join("\n").slice(0, 60)).toContain(host);
      }
    });
  });

  test("has no host without its files", () => {
    check(apps, RUNS / 10, ({ files, lock }) => {
      const { [lock]: __, ...rest } = files;
      expect(read(rest).hosts.filter(({ at }) => at.file === lock)).toEqual([]);
    });
  });

  test("with slips in any file is read, or refused with a place", () => {
    check(fc.tuple(apps, fc.nat(), slips), RUNS, ([{ files }, number, all]) => {
      const entries = Object.entries(files);
      const [file = "", text = ""] = entries[number % entries.length] ?? [];
      const broken = { ...files, [file]: slipped(text, all) };
      const found = read(broken);
      expectPlaced(found, broken);
      if (isReadable(file, broken[file] ?? "") !== false) return;
      expect(found.problems.map(({ code, at }) => `${code} ${at?.split(":")[0] ?? ""}`)).toContain(
        `dependency.syntax ${file}`,
      );
    });
  });
});

/** What a parser of somebody else says; undefined where nobody else was asked. */
function isReadable(file: string, text: string): boolean | undefined {
  if (file.endsWith(".yaml")) return undefined;
  try {
    if (file.endsWith(".json")) JSON.parse(text);
    else parse(text);
    return true;
  } catch {
    return false;
  }
}

const key = fc.constantFrom("a", "b", "c", '"d.e"', "'f g'", '"\\u00e9"');
const scalar = fc.constantFrom(
  '"x # y"',
  "'\"'",
  '"a\\"]"',
  "1",
  "true",
  "1979-05-27 07:32:32Z",
  '"""\n] "" x"""',
  "'''\n[a]\n'''",
  "-inf",
);
const value = fc.letrec<{ value: string; table: string; list: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie("list"), tie("table")),
  list: fc.array(tie("value"), { maxLength: 3 }).map((all) => `[ ${all.join(" ,\n # no ] here\n ")} ]`),
  table: fc
    .uniqueArray(fc.tuple(key, tie("value")), { maxLength: 3, selector: ([one]) => one })
    .map((all) => `{ ${all.map(([one, text]) => `${one} = ${text}`).join(", ")} }`),
})).value;
const toml = fc
  .tuple(
    fc.uniqueArray(fc.tuple(key, value), { maxLength: 4, selector: ([one]) => one }),
    fc.array(fc.tuple(fc.constantFrom("[[p]]", "[[p.q]]", "[[ r . 'f g' ]]"), value), { maxLength: 4 }),
  )
  .map(([pairs, tables]) =>
    [
      ...pairs.map(([one, text]) => `${one}.z = ${text} # c`),
      ...tables.map(([head, text]) => `${head}\n  k = ${text}`),
    ].join("\n"),
  );

/** Texts of a document, by path. */
function* textsOf(data: unknown, path: readonly (string | number)[] = []): Generator<[string, string]> {
  if (typeof data === "string") yield [JSON.stringify(path), data];
  else if (Array.isArray(data)) for (const [index, item] of data.entries()) yield* textsOf(item, [...path, index]);
  else if (typeof data === "object" && data !== null && !(data instanceof Date)) {
    for (const [name, item] of Object.entries(data)) yield* textsOf(item, [...path, name]);
  }
}

test("every text of a generated TOML document stands where its offset says", () => {
  let texts = 0;
  check(toml, RUNS, (text) => {
    let data: unknown;
    try {
      data = parse(text);
    } catch {
      return;
    }
    const places = tomlOffsets(text);
    for (const [path, expected] of textsOf(data)) {
      texts += 1;
      const at = places.get(path)?.value ?? -1;
      const alone = /^(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\])*"|'[^']*')/.exec(text.slice(at))?.[0] ?? "";
      expect((parse(`x = ${alone}`) as { readonly x: unknown }).x).toBe(expected);
    }
  });
  expect(texts).toBeGreaterThan(RUNS);
});
