import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";

const { AppResource, Permission, Principal } = apps;

export const WORKSPACE = apps.defineWorkspace({
  name: "dev",
  host: "https://adb-1111.1.azuredatabricks.net",
  workspaceId: "1111",
  accountId: "11111111-2222-3333-4444-555555555555",
  cloud: "azure",
  region: "westeurope",
  tier: "PREMIUM",
  auth: { type: "azure-cli" },
  backend: { kind: "local", folder: "../../../state" },
});

const definition = apps.defineApp({
  name: "orders",
  description: "Order desk",
  resources: { "sql-warehouse": AppResource.sqlWarehouse("CAN_USE") },
  access: { viewers: Permission.canUse() },
});

/** The stage of most tests. */
export const ORDERS = apps.defineStage(definition, WORKSPACE, {
  bindings: { "sql-warehouse": { id: "abc123" } },
  access: { viewers: [Principal.group("analysts")] },
});

/** An app that nobody but its creator may use: it has no permissions of its own. */
export const PLAIN = { definition: apps.defineApp({ name: "plain" }) } as const;

type Program = (app: CdktfApp) => void;

const ONE_APP: Program = (app) => {
  new apps.App(new apps.WorkspaceStack(app, "orders-dev", WORKSPACE), "orders", ORDERS);
};

/** Both apps in one stack. */
export const TWO_APPS: Program = (app) => {
  const stack = new apps.WorkspaceStack(app, "orders-dev", WORKSPACE);
  new apps.App(stack, "orders", ORDERS);
  new apps.App(stack, "plain", PLAIN);
};

/** A project folder with its assembly in place, as `dbapps synth` leaves it. */
export class RecoverProject {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "recover-"));
  readonly stack = path.join(this.folder, "cdktf.out", "stacks", "orders-dev");
  readonly file = path.join(this.stack, "recover.tf.json");

  constructor(program: Program = ONE_APP) {
    fs.writeFileSync(path.join(this.folder, "cdktf.json"), JSON.stringify({ app: "true" }));
    const app = new CdktfApp({ outdir: path.join(this.folder, "cdktf.out") });
    program(app);
    synthesize(app);
  }

  /** What recover wrote. */
  get written(): unknown {
    return fs.existsSync(this.file) ? JSON.parse(fs.readFileSync(this.file, "utf8")) : undefined;
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
