import { AppsError, formatIssue, type Issue } from "databricks-apps-constructs";

const issue: Issue = { code: "app.name", path: ["orders-prod", "bindings", 0], message: "no such app" };

describe("a formatted issue", () => {
  test("is a headline and a message", () => {
    expect(formatIssue(issue)).toBe("orders-prod/bindings/0  app.name\n    no such app");
  });

  test("has what it got, what would be accepted and what to change on lines of their own", () => {
    const full = { ...issue, got: "Orders", allowed: ["a", "b"], fix: "rename it", at: "stage.yaml:3:5" };
    expect(formatIssue(full).split("\n")).toEqual([
      "stage.yaml:3:5  orders-prod/bindings/0  app.name",
      "    no such app",
      '    got: "Orders"',
      "    allowed: a, b",
      "    fix: rename it",
    ]);
  });

  test("says program where it has no place", () => {
    expect(formatIssue({ ...issue, path: [] })).toMatch(/^program {2}app\.name\n/);
  });

  test("says nothing of an empty list of what would be accepted", () => {
    expect(formatIssue({ ...issue, allowed: [] })).toBe(formatIssue(issue));
  });

  test("shows null, and cuts what is long", () => {
    expect(formatIssue({ ...issue, got: null })).toContain("    got: null");
    const got = formatIssue({ ...issue, got: "a".repeat(500) }).split("\n")[2] ?? "";
    expect(got.length).toBeLessThan(230);
    expect(got).toMatch(/\.\.\.$/);
  });
});

describe("the error", () => {
  test("holds every issue, and a message with all of them", () => {
    const other = { ...issue, code: "app.space", path: ["x"] };
    const error = new AppsError([issue, other]);
    expect(error.issues).toEqual([issue, other]);
    expect(Object.isFrozen(error.issues)).toBe(true);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("AppsError");
    expect(error.message).toBe(`2 problems found\n\n${formatIssue(issue)}\n\n${formatIssue(other)}\n`);
  });

  test("counts a single problem as one", () => {
    expect(new AppsError([issue]).message).toMatch(/^1 problem found\n/);
  });
});
