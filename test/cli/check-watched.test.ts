import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { judgeReports } from "../../src/cli/check-watched";
import { addPolicy, platform, prod, reportFor } from "../support/account-program";
import { runCli } from "./run-cli";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-check-watched-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The assembly of a policy that is enforced with a report until 2026-11-21. */
function enforced(): Readonly<Record<string, string>> {
  const { files } = platform((account) => void addPolicy(account));
  const [before] = JSON.parse(files["network.json"] ?? "").policies;
  const denials = path.join(folder, "denials.json");
  fs.writeFileSync(denials, JSON.stringify(reportFor(prod, before.digest, undefined, "2026-11-21T00:00:00Z")));
  return platform((account) => void addPolicy(account, { mode: "enforced", denials })).files;
}

const judged = (at: string) =>
  judgeReports(JSON.parse(enforced()["network.json"] ?? ""), new Date(at)).map(({ code, level }) => `${level} ${code}`);

describe("the report that a policy is enforced with", () => {
  test("is written down with the end of what it watched, which is no clock's", () => {
    const [policy] = JSON.parse(enforced()["network.json"] ?? "").policies;
    expect(policy.watched).toEqual([{ workspace: "prod", until: "2026-11-21T00:00:00Z" }]);
  });

  test("is a warning of check when it is older than 90 days, and not before", () => {
    expect(judged("2027-02-19T23:00:00Z")).toEqual([]);
    expect(judged("2027-02-20T01:00:00Z")).toEqual(["warning denials.old"]);
  });

  test("is reported by the command, which ends with 0", async () => {
    const out = path.join(folder, "cdktf.out");
    fs.mkdirSync(out);
    for (const [name, text] of Object.entries(enforced())) {
      if (!name.includes("/")) fs.writeFileSync(path.join(out, name), text);
    }
    const now = new Date("2027-06-01T00:00:00Z");
    const { code, out: said } = await runCli(["check"], folder, {}, { now });
    expect(code).toBe(0);
    expect(said).toMatch(/^network\/prod-egress\/denials +warning +denials\.old +.*192 days ago/m);
  });
});
