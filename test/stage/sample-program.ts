import {
  type Rules,
  type Stage,
  type Workspace,
  defineApp,
  defineStage,
  defineWorkspace,
} from "databricks-apps-constructs";
import { tryBind } from "../../src/stage/bind";
import { checkProgram } from "../../src/stage/check-program";
import type { Finding } from "../../src/stage/finding";
import type { PlacedApp, PlacedStack, Program } from "../../src/stage/program";
import type { Members } from "../support/generate-draw";

export interface SampleApp {
  readonly path?: string;
  readonly definition?: Members;
  readonly stage?: Members;
  readonly workspace?: Workspace;
  /** Nearest first. */
  readonly rules?: readonly Rules[];
}

export function workspaceWith(more: Partial<Workspace> = {}): Workspace {
  return defineWorkspace({
    name: "prod",
    host: "https://adb-3333333333333333.3.azuredatabricks.net",
    workspaceId: "3333333333333333",
    accountId: "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11",
    cloud: "azure",
    region: "westeurope",
    tier: "PREMIUM",
    auth: { type: "azure-cli" },
    backend: { kind: "local", folder: "../../../state" },
    features: ["horizontalScaling", "userAuthorization"],
    ...more,
  });
}

/** An App at a place of a program; unless told otherwise it gives no check anything to say. */
export function placed(app: SampleApp = {}): PlacedApp {
  const { path = "orders-prod", workspace = workspaceWith(), rules = [] } = app;
  const definition = defineApp({ name: `app-${path}`, ...app.definition });
  const stage = defineStage(definition, workspace, app.stage ?? {}) as unknown as Stage;
  return {
    path,
    stack: path,
    stage,
    binding: tryBind(stage),
    rules: rules.map((rule, index) => ({ ...rule, at: `scope-${index}` })),
  };
}

export function programOf(apps: readonly PlacedApp[], more: Partial<Program> = {}): Program {
  return { apps, stacks: [], workspaces: [], misplaced: [], ...more };
}

export function stack(id: string, stateAddress?: string): PlacedStack {
  return { id, path: `pipeline/${id}`, ...(stateAddress === undefined ? {} : { stateAddress }) };
}

export function findingsOf(...apps: readonly SampleApp[]): readonly Finding[] {
  return checkProgram(programOf(apps.map(placed)));
}

/** What a test asserts of a finding: never its prose. */
export function brief({ code, path, level, acknowledged }: Finding): object {
  return { code, path: path.join("/"), level, ...(acknowledged === undefined ? {} : { acknowledged }) };
}
