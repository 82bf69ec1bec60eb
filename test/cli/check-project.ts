import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import {
  type Acknowledgement,
  AppResource,
  AppsError,
  Permission,
  PromotionPipeline,
  defineApp,
  stageFromFile,
  workspaceFromFile,
} from "databricks-apps-constructs";

const WORKSPACE = `name: prod
host: https://adb-3333333333333333.3.azuredatabricks.net
workspaceId: "3333333333333333"
accountId: 4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11
cloud: azure
region: westeurope
tier: PREMIUM
auth: { type: azure-cli }
backend: { kind: local, folder: ../../../state }
protected: true
`;

const STAGE = `bindings:
  ranker: { name: orders-ranker }
access:
  viewers:
    - { kind: group, name: sales }
env:
  CATALOG: prod
`;

const orders = defineApp({
  name: "orders",
  resources: { ranker: AppResource.servingEndpoint("CAN_QUERY") },
  access: { viewers: Permission.canUse() },
  stageEnv: ["CATALOG"],
});

/** A project in a folder of its own: a program of one stage and one workspace, each in a file. */
export class CheckProject {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-check-")));

  constructor() {
    this.write("cdktf.json", '{ "app": "node main.js" }\n');
    this.write("workspaces/prod.yaml", WORKSPACE);
    this.write("stages/prod.yaml", STAGE);
  }

  /** Synthesizes as `dbapps synth` does, in this process; whether it succeeded. */
  synth(acknowledge: readonly Acknowledgement[] = []): boolean {
    const app = new CdktfApp({ outdir: this.at("cdktf.out") });
    const workspace = workspaceFromFile(this.at("workspaces/prod.yaml"));
    const stage = stageFromFile(orders, workspace, this.at("stages/prod.yaml"));
    new PromotionPipeline(app, "orders", { app: orders, stages: [stage], acknowledge });
    try {
      app.synth();
      return true;
    } catch (error) {
      if (error instanceof AppsError) return false;
      throw error;
    }
  }

  at(file: string): string {
    return path.join(this.folder, file);
  }

  read(file: string): string {
    return fs.readFileSync(this.at(file), "utf8");
  }

  write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(this.at(file)), { recursive: true });
    fs.writeFileSync(this.at(file), text);
  }

  /** Replaces a text that stands in the file; one that does not is a mistake of the test. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`"${from}" is not in ${file}`);
    this.write(file, text.replace(from, to));
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
