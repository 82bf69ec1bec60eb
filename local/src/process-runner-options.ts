import * as os from "node:os";
import { madeUpSecret } from "./app-launch";
import type { SecretLookup } from "./process-environment";

export interface ProcessRunnerOptions {
  /** Where the folders of the apps are made; they are removed in the end. @default the system's for temporary files */
  readonly folder?: string;
  /** How many apps run at the same time. @default 10 */
  readonly maxProcesses?: number;
  /** How long an app may run before it is stopped. @default 10 minutes */
  readonly maxRunMilliseconds?: number;
  /** How long it may take until it listens. @default 1 minute; the vendor waits 10 */
  readonly startMilliseconds?: number;
  /** Between SIGTERM and SIGKILL. @default 15 seconds, the vendor's */
  readonly stopMilliseconds?: number;
  /** How many characters of an app's output are kept. @default 262144 */
  readonly logCharacters?: number;
  /** What is in the secrets that apps are bound to. @default a made-up value for each */
  readonly secret?: SecretLookup;
}

export const DEFAULTS: Required<ProcessRunnerOptions> = {
  folder: os.tmpdir(),
  maxProcesses: 10,
  maxRunMilliseconds: 10 * 60_000,
  startMilliseconds: 60_000,
  stopMilliseconds: 15_000,
  logCharacters: 262_144,
  secret: madeUpSecret,
};
