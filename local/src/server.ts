import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Context } from "./api";
import { Blobs } from "./blobs";
import { type Clock, systemClock } from "./clock";
import { Faults } from "./faults";
import { httpApp } from "./http/http-app";
import { listen } from "./http/listen";
import { LogStream } from "./http/log-stream";
import { type Inspection, Recorder, withoutSecrets } from "./inspection";
import { type Principal, isKnown, samePrincipal } from "./principal";
import { resumeApps } from "./apps/app-resume";
import type { ConnectionState } from "./account/account";
import { type EgressDecision, type EgressProduct, decideEgress } from "./account/egress-decision";
import { ACCOUNT_ROUTES, OPEN_ROUTES, WORKSPACE_ROUTES } from "./routes/routes";
import { PretendRunner, type Runner } from "./runner";
import type { LocalControlPlaneOptions } from "./server-options";
import { type Seed, deployerOf, plant } from "./seed";
import type { World } from "./state";
import { Store } from "./store";
import { type Switches, switchesWith } from "./switches";
import { issueAccountToken, issueSecret, issueToken } from "./tokens";
import { findWorkspace } from "./workspace-lookup";

/** Traffic that wants out of a workspace. */
export interface EgressQuestion {
  /** Its id or name; may be left out where there is one alone. */
  readonly workspace?: string;
  readonly host: string;
  /** @default "apps" */
  readonly product?: EgressProduct;
}

/**
 * The control plane of an account on this machine: the REST calls of Databricks Apps, for one or many workspaces, on
 * 127.0.0.1 alone. A bearer token says which workspace is meant and who calls.
 */
export class LocalControlPlane {
  /** What goes wrong on request. */
  readonly faults = new Faults();
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly switches: Switches;

  private readonly recorder = new Recorder();
  private readonly clock: Clock;
  private readonly runner: Runner;
  private readonly blobs: Blobs;
  private readonly store: Store;

  static async start(options: LocalControlPlaneOptions = {}): Promise<LocalControlPlane> {
    let plane: LocalControlPlane | undefined;
    const core = {
      get recorder() {
        return ready(plane).recorder;
      },
      change: <T>(work: (context: Context) => T): T => ready(plane).change(work),
    };
    const app = httpApp(core, { workspace: WORKSPACE_ROUTES, account: ACCOUNT_ROUTES, open: OPEN_ROUTES });
    // Nothing is answered before start() is over: what listens below has no plane yet only until the next line.
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    const logStream = new LogStream(core);
    logStream.attach(server);
    const store = new Store(options.stateFile);
    await listen(server, options.port ?? 0);
    try {
      plane = new LocalControlPlane(server, logStream, store, options);
      if (options.seed !== undefined) plane.seed(options.seed);
      if (plane.runner.endsWithServer) plane.change(resumeApps);
      return plane;
    } catch (error) {
      // What could not start must not keep its caller alive.
      server.close();
      throw error;
    }
  }

  private constructor(
    private readonly server: Server,
    private readonly logStream: LogStream,
    store: Store,
    options: LocalControlPlaneOptions,
  ) {
    this.store = store;
    this.blobs = new Blobs(options.stateFile === undefined ? undefined : `${options.stateFile}.files`);
    this.switches = switchesWith(options.switches);
    this.clock = options.clock ?? systemClock;
    this.runner = options.runner ?? new PretendRunner();
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Adds what is not there yet. */
  seed(seed: Seed): void {
    this.store.change((world) => {
      plant(world, seed);
      for (const workspace of Object.values(world.workspaces)) issueToken(world, workspace, deployerOf(workspace));
    });
  }

  /**
   * The bearer token of somebody; without anybody, of who deploys there.
   *
   * @param workspace - its id or name; may be left out where there is one alone
   */
  token(identity?: Principal, workspace?: string): string {
    return this.store.change((world) => {
      const found = findWorkspace(world, workspace);
      const who = identity ?? deployerOf(found);
      if (!isKnown(found, who)) throw new Error(`${who.kind} ${who.name} is not known in workspace ${found.name}`);
      return issueToken(world, found, who);
    });
  }

  /**
   * The bearer token for the account level; without anybody, of its first admin. Somebody else is known as a member of
   * any workspace, and refused by every call.
   */
  accountToken(identity?: Principal): string {
    return this.store.change((world) => {
      const { admins } = world.account;
      const who = identity ?? admins[0];
      const known = (each: Principal): boolean =>
        admins.some((admin) => samePrincipal(admin, each)) ||
        Object.values(world.workspaces).some((workspace) => isKnown(workspace, each));
      if (who === undefined || !known(who)) throw new Error(`${who?.name ?? "nobody"} is not known in the account`);
      return issueAccountToken(world, who);
    });
  }

  /** The OAuth secret of a service principal; without one, of who deploys there. */
  clientSecret(identity?: Principal, workspace?: string): string {
    return this.store.change((world) => {
      const found = findWorkspace(world, workspace);
      return issueSecret(found, identity ?? deployerOf(found));
    });
  }

  /** What the network policy of a workspace, as it is now, says to traffic. */
  egress({ workspace, host, product = "apps" }: EgressQuestion): EgressDecision {
    const { world } = this.store;
    return decideEgress(world, this.switches, findWorkspace(world, workspace).id, host, product);
  }

  /** What the owner of a private endpoint's target answers, in that cloud's portal. */
  answerEndpoint(rule: string, state: ConnectionState): void {
    this.store.change(({ account }) => {
      const rules = Object.values(account.connectivityConfigs).map((config) => config.rules[rule]);
      const found = rules.find((each) => each !== undefined);
      if (found === undefined) throw new Error(`there is no private endpoint rule ${rule}`);
      found.connectionState = state;
    });
  }

  /** A copy of everything there is. */
  get state(): World {
    return structuredClone(this.store.world);
  }

  inspect(): Inspection {
    const { requests } = this.recorder;
    const world = withoutSecrets(this.state);
    const unknown = requests.filter(({ status }) => status === 501);
    return { requests, unknown, tokens: world.tokens, runs: this.runner.inspect(), world };
  }

  async stop(): Promise<void> {
    this.logStream.close();
    await this.runner.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private change<T>(work: (context: Context) => T): T {
    return this.store.change((world) => {
      const { clock, switches, blobs, runner, faults, url } = this;
      const later = (change: (world: World) => void): void => {
        this.store.change(change);
      };
      return work({ world, clock, switches, blobs, runner, faults, url, later });
    });
  }
}

function ready(plane: LocalControlPlane | undefined): LocalControlPlane {
  if (plane === undefined) throw new Error("the control plane is still starting");
  return plane;
}
