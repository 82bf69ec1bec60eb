import type { Deployment } from "./state";

/** What a variable gets that names a resource: a value, or a secret that the runner looks up. */
export type Reference = string | { readonly scope: string; readonly key: string };

/** One deployment that is to run, with all that its process is told. */
export interface Run {
  readonly workspace: string;
  readonly app: string;
  readonly deployment: Deployment;
  /** What the platform itself sets. */
  readonly variables: { readonly [name: string]: string };
  /** What `valueFrom` stands for, by the key of the resource. */
  readonly references: { readonly [resource: string]: Reference };
  /** The content of a file of the deployment. */
  readonly content: (digest: string) => Uint8Array | undefined;
}

export type Outcome =
  | { readonly state: "RUNNING"; readonly message: string }
  /** It never came up: the deployment failed. */
  | { readonly state: "FAILED"; readonly message: string }
  /** It came up and died. */
  | { readonly state: "CRASHED"; readonly message: string };

/** A line that an app printed. */
export interface LogLine {
  /** From 1, and never used again. */
  readonly number: number;
  readonly time: string;
  readonly deployment: string;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** What there is of an app on this machine. */
export interface AppRun {
  readonly workspace: string;
  readonly app: string;
  /** The living ones; while a deployment starts, the one before it still serves. */
  readonly processes: readonly {
    readonly deployment: string;
    readonly pid: number;
    readonly port: number;
    readonly serving: boolean;
  }[];
  /** The last of them. */
  readonly logs: readonly LogLine[];
}

/** Runs deployed apps. */
export interface Runner {
  /** Do its processes end with the server? Then a server that finds them in its state starts them again. */
  readonly endsWithServer: boolean;
  /** Reports once how the start ended, and again whenever that changes; at once or later. */
  start(run: Run, report: (outcome: Outcome) => void): void;
  /** @param keepLogs - the compute stays up. */
  stop(workspace: string, app: string, keepLogs?: boolean): void;
  inspect(): readonly AppRun[];
  /** The end of the server: nothing may outlive it. */
  close(): Promise<void>;
}

/** Pretends: everything that is started runs. */
export class PretendRunner implements Runner {
  readonly endsWithServer = false;

  start(_run: Run, report: (outcome: Outcome) => void): void {
    report({ state: "RUNNING", message: "App has status: App is running" });
  }

  stop(_workspace: string, _app: string): void {
    // Nothing runs.
  }

  inspect(): readonly AppRun[] {
    return [];
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
