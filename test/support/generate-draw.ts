import {
  type AppDefinitionProps,
  type Extension,
  type Resources,
  type Stage,
  type StageInput,
  type Workspace,
  defineApp,
  defineStage,
  defineWorkspace,
  extendApp,
} from "databricks-apps-constructs";

export interface Members {
  [key: string]: unknown;
}

/** What a program says, as plain data: the arguments of defineApp, extendApp, defineWorkspace and defineStage. */
export interface Draw {
  definition: unknown;
  workspace: unknown;
  stage: unknown;
  extension?: unknown;
}

export type Path = readonly (string | number)[];

/** The stage that a program would make of a draw. */
export function stageOf({ definition, workspace, stage, extension }: Draw): Stage {
  const app = defineApp(definition as AppDefinitionProps<Resources, string, string>);
  const extended = extension === undefined ? app : extendApp(app, extension as Extension<Resources, string, string>);
  return defineStage(extended, defineWorkspace(workspace as Workspace), stage as StageInput<Resources, string, string>);
}

/** An independent copy, to be changed. What structuredClone makes is of another realm in jest: nobody can show it. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((member: unknown) => copyOf(member)) as T;
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])) as T;
}

/** What stands at a path of a draw. */
export function at(draw: Draw, ...path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isMembers(value) ? value[key] : undefined), draw);
}

/** The members at a path of a draw. */
export function membersAt(draw: Draw, ...path: Path): Members {
  const value = at(draw, ...path);
  return isMembers(value) ? value : {};
}

/** Writes a value; objects on the way to it are made. */
export function put(draw: Draw, path: Path, value: unknown): void {
  const [last, ...above] = [...path].reverse();
  let here = draw as unknown as Members;
  for (const key of above.reverse()) {
    const next = here[key];
    if (isMembers(next)) here = next;
    else here = here[key] = {};
  }
  // An own member even for a key such as `__proto__`.
  Object.defineProperty(here, String(last), { value, enumerable: true, configurable: true, writable: true });
}

export function remove(draw: Draw, path: Path): void {
  const holder = at(draw, ...path.slice(0, -1));
  if (isMembers(holder)) Reflect.deleteProperty(holder, String(path.at(-1)));
}

/** Every place of a value that something else can be put into. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  if (!isMembers(value)) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn(value[key as string], [...path, key]))];
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}
