import type { Clock } from "./clock";
import type { Runner } from "./runner";
import type { Seed } from "./seed";
import type { Switches } from "./switches";

export interface LocalControlPlaneOptions {
  /** @default any free port */
  readonly port?: number;
  /** Keeps the world there; uploaded files go into a folder beside it. @default memory alone */
  readonly stateFile?: string;
  /** What is there before anybody calls. @default nothing */
  readonly seed?: Seed;
  readonly switches?: Partial<Switches>;
  /** @default the machine's */
  readonly clock?: Clock;
  /** @default one that pretends */
  readonly runner?: Runner;
}
