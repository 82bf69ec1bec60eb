import { AppsError } from "../errors";
import { bringApps } from "./bring-apps";
import type { CommonOptions, Io } from "./io";
import { signIn } from "./sign-in";
import { type Chosen, chooseApps, type StageApp, verifiedSource } from "./stage-apps";
import { minutes, wholeNumber } from "./time";

export interface DeployOptions extends CommonOptions {
  readonly assembly?: string;
  readonly app?: string;
  /** In minutes. */
  readonly timeout: string;
  /** How many folders of releases stay. */
  readonly keep: string;
}

/** Brings the apps of a stage to the release of the assembly, one after the other. */
export async function deploy(io: Io, stage: string, options: DeployOptions): Promise<number> {
  const milliseconds = minutes(options.timeout);
  const keep = wholeNumber("--keep", options.keep);
  const chosen = chooseApps(io.cwd, stage, options);
  // Before the first call: half a stage is not deployed because the other half has a wrong byte.
  const ready = verified(chosen).map((each) => ({ ...each, api: signIn(io, chosen.assembly, each.record) }));
  return bringApps(io, stage, ready, { milliseconds, keep, json: options.json === true });
}

type Ready = Required<StageApp> & { readonly source: ReturnType<typeof verifiedSource> };

function verified({ assembly, promotion, apps }: Chosen): readonly Ready[] {
  const ready: Ready[] = [];
  const errors: AppsError[] = [];
  for (const { record, goal } of apps) {
    try {
      const source = verifiedSource(assembly, promotion, record);
      if (goal !== undefined) ready.push({ record, goal, source });
    } catch (error) {
      if (!(error instanceof AppsError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AppsError(errors.flatMap(({ issues }) => issues));
  return ready;
}
