import * as fs from "node:fs";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import {
  applyLocally,
  LocalControlPlane,
  type LocalStack,
  ProcessRunner,
  seedFromAssembly,
} from "databricks-apps-local";
import type { Promotion } from "../../../src/assembly/promotion";
import { shortRelease } from "../../../src/promotion/release";
import { runCli } from "../../cli/run-cli";
import { EXAMPLES_FOLDER, runExample } from "../../support/examples";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const STAGES = ["dev", "staging", "prod"] as const;
const BOUND = {
  dev: ["1a2b3c4d5e6f7a8b", "orders-ranker-dev", "dev"],
  staging: ["2b3c4d5e6f7a8b9c", "orders-ranker-stg", "staging"],
  prod: ["3c4d5e6f7a8b9c0d", "orders-ranker", "prod"],
} as const;

type Document = ReturnType<typeof JSON.parse>;

describeWithTerraform("examples/orders, applied and deployed", (terraform) => {
  const home = fs.mkdtempSync(path.join(__dirname, "../../../cdktf.out.deploy-"));
  const good = path.join(home, "good");
  const broken = path.join(home, "broken");
  const stacks: LocalStack[] = [];
  let plane: LocalControlPlane;

  beforeAll(async () => {
    runExample("orders", good);
    runBroken(broken);
    plane = await LocalControlPlane.start({
      seed: seedFromAssembly(good),
      runner: new ProcessRunner({ folder: path.join(home, "run") }),
      // What the vendor promises to one that is not scaled horizontally, and no more.
      switches: { failedStartTakesOver: true },
    });
    for (const { stack, bound } of promotionOf(good).apps) {
      const token = plane.token(undefined, bound.workspace.workspaceId);
      const folder = path.join(good, "stacks", stack);
      const { cliConfigFile } = terraform;
      stacks.push(applyLocally({ stack: folder, url: plane.url, token, terraform: { cliConfigFile } }));
      await stacks.at(-1)?.apply();
    }
  });

  afterAll(async () => {
    for (const stack of stacks) stack.remove();
    await plane.stop();
    fs.rmSync(home, { recursive: true, force: true });
  });

  /** The example with a source that does not start. */
  function runBroken(outdir: string): void {
    const source = path.join(home, "app");
    fs.cpSync(path.join(EXAMPLES_FOLDER, "orders", "app"), source, { recursive: true });
    fs.writeFileSync(
      path.join(source, "server.js"),
      'console.log("reads its settings"); throw new Error("no ledger");\n',
    );
    const workspaces = jest.requireActual<Record<(typeof STAGES)[number], apps.Workspace>>(
      path.join(EXAMPLES_FOLDER, "orders", "workspaces.ts"),
    );
    const { AppResource, Permission } = apps;
    const orders = apps.defineApp({
      name: "orders",
      description: "Order desk",
      source,
      userApiScopes: ["sql"],
      resources: {
        "sql-warehouse": AppResource.sqlWarehouse("CAN_USE"),
        ranker: AppResource.servingEndpoint("CAN_QUERY"),
        "stripe-key": AppResource.secret("READ", { because: "charges cards" }),
      },
      access: { viewers: Permission.canUse(), operators: Permission.canManage() },
      env: {
        WAREHOUSE_ID: { valueFrom: "sql-warehouse" },
        ENDPOINT: { valueFrom: "ranker" },
        STRIPE_KEY: { valueFrom: "stripe-key" },
      },
      stageEnv: ["CATALOG"],
    });
    const stages = STAGES.map((name) =>
      apps.stageFromFile(orders, workspaces[name], path.join(EXAMPLES_FOLDER, "orders", "stages", `${name}.yaml`)),
    );
    const app = new CdktfApp({ outdir });
    const acknowledge = [{ check: "audience.account-users", path: "orders-prod/access/viewers", reason: "a test" }];
    new apps.PromotionPipeline(app, "orders", { app: orders, stages, acknowledge });
    synthesize(app);
  }

  function promotionOf(assembly: string): Promotion {
    return JSON.parse(fs.readFileSync(path.join(assembly, "promotion.json"), "utf8")) as Promotion;
  }

  const releaseOf = (assembly: string): string => shortRelease(promotionOf(assembly).apps[0]?.release ?? "");

  async function dbapps(...argv: readonly string[]): Promise<{ readonly code: number; readonly document: Document }> {
    const ids = promotionOf(good).apps.map(({ bound }) => bound.workspace.workspaceId);
    const tokens = ids.map((id) => `${id}=${plane.token(undefined, id)}`).join(",");
    const env = { DBAPPS_LOCAL_URL: plane.url, DBAPPS_LOCAL_TOKENS: tokens };
    const { code, out } = await runCli([...argv, "--json"], home, env, { now: new Date() });
    return { code, document: JSON.parse(out) };
  }

  async function page(stage: (typeof STAGES)[number]): Promise<string> {
    const { bound } = promotionOf(good).apps.find((each) => each.bound.stage === stage) ?? {};
    const id = bound?.workspace.workspaceId ?? "";
    const headers = { authorization: `Bearer ${plane.token(undefined, id)}` };
    return (await fetch(`${plane.url}/run/${id}/orders`, { headers })).text();
  }

  const shown = ({ document }: { readonly document: Document }): unknown[] =>
    document.apps.map(({ runs }: Document) => [runs.state, runs.active?.release]);

  test("runs in three stages with one release, each page with its stage's own bindings", async () => {
    const release = releaseOf(good);
    for (const stage of STAGES) {
      const { code, document } = await dbapps("deploy", stage, "--assembly", good);
      expect([code, document.apps[0].runs.app]).toEqual([0, "RUNNING"]);
    }
    const status = await dbapps("status", "--detailed-exitcode", "--assembly", good);
    expect(status.code).toBe(0);
    expect(shown(status)).toEqual(STAGES.map(() => ["Running", release]));
    for (const stage of STAGES) {
      const text = await page(stage);
      const others = STAGES.filter((each) => each !== stage);
      for (const value of BOUND[stage]) expect(text).toContain(`<code>${value}<`);
      for (const other of others) for (const value of BOUND[other]) expect(text).not.toContain(`<code>${value}<`);
    }
  });

  test("leaves a scaled app serving its old release where the new one does not start", async () => {
    const { code, document } = await dbapps("deploy", "prod", "--assembly", broken);
    expect([code, document.apps[0].outcome]).toEqual([1, "failed"]);
    expect(document.apps[0].logs.join("\n")).toContain("no ledger");
    expect(shown(await dbapps("status", "prod", "--assembly", broken))).toEqual([["Running", releaseOf(good)]]);
    expect(await page("prod")).toContain(BOUND.prod[0]);
  });

  test("says Crashed and the new release of an app with one instance, where that took over and did not start", async () => {
    expect((await dbapps("deploy", "dev", "--assembly", broken)).code).toBe(1);
    const status = await dbapps("status", "dev", "--assembly", broken);
    expect(shown(status)).toEqual([["Crashed", releaseOf(broken)]]);
    expect(status.document.apps[0].logs.join("\n")).toContain("no ledger");
  });

  test("rolls back to the release that ran", async () => {
    const { code, document } = await dbapps("rollback", "dev", "--assembly", broken);
    expect([code, document.apps[0].outcome]).toEqual([0, "running"]);
    expect(shown(await dbapps("status", "dev", "--assembly", good))).toEqual([["Running", releaseOf(good)]]);
    expect(await page("dev")).toContain(BOUND.dev[0]);
  });

  test("leaves nothing for terraform to change", async () => {
    for (const stack of stacks) expect((await stack.plan()).empty).toBe(true);
    expect(plane.inspect().unknown).toEqual([]);
  });
});
