import type { Json } from "./json";
import type { Principal } from "./principal";
import type { AppRun } from "./runner";
import type { Token, World } from "./state";

/** A call, as it came and as it ended. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** Of JSON bodies; others are not kept. */
  readonly body?: Json;
  /** 0 where the connection was broken on request. */
  readonly status: number;
  readonly workspace?: string;
  /** Where the call is one of the account level. */
  readonly account?: string;
  readonly identity?: Principal;
}

/** What a test looks at. */
export interface Inspection {
  /** The last ten thousand. */
  readonly requests: readonly RecordedRequest[];
  /** Calls that nothing here answers: something is missing, or somebody misspelt. */
  readonly unknown: readonly RecordedRequest[];
  readonly tokens: readonly Token[];
  /** What runs on this machine, and what it printed. */
  readonly runs: readonly AppRun[];
  /** A copy, without the secrets of the apps' service principals. */
  readonly world: World;
}

const KEPT = 10_000;

export class Recorder {
  private readonly kept: RecordedRequest[] = [];

  record(request: RecordedRequest): void {
    this.kept.push(request);
    if (this.kept.length > KEPT) this.kept.shift();
  }

  get requests(): readonly RecordedRequest[] {
    return [...this.kept];
  }
}

/** What is looked at ends up in the output of tests. */
export function withoutSecrets(world: World): World {
  for (const { servicePrincipals } of Object.values(world.workspaces)) {
    for (const [index, { clientSecret: _secret, ...shown }] of servicePrincipals.entries()) {
      servicePrincipals[index] = shown;
    }
  }
  return world;
}
