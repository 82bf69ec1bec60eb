import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { BoundApp } from "databricks-apps-constructs";
import { compare } from "databricks-apps-constructs";
import type { Promotion } from "databricks-apps-constructs/testing";
import * as fc from "../support/random";
import { createColors } from "picocolors";
import type { Review } from "../../src/assembly/review";
import { reviewOf } from "../../src/assembly/review";
import { reviewMarkdown } from "../../src/assembly/review-markdown";
import { printDiff } from "../../src/cli/print-diff";
import { labelOf } from "../../src/promotion/show";
import { boundPair } from "../promotion/generate-bound";
import { NASTY, samplePromotion } from "../promotion/sample-promotion";
import { outsideCode } from "../support/markdown";
import { runCli } from "./run-cli";

let folder: string;
let promotion: Promotion;

function write(name: string, content: Promotion): void {
  fs.mkdirSync(path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, name, "promotion.json"), JSON.stringify(content));
}

const boundOf = (stage: string) => {
  const found = promotion.apps.find(({ path: at }) => at === `shop-${stage}`)?.bound;
  if (found === undefined) throw new Error(`there is no ${stage}`);
  return found;
};

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-diff-"));
  promotion = samplePromotion();
  write("cdktf.out", promotion);
  const older = JSON.parse(JSON.stringify(promotion)) as Promotion;
  const apps = older.apps
    .filter(({ path: at }) => at !== "tools/tool")
    .map((app) => ({ ...app, bound: { ...app.bound, size: "LARGE" as const, providerFloor: "1.143.0" } }));
  write("old", { ...older, apps, assemblyDigest: "0".repeat(64) });
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The lines that begin a row: two spaces, then a word. */
const rowsOf = (text: string) => text.split("\n").filter((line) => /^ {2}\S/.test(line));

/** A review of two bound apps, as if an assembly held them. */
function reviewed(before: BoundApp, after: BoundApp): Review {
  const app = (bound: BoundApp) => ({ path: bound.stage, stack: bound.stage, deployment: "", release: "", bound });
  const none: Promotion = { ...promotion, apps: [], pipelines: [], findings: [] };
  return reviewOf([
    [
      { promotion: none, app: app(before) },
      { promotion: none, app: app(after) },
    ],
  ]);
}

describe("what diff prints", () => {
  test("has one row for every element of compare, in its order, and no other", () => {
    fc.assert(
      fc.property(boundPair, ([before, after]) => {
        const differences = compare(before, after);
        const review = reviewed(before, after);
        const text = printDiff(review, createColors(false));
        const rows = rowsOf(text);
        expect(rows).toHaveLength(differences.length);
        rows.forEach((row, index) => {
          const difference = differences[index];
          if (difference === undefined) throw new Error("as many rows as differences");
          // The label may go on in the next line.
          const [first = ""] = row.trim().split(/ {2,}/);
          expect(labelOf(difference).startsWith(first) || first.startsWith(labelOf(difference))).toBe(true);
          expect(row).toMatch(new RegExp(`  ${difference.kind}$`));
        });
        const directed = differences.filter(({ direction }) => direction !== "neither");
        expect(text.match(/^ {4}(?:widens|narrows): /gm) ?? []).toHaveLength(directed.length);
        const lines = outsideCode(reviewMarkdown(review)).filter((line) => line.startsWith("| "));
        expect(lines).toHaveLength(differences.length + 2);
      }),
      { numRuns: 150 },
    );
  });

  test("fits 80 columns, without a tab, an escape or white space at an end", () => {
    fc.assert(
      fc.property(boundPair, ([before, after]) => {
        for (const line of printDiff(reviewed(before, after), createColors(false)).split("\n")) {
          expect(Array.from(line).length).toBeLessThanOrEqual(80);
          // What a terminal would obey.
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]|\s$/u);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("shows what was acknowledged, and the cost apart from the differences", async () => {
    const { code, out, err } = await runCli(["diff", "staging", "prod-us"], folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(
      `  access viewers desk  group qa desk  all account users  binding
    widens: everybody in the account gets access
    (acknowledged: because desk)
`,
    );
    expect(out).toMatch(
      /^cost +0\.5 DBU\/h +unknown\n {4}1 instance x MEDIUM before, 1 instance x XLARGE after\n\n10 differences/m,
    );
  });

  test("compares stages, stacks, and with no name every step of the pipelines", async () => {
    const byStage = await runCli(["diff", "dev", "staging"], folder);
    const byStack = await runCli(["diff", "shop-dev", "shop-staging"], folder);
    expect(rowsOf(byStack.out)).toEqual(rowsOf(byStage.out));
    expect(rowsOf(byStage.out)).toHaveLength(compare(boundOf("dev"), boundOf("staging")).length);
    const { comparisons } = JSON.parse((await runCli(["diff", "--json"], folder)).out) as Review;
    expect(comparisons.map(({ before, after }) => `${before.stage} ${after.stage}`)).toEqual([
      "dev staging",
      "staging prod-eu",
      "staging prod-us",
    ]);
  });

  test("says on stderr which app is on one side only", async () => {
    const { err, out } = await runCli(["diff", "dev", "staging"], folder);
    expect(err).toBe("only in dev: tools/tool\n");
    expect(out).not.toContain("tool");
  });

  test("says of equal apps that there is no difference", async () => {
    const { code, out } = await runCli(["diff", "dev", "dev", "--app", "tool", "--detailed-exitcode"], folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^no differences; review [0-9a-f]{12}$/m);
  });
});

describe("two assemblies", () => {
  test("are compared stage by stage, under names that tell them apart", async () => {
    const { code, out } = await runCli(["diff", "--from", "old", "--to", "cdktf.out", "prod-eu"], folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^shop +prod-eu \(old\) +prod-eu \(cdktf\.out\)$/m);
    expect(rowsOf(out).map((row) => row.trim().split(/ {2,}/)[0])).toEqual(["size", "provider"]);
  });

  test("are compared app by app without a name", async () => {
    const { out, err } = await runCli(["diff", "--from", "old", "--json"], folder);
    expect(err).toBe("only in dev: tools/tool\n");
    const review = JSON.parse(out) as Review;
    expect(review.comparisons).toHaveLength(4);
    expect(review.comparisons.at(-1)?.after.title).toBe("prod-us (cdktf.out)");
  });
});

describe("the forms", () => {
  test("are rendered from one value: the same differences in each", async () => {
    const as = async (...more: string[]) => (await runCli(["diff", "staging", "prod-us", ...more], folder)).out;
    const review = JSON.parse(await as("--json")) as Review;
    const differences = review.comparisons.flatMap((comparison) => comparison.differences);
    expect(differences.map(({ acknowledged: _, ...difference }) => difference)).toEqual(
      compare(boundOf("staging"), boundOf("prod-us")),
    );
    expect(await as()).toBe(printDiff(review, createColors(false)));
    expect(await as("--markdown")).toBe(reviewMarkdown(review));
    expect(await as("--mermaid")).toMatch(/^flowchart LR\n[^]*10 differences/);
  });

  test("have one digest for one comparison, in whatever order the members stand", async () => {
    const digest = async () => {
      const { out } = await runCli(["diff", "--json"], folder);
      return (JSON.parse(out) as Review).digest;
    };
    const first = await digest();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const { apps, ...rest } = promotion;
    const turned = apps.map((app) => ({
      ...app,
      bound: Object.fromEntries(Object.entries(app.bound).reverse()) as unknown as BoundApp,
    }));
    write("cdktf.out", { ...rest, apps: turned });
    expect(await digest()).toBe(first);
    write("cdktf.out", promotion);
  });

  test("fail to go together", async () => {
    const { code, out } = await runCli(["diff", "dev", "staging", "--json", "--markdown"], folder);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: expect.stringContaining("--json") as string });
  });

  test("are coloured for a terminal, and not where NO_COLOR is set", async () => {
    const lines = async (env: Record<string, string>, isTerminal: boolean) =>
      (await runCli(["diff", "staging", "prod-us"], folder, env, { isTerminal })).out;
    expect(await lines({}, true)).toContain("\u001b[");
    expect(await lines({ NO_COLOR: "1" }, true)).toBe(await lines({}, false));
    expect(await lines({}, false)).not.toContain("\u001b[");
  });
});

describe("the exit code", () => {
  test.each<[string, readonly string[], number]>([
    ["0 for differences", ["diff", "dev", "staging"], 0],
    ["2 for differences where that was asked for", ["diff", "dev", "staging", "--detailed-exitcode"], 2],
    ["2 for differences as JSON", ["diff", "dev", "staging", "--detailed-exitcode", "--json"], 2],
    ["0 for none", ["diff", "dev", "dev", "--detailed-exitcode"], 0],
  ])("is %s", async (_, argv, expected) => {
    expect((await runCli(argv, folder)).code).toBe(expected);
  });

  test.each<[string, readonly string[], string]>([
    ["a stage that is misspelt, which it suggests", ["diff", "stagin", "prod-us"], "did you mean staging?"],
    ["a stage far from any, and lists them", ["diff", "dev", "nowhere-at-all"], "prod-eu"],
    ["one stage alone", ["diff", "dev"], "--from"],
    ["an app that is not there", ["diff", "dev", "staging", "--app", "shpo"], "did you mean shop?"],
    ["stages that share no app", ["diff", "dev", "staging", "--app", "tool"], "no app"],
    ["an assembly that is not there", ["diff", "--from", "gone", "dev"], "promotion.json"],
  ])("is 1 for %s", async (_, argv, said) => {
    const { code, out, err } = await runCli(argv, folder);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(said);
  });
});

test("fails in words, not with a stack trace, on a promotion.json that is none", async () => {
  for (const text of ["{", "null", "[]", '{"schemaVersion":2}']) {
    fs.mkdirSync(path.join(folder, "torn"), { recursive: true });
    fs.writeFileSync(path.join(folder, "torn/promotion.json"), text);
    const { code, out, err } = await runCli(["diff", "--to", "torn", "dev", "staging"], folder);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^\S.*synthesize it again\n$/);
  }
});

test("what people wrote moves no cursor and turns no line round", async () => {
  const bidi = String.fromCodePoint(0x202e);
  write("nasty", samplePromotion(`${NASTY} \u001b[31m${bidi}`));
  const { out, code } = await runCli(["diff", "--to", "nasty", "staging", "prod-us"], folder);
  expect(code).toBe(0);
  expect(out).not.toMatch(new RegExp(`\u001b|${bidi}`));
  expect(out).toContain("\\u{202e}");
});

test("loads neither cdktf nor the bindings", () => {
  const loaded = new Set<string>();
  const read = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = fs.readFileSync(file, "utf8");
    for (const [, isType, from = ""] of text.matchAll(/^(?:import|export) (type )?[^;]*?from "([^"]+)";/gms)) {
      if (isType !== undefined) continue;
      if (from.startsWith(".")) read(`${path.resolve(path.dirname(file), from)}.ts`);
      else loaded.add(from);
    }
  };
  read(path.join(__dirname, "../../src/cli/diff.ts"));
  const packages = [...loaded].filter((one) => !path.isAbsolute(one));
  expect(packages.filter((one) => /^(?:@?cdkt[fn]|constructs)/.test(one))).toEqual([]);
  expect(packages).toContain("node:path");
  expect([...loaded].some((one) => one.endsWith("compare.ts"))).toBe(true);
});
