import type { AppRecord, Promotion } from "../assembly/promotion";
import { type Place, stepsOf } from "../assembly/review";
import { nearest } from "../definition/nearest";
import { oneLine } from "../promotion/show";
import { CommandError } from "./io";

/** The assemblies of a comparison, by the names that tell them apart; one and the same where only stages differ. */
export interface Assemblies {
  readonly from: Assembly;
  readonly to: Assembly;
}

interface Assembly {
  readonly promotion: Promotion;
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

export interface Selection {
  readonly pairs: readonly (readonly [before: Place, after: Place])[];
  /** Apps that are on one side only. */
  readonly notes: readonly string[];
}

/**
 * What is compared. Two names: these stages. One: the same stage of two assemblies. None: every App of two assemblies,
 * or every step of one assembly's pipelines. With a network to compare there may be no App on both sides.
 */
export function select(
  { from, to }: Assemblies,
  names: readonly string[],
  app?: string,
  hasNetwork = false,
): Selection {
  const isOne = from.name === to.name;
  const [first, second = first] = names;
  if (first === undefined && isOne) {
    const steps = stepsOf(to.promotion).filter(([, after]) => isWanted(after.app, app));
    if (steps.length === 0) fail("there is no step to compare: name two stages", app, to.promotion);
    return { pairs: steps, notes: [] };
  }
  if (isOne && names.length === 1) throw new CommandError("name the other stage too, or another assembly with --from");
  const place = (side: Assembly, record: AppRecord): Place => ({
    promotion: side.promotion,
    app: record,
    ...(isOne ? ofOne(first, second, record) : { title: `${record.bound.stage} (${side.name})` }),
  });
  const before = appsCalled(from.promotion, first).filter((one) => isWanted(one, app));
  const after = appsCalled(to.promotion, second).filter((one) => isWanted(one, app));
  const { pairs, alone } = pair(before, after, first === second ? byPath : byName);
  if (pairs.length === 0 && !hasNetwork) fail("no app is on both sides", app, to.promotion);
  return {
    pairs: pairs.map(([was, is]) => [place(from, was), place(to, is)]),
    notes: alone.map((one) => `only in ${oneLine(one.bound.stage)}: ${oneLine(one.path)}`),
  };
}

/** Stacks may be named instead of stages: their Apps may be of one stage. */
function ofOne(first: string | undefined, second: string | undefined, record: AppRecord): { readonly title?: string } {
  const isStage = (name?: string) => name === record.bound.stage;
  return isStage(first) || isStage(second) ? {} : { title: record.stack };
}

/** Of that definition; every one where none is named. */
export function isWanted({ bound }: AppRecord, app?: string): boolean {
  return app === undefined || bound.definition === app;
}

export function fail(message: string, app: string | undefined, { apps }: Promotion): never {
  const known = [...new Set(apps.map(({ bound }) => bound.definition))];
  if (app === undefined || known.includes(app)) throw new CommandError(message);
  throw new CommandError(unknown("app", app, known));
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const hint = near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
  return oneLine(`there is no ${what} ${name}: ${hint}`);
}

/** By stage, by stack, or by the App's path. */
export function appsCalled({ apps }: Promotion, name: string | undefined): readonly AppRecord[] {
  if (name === undefined) return apps;
  const ways: readonly ((app: AppRecord) => string)[] = [
    ({ bound }) => bound.stage,
    ({ stack }) => stack,
    ({ path }) => path,
  ];
  const found = ways.map((way) => apps.filter((app) => way(app) === name)).find((all) => all.length > 0);
  if (found !== undefined) return found;
  const known = [...new Set(ways.slice(0, 2).flatMap((way) => apps.map(way)))];
  throw new CommandError(unknown("stage or stack", name, known));
}

const byPath = ({ path }: AppRecord) => [path];
/** An app is the same one in another stage if its definition is; its name tells several of one definition apart. */
const byName = ({ bound }: AppRecord) => [`${bound.definition} ${bound.name}`, bound.definition];

function pair(
  before: readonly AppRecord[],
  after: readonly AppRecord[],
  keysOf: (app: AppRecord) => readonly string[],
): { readonly pairs: readonly [AppRecord, AppRecord][]; readonly alone: readonly AppRecord[] } {
  const left = new Set(before);
  const found = new Map<AppRecord, AppRecord>();
  const ranks = keysOf === byPath ? [0] : [0, 1];
  for (const rank of ranks) {
    for (const app of after) {
      if (found.has(app)) continue;
      const partner = [...left].find((one) => keysOf(one)[rank] === keysOf(app)[rank]);
      if (partner === undefined) continue;
      found.set(app, partner);
      left.delete(partner);
    }
  }
  const pairs = after.flatMap((app): [AppRecord, AppRecord][] => {
    const partner = found.get(app);
    return partner === undefined ? [] : [[partner, app]];
  });
  return { pairs, alone: [...left, ...after.filter((app) => !found.has(app))] };
}
