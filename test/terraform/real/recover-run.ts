import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { TerraformResource } from "cdktf";
import * as apps from "databricks-apps-constructs";
import {
  applyLocally,
  type Effect,
  type Fault,
  LocalControlPlane,
  type LocalControlPlaneOptions,
  type LocalStack,
  type RecordedRequest,
  seedFromAssembly,
} from "databricks-apps-local";
import { ORDERS as STAGE, RecoverProject, WORKSPACE } from "../../cli/recover-project";
import { runCli } from "../../cli/run-cli";
import type { Terraform } from "../../support/terraform";

export const APP = "databricks_app.orders";
export const PERMISSIONS = "databricks_permissions.orders_permissions_EED9341B";
export const APPS = "/api/2.0/apps";
export const ORDERS = `${APPS}/orders`;
export const ACCESS = "/api/2.0/permissions/apps/orders";

export type Program = ConstructorParameters<typeof RecoverProject>[0];

/** Somebody's override: compute comes up with the app, and the provider waits for it. */
export const WITH_COMPUTE: Program = (cdktfApp) => {
  const app = new apps.App(new apps.WorkspaceStack(cdktfApp, "orders-dev", WORKSPACE), "orders", STAGE);
  const resource = app.node.defaultChild;
  if (TerraformResource.isTerraformResource(resource)) resource.addOverride("no_compute", false);
};

/** A call of terraform that is to be hit. */
export type Call = Pick<Fault, "method" | "path" | "nth">;

/** What the vendor says in an answer that a fault put there. */
export const SAYS = "the vendor is not well today";

function answer(status: number): Effect {
  return { kind: "answer", status, message: SAYS };
}

const FAULTS: Readonly<Record<string, Effect>> = {
  "409": answer(409),
  "429": answer(429),
  "500": answer(500),
  "503": answer(503),
  "504": answer(504),
  "a delay": { kind: "delay", milliseconds: 1500 },
  "a connection that breaks before the effect": { kind: "drop", when: "before" },
  "a connection that breaks after the effect": { kind: "drop", when: "after" },
  "half an answer": { kind: "cut" },
};

/** A synthesized project, a control plane with what it is bound to, and the stack applied to that one. */
export class RecoverRun {
  private constructor(
    private readonly terraform: Terraform,
    readonly project: RecoverProject,
    readonly plane: LocalControlPlane,
    readonly stack: LocalStack,
    private readonly token: string,
  ) {}

  static async start(
    terraform: Terraform,
    program?: Program,
    options: LocalControlPlaneOptions = {},
  ): Promise<RecoverRun> {
    const project = new RecoverProject(program);
    const seed = seedFromAssembly(path.join(project.folder, "cdktf.out"));
    const plane = await LocalControlPlane.start({ ...options, seed });
    const token = plane.token();
    const { cliConfigFile } = terraform;
    const stack = applyLocally({
      stack: project.stack,
      url: plane.url,
      token,
      terraform: { cliConfigFile, timeoutSeconds: 50 },
    });
    return new RecoverRun(terraform, project, plane, stack, token);
  }

  async close(): Promise<void> {
    this.stack.remove();
    this.project.remove();
    await this.plane.stop();
  }

  /** `dbapps recover`, as whoever deploys, or with another token. */
  async recover(token = this.token) {
    return runCli(["recover", "orders-dev"], this.project.folder, {
      DATABRICKS_HOST: this.plane.url,
      DATABRICKS_TOKEN: token,
    });
  }

  /** What `apply` ended with: undefined, or what terraform printed. */
  async apply(): Promise<string | undefined> {
    try {
      await this.stack.apply();
      return undefined;
    } catch (error) {
      return (error instanceof Error ? error.message : String(error)).replace(/[\s│╷╵]+/g, " ");
    }
  }

  /** As where a runner is thrown away before its state was sent to the backend. */
  loseState(): void {
    fs.rmSync(path.join(this.stack.folder, "local.tfstate"), { force: true });
  }

  /** Changes arguments of the app in the synthesized document. */
  change(config: Readonly<Record<string, unknown>>): void {
    const file = path.join(this.project.stack, "cdk.tf.json");
    const document = JSON.parse(fs.readFileSync(file, "utf8"));
    Object.assign(document.resource.databricks_app.orders, config);
    fs.writeFileSync(file, JSON.stringify(document));
  }

  /** Lets one call meet one of FAULTS, once. */
  fail(call: Call, fault: string): void {
    const effect = FAULTS[fault];
    if (effect === undefined) throw new Error(`there is no fault ${fault}`);
    this.plane.faults.add({ ...call, effect });
  }

  /** What there is in the workspace. */
  get apps() {
    return this.plane.state.workspaces["1111"]?.apps ?? {};
  }

  /** The changes that were asked for so far, with their answers. */
  get writes(): readonly string[] {
    const changes = this.plane.inspect().requests.filter(({ method }) => method !== "GET");
    return changes.map(({ method, path: asked, status }: RecordedRequest) => `${method} ${asked} ${status}`);
  }

  /**
   * Kills terraform and its provider with SIGKILL, a command under way, at a call: before it has an effect, or after
   * that and before its answer. Returns when both are gone.
   */
  async killAt(call: Call, when: "before" | "after", command: readonly string[] = ["apply"]): Promise<void> {
    // Copies and initializes the stack.
    await this.stack.plan();
    let reached = (): void => undefined;
    let release = (): void => undefined;
    const isThere = new Promise<void>((resolve) => (reached = resolve));
    const until = new Promise<void>((resolve) => (release = resolve));
    this.plane.faults.add({ ...call, effect: { kind: "hold", when, reached: () => reached(), until } });
    const child = spawn("terraform", [...command, "-input=false", "-auto-approve", "-no-color"], {
      cwd: this.stack.folder,
      env: {
        PATH: process.env.PATH,
        HOME: path.dirname(this.stack.folder),
        TF_CLI_CONFIG_FILE: this.terraform.cliConfigFile,
        CHECKPOINT_DISABLE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
      // In a process group of its own: the provider is terraform's child.
      detached: true,
    });
    let output = "";
    const keep = (chunk: Buffer) => (output += String(chunk));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", keep);
    // The provider holds the pipes too: closed means that both are gone.
    const isGone = new Promise((resolve) => child.once("close", resolve));
    try {
      await Promise.race([
        isThere,
        isGone.then(() => {
          throw new Error(`terraform ended before it was killed:\n${output}`);
        }),
      ]);
    } finally {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await isGone;
      // The control plane has to notice that the caller hung up.
      await new Promise((resolve) => setTimeout(resolve, 100));
      release();
    }
  }
}
