import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as apps from "databricks-apps-constructs";

/** An app that asks its stages for one of everything. */
export const desk = apps.defineApp({
  name: "desk",
  resources: {
    ranker: apps.AppResource.servingEndpoint("CAN_QUERY"),
    warehouse: apps.AppResource.sqlWarehouse("CAN_USE", { because: "reads orders" }),
  },
  access: { viewers: apps.Permission.canUse() },
  stageEnv: ["CATALOG"],
});

export const WORKSPACE = `name: prod
host: https://adb-3333.3.azuredatabricks.net
workspaceId: "3333"
accountId: 4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11
cloud: azure
region: westeurope
tier: PREMIUM
auth: { type: azure-cli }
backend:
  kind: gcs
  bucket: state
`;

export const STAGE = `bindings:
  ranker: { name: desk-ranker }
  warehouse:
    id: 1a2b3c4d
access:
  viewers:
    - kind: group
      name: staff
env:
  CATALOG: main
`;

/** A text with one part of it replaced; a part that is not there is a mistake of the test. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  return text.replace(from, () => to);
}

let folder: string;

beforeAll(() => (folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-files-")))));
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Writes a file into a folder that goes with the test. */
export function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

export function temporary(name: string): string {
  return path.join(folder, name);
}

export interface Files {
  readonly workspace?: string | Uint8Array;
  readonly stage?: string | Uint8Array;
}

/** The stage that two files make. */
export function stageOf({ workspace = WORKSPACE, stage = STAGE }: Files, app: apps.AppDefinition = desk): apps.Stage {
  const where = apps.workspaceFromFile(write("workspace.yaml", workspace));
  return apps.stageFromFile(app, where, write("stage.yaml", stage));
}

/** Every issue of a stage; none if it binds. Anything else that happens is a failure of the test. */
export function issuesOf(stage: apps.Stage): readonly apps.Issue[] {
  try {
    apps.bind(stage);
    return [];
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues;
    throw error;
  }
}
