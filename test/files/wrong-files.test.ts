import type { Issue } from "databricks-apps-constructs";
import { issuesOf, stageOf, temporary } from "./sample";
import { WRONG_FILES, type WrongFile } from "./wrong-files";

/** What a test asserts of an issue: never its prose. */
function brief({ code, path, at = "" }: Issue, file: WrongFile["file"]): string {
  const [name, ...place] = at.split(/(?=:\d+:\d+$)/);
  const own = file === "workspace" ? path.slice(1) : path;
  const where = name === temporary(`${file}.yaml`) ? place.join("").slice(1) : at;
  return `${where} ${code} ${own.join("/")}`.trimEnd();
}

describe("a file with a mistake", () => {
  test("is tried in more than sixty ways, each of them once", () => {
    const titles = WRONG_FILES.map(({ title }) => title);
    expect(titles.length).toBeGreaterThanOrEqual(60);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test.each(WRONG_FILES.map((wrong) => [wrong.title, wrong] as const))("fails on %s", (_, { file, text, issues }) => {
    const found = issuesOf(stageOf({ [file]: text })).map((issue) => brief(issue, file));
    expect([...found].sort()).toEqual([...issues].sort());
  });
});
