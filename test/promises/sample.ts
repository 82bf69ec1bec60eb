import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, type SynthesizedStack, synthesize } from "databricks-apps-constructs/testing";

/** A workspace in which everything is allowed. */
export function workspaceWith(props: Partial<apps.Workspace> = {}): apps.Workspace {
  const name = props.name ?? "dev";
  return apps.defineWorkspace({
    name,
    host: `https://${name}.cloud.databricks.com`,
    workspaceId: "1234567890123456",
    accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
    cloud: "aws",
    region: "eu-west-1",
    tier: "ENTERPRISE",
    auth: { type: "oauth-m2m" },
    backend: { kind: "s3", bucket: "tf-state", region: "eu-west-1" },
    features: ["horizontalScaling", "userAuthorization"],
    ...props,
  });
}

/** An app with one of everything that a stage has to bind. */
export const shop = apps.defineApp({
  name: "shop",
  description: "Sells things",
  resources: {
    warehouse: apps.AppResource.sqlWarehouse("CAN_USE"),
    stripe: apps.AppResource.secret("READ", { because: "charges cards" }),
  },
  access: { viewers: apps.Permission.canUse() },
  env: { WAREHOUSE_ID: { valueFrom: "warehouse" }, MODE: "strict" },
  stageEnv: ["CATALOG"],
});

export const shopProps = {
  bindings: { warehouse: { id: "1a2b3c4d5e6f7a8b" }, stripe: { scope: "shop", key: "stripe" } },
  access: { viewers: [apps.Principal.group("staff")] },
  env: { CATALOG: "main" },
} as const;

/** An app that needs nothing. */
export function bare(name: string): apps.AppDefinition<apps.None, never, never> {
  return apps.defineApp({ name });
}

/** What a program is refused for, as `code path`, in the order of the error; a program that is not refused fails. */
export function refusals(program: CdktfApp | ((app: CdktfApp) => void)): string[] {
  try {
    synthesize(program);
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues.map(({ code, path: at }) => `${code} ${at.join("/")}`);
    throw error;
  }
  throw new Error("the program was not refused");
}

/** The only stack of a program, or the one by that name. */
export function stackOf({ stacks }: Synthesized, name?: string): SynthesizedStack {
  const found = name === undefined ? Object.values(stacks) : [stacks[name]];
  if (found.length !== 1 || found[0] === undefined) throw new Error(`stacks: ${Object.keys(stacks).join(", ")}`);
  return found[0];
}

export type Arguments = Readonly<Record<string, unknown>>;

/** The arguments of the only resource of a type, or of the one at an address `type.id`. */
export function resourceOf(stack: SynthesizedStack, address: string): Arguments {
  const [type = "", id] = address.split(".");
  const all = stack.resource?.[type] ?? {};
  const found = id === undefined ? Object.values(all) : [all[id]];
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${type}: ${Object.keys(all).join(", ")}`);
  return found[0];
}

/** An empty folder for one test, removed after it. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "promises-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});
