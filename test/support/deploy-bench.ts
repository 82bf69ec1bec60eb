import {
  type Fault,
  LocalControlPlane,
  type LocalControlPlaneOptions,
  type RecordedRequest,
  seedFromAssembly,
} from "databricks-apps-local";
import { runCli } from "../cli/run-cli";
import { type Ran, type Running, startDbapps } from "./dbapps-process";
import { type Build, type Document, STAGE, WORKSPACE, removeBuilds } from "./deploy-build";

const APPS = "/api/2.0/apps";

const benches = new Set<DeployBench>();

/** After all tests of a file: what a test that failed left open, too. */
export async function cleanUp(): Promise<void> {
  for (const bench of benches) await bench.close();
  removeBuilds();
}

export interface DeploymentOfApp {
  readonly id: string;
  /** Short; undefined where it is not a release. */
  readonly release: string | undefined;
  readonly state: string;
}

/** A control plane with one app that Terraform made, stopped, and nothing deployed; and dbapps against it. */
export class DeployBench {
  private readonly running = new Set<Running>();

  private constructor(
    readonly plane: LocalControlPlane,
    readonly token: string,
  ) {}

  static async open(of: Build, options: LocalControlPlaneOptions = {}): Promise<DeployBench> {
    const plane = await LocalControlPlane.start({ seed: seedFromAssembly(of.assembly), ...options });
    const bench = new DeployBench(plane, plane.token());
    benches.add(bench);
    await bench.call("POST", `${APPS}?no_compute=true`, { name: "orders" });
    return bench;
  }

  /** With an app that ran a release, and whose compute is stopped. */
  static async stopped(of: Build, options: LocalControlPlaneOptions = {}): Promise<DeployBench> {
    const bench = await DeployBench.open(of, options);
    await bench.json(of, "deploy", STAGE);
    await bench.call("POST", `${APPS}/orders/stop`, {});
    return bench;
  }

  /** Starts dbapps; nothing of this machine gets into it. */
  start({ folder }: Build, ...args: readonly string[]): Running {
    const running = startDbapps(folder, this.environment, args);
    void running.ended.then(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  run(of: Build, ...args: readonly string[]): Promise<Ran> {
    return this.start(of, ...args).ended;
  }

  /** Without a process of its own. */
  async print(of: Build, ...args: readonly string[]): Promise<Ran> {
    const env = this.environment;
    // The clock is the process's own.
    Object.assign(process.env, env);
    const { code, out, err } = await runCli(args, of.folder, env, { now: new Date() });
    return { code, stdout: out, stderr: err };
  }

  /** The one JSON document, and how it ended. */
  async json(of: Build, ...args: readonly string[]): Promise<{ readonly code: number; readonly document: Document }> {
    const ran = await this.print(of, ...args, "--json");
    if (this.hasToken(ran)) throw new Error("a token was printed");
    return { code: ran.code ?? -1, document: JSON.parse(ran.stdout) };
  }

  private get environment(): Readonly<Record<string, string>> {
    return {
      DBAPPS_LOCAL_URL: this.plane.url,
      DBAPPS_LOCAL_TOKENS: `${WORKSPACE.workspaceId}=${this.token}`,
      DBAPPS_LOCAL_PACE: "0.02",
    };
  }

  /** Runs dbapps until its call number `nth`, kills it there, and lets the call end without it. */
  async killAt(nth: number, when: "before" | "after", of: Build, ...args: readonly string[]): Promise<Ran> {
    const held = this.hold({ path: /./, nth }, when);
    const run = this.start(of, ...args);
    await Promise.race([held.reached, run.ended]);
    run.kill();
    const ran = await run.ended;
    held.release();
    return ran;
  }

  /** Stops a call until `release`. */
  hold(fault: Omit<Fault, "effect">, when: "before" | "after"): { readonly reached: Promise<void>; release(): void } {
    let reached = (): void => undefined;
    let release = (): void => undefined;
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    const until = new Promise<void>((resolve) => (release = resolve));
    this.plane.faults.add({
      ...fault,
      effect: {
        kind: "hold",
        when,
        until,
        reached: () => {
          reached();
        },
      },
    });
    return {
      reached: isReached,
      release: () => {
        release();
      },
    };
  }

  /** What there was to hear of one command: the calls since `before`. */
  calls(before = 0): readonly RecordedRequest[] {
    return this.plane.inspect().requests.slice(before);
  }

  /** Every deployment, the oldest first: what the vendor would have been asked for. */
  get deployments(): readonly DeploymentOfApp[] {
    return this.app.deployments.map(({ id, sourceCodePath, state }) => ({
      id,
      state,
      release: /\/([0-9a-f]{12})$/.exec(sourceCodePath)?.[1],
    }));
  }

  /** The release that serves. */
  get active(): string | undefined {
    return this.deployments.find(({ id }) => id === this.app.active)?.release;
  }

  /** The content of the files that an app was given, by their path. */
  get files(): Readonly<Record<string, string>> {
    return this.app.deployments.find(({ id }) => id === this.app.active)?.files ?? {};
  }

  get app() {
    const app = this.plane.state.workspaces[WORKSPACE.workspaceId]?.apps.orders;
    if (app === undefined) throw new Error("there is no app orders");
    return app;
  }

  /** By path, everything that was uploaded. */
  get uploads(): readonly string[] {
    const files = this.plane.state.workspaces[WORKSPACE.workspaceId]?.files ?? {};
    return Object.keys(files).filter((path) => path.includes("/.dbapps/"));
  }

  /** Does this text hold what nobody may see? */
  hasToken({ stdout, stderr }: Ran): boolean {
    return `${stdout}${stderr}`.includes(this.token);
  }

  async call(method: string, path: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${this.plane.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }

  async close(): Promise<void> {
    benches.delete(this);
    for (const run of this.running) run.kill();
    await this.plane.stop();
  }
}
