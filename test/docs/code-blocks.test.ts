import * as fs from "node:fs";
import * as path from "node:path";
import { codeBlocks, headings, outsideCode, section } from "../support/markdown";
import { ROOT, manifest } from "../support/package";
import { type Problem, problemsOf } from "./compile-blocks";

const read = (page: string) => fs.readFileSync(path.join(ROOT, page), "utf8");
const pagesIn = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.posix.join(folder, file));

const GUIDES = ["README.md", ...pagesIn("docs")];
const PAGES = [...new Set([...pagesIn("."), ...pagesIn("docs"), ...pagesIn("examples")])];

const PLANTED = [
  "A page as bad as can be:",
  "",
  "```ts",
  "const fine: apps.ComputeSize = prod.size ?? AppResource.job.name;",
  "apps.defineStage(orders, workspaces.dev, { ...dev, bindings: {} });",
  "```",
  "",
  "```ts",
  'new apps.App(stack, "orders", dev);',
  "```",
].join("\n");

describe("the code in README and docs", () => {
  let problems: readonly Problem[];

  beforeAll(() => {
    const pages = Object.fromEntries(GUIDES.map((page) => [page, read(page)]));
    problems = problemsOf({ ...pages, "planted.md": PLANTED });
  }, 60_000);

  test("compiles against the sources, every block", () => {
    const found = problems.filter(({ page }) => page !== "planted.md");
    expect(found.map(({ page, line, message }) => `${page}:${line} ${message}`)).toEqual([]);
  });

  test("fails to compile where a page is wrong, and says at which line", () => {
    const found = problems.filter(({ page }) => page === "planted.md");
    expect(found.map(({ line, message }) => `${line} ${message.slice(0, 6)}`)).toEqual(["4 TS2322", "5 TS2739"]);
  });

  test.each(GUIDES)("%s names the language of every block, and its JSON is JSON", (page) => {
    for (const { language, text } of codeBlocks(read(page))) {
      expect(language).not.toBe("");
      if (language === "json") expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

describe("links", () => {
  /** As the usual renderers make them of a title. */
  function anchorOf(title: string): string {
    const words = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    return words.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
  }

  function brokenIn(page: string): string[] {
    const targets = outsideCode(read(page)).flatMap((line) =>
      [...line.replace(/`[^`]*`/g, "").matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? ""),
    );
    return targets.filter((target) => {
      if (/^[a-z][a-z+.-]*:/i.test(target)) return false;
      const [file = "", anchor] = target.split("#");
      const place = file === "" ? page : path.posix.join(path.posix.dirname(page), decodeURI(file));
      if (place.startsWith("..") || !fs.existsSync(path.join(ROOT, place))) return true;
      return anchor !== undefined && !headings(read(place)).some(({ text }) => anchorOf(text) === anchor);
    });
  }

  test.each(PAGES)("of %s lead to files and titles that are there", (page) => {
    expect(brokenIn(page)).toEqual([]);
  });

  test("lead from README to every page of docs", () => {
    const text = outsideCode(read("README.md")).join("\n");
    expect(pagesIn("docs").filter((page) => !text.includes(`](${page}`))).toEqual([]);
  });
});

describe("README", () => {
  test("shows examples/orders/main.ts, exactly", () => {
    const blocks = codeBlocks(read("README.md")).map(({ text }) => text);
    expect(blocks).toContain(read("examples/orders/main.ts"));
  });

  /** The scripts that a text tells the reader to run. */
  function scriptsIn(text: string): string[] {
    const named = [...text.matchAll(/\bnpm (?:run (?:-\S+ |--\S+ )*([\w:-]+)|(test)\b)/g)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
    return [...new Set(named)].sort();
  }

  const scripts = Object.keys(manifest().scripts);
  const isHook = (name: string) => name === "prepare" || /^(?:pre|post)/.test(name);

  test("begins with the two commands", () => {
    const [first] = codeBlocks(section(read("README.md"), "Try it"));
    expect(scriptsIn(first?.text ?? "")).toEqual(["synth", "test"]);
    expect(first?.text.match(/^npm ci && npm /gm)).toHaveLength(2);
  });

  test("and CONTRIBUTING name the scripts of package.json, all and no others; there are at most ten", () => {
    const named = scriptsIn(`${read("README.md")}\n${read("CONTRIBUTING.md")}`);
    expect(named).toEqual(scripts.filter((name) => !isHook(name)).sort());
    expect(scripts.length).toBeLessThanOrEqual(10);
  });
});
