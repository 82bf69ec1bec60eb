import * as fs from "node:fs";
import * as path from "node:path";
import { MUTATIONS } from "../support/generate-broken";
import { CHECK_CASES } from "./check-cases";

/** Literals of the sources that look like a code and are none. */
const NO_CODES = ["cdktf.out"];

/** Codes of checkProgram itself, refused in checks.test.ts. */
const OF_PROGRAMS = ["acknowledgement.reason", "acknowledgement.unmatched", "acknowledgement.until", "check.twice"];

/** Codes of several workspaces in one account, refused in account-stack.test.ts. */
const OF_ACCOUNTS = ["account.auth", "account.no-workspace", "account.several"];

const sources = ["definition", "workspace", "stage"].flatMap((folder) => {
  const directory = path.join(__dirname, "../../src", folder);
  return fs.readdirSync(directory).map((file) => fs.readFileSync(path.join(directory, file), "utf8"));
});

const ELSEWHERE = [...OF_PROGRAMS, ...OF_ACCOUNTS];

/** Every code that the pure layers can report: each is a literal of its own. */
const codes = new Set(sources.flatMap((source) => source.match(/(?<=")[a-z]+\.[a-z]+(?:-[a-z]+)*(?=")/g) ?? []));

describe("the codes of issues", () => {
  test("are found in the sources", () => {
    expect([...codes]).toEqual(expect.arrayContaining(["app.name", "workspace.name", "stage.name", "scaling.budget"]));
    expect(codes.size).toBeGreaterThan(50);
  });

  test("have a program each that is refused with them", () => {
    const tested = [...MUTATIONS.map(({ code }) => code), ...Object.keys(CHECK_CASES), ...ELSEWHERE, ...NO_CODES];
    expect([...codes].filter((code) => !tested.includes(code))).toEqual([]);
  });

  test("are those of the sources: no test is about a code that is gone", () => {
    const tested = [...MUTATIONS.map(({ code }) => code), ...Object.keys(CHECK_CASES), ...ELSEWHERE];
    expect([...new Set(tested)].filter((code) => !codes.has(code))).toEqual([]);
  });

  test("of whole programs are refused in the tests of the checks", () => {
    const tests = fs.readFileSync(path.join(__dirname, "checks.test.ts"), "utf8");
    for (const code of OF_PROGRAMS) expect(tests).toContain(`"${code}"`);
  });

  test("of accounts are refused in the tests of their stack", () => {
    const tests = fs.readFileSync(path.join(__dirname, "../stacks/account-stack.test.ts"), "utf8");
    for (const code of OF_ACCOUNTS) expect(tests).toContain(`"${code} `);
  });
});
