import { type TerraformStack } from "cdktf";
import { AppsError } from "../errors";
import { PROVIDER_FLOOR } from "../facts/provider-versions";
import { isOverrides, type Overrides, overridesOf } from "./stack-overrides";

const VERSION_PATH = ["terraform", "required_providers", "databricks", "version"];
const floors = new WeakMap<TerraformStack, string>();

/**
 * Requires at least this version of the provider in a stack; the highest one asked for counts.
 *
 * As an override of the stack, because a prebuilt provider beside ours pins one exact version, older than the arguments
 * we write. Whatever the user overrides there, before or after, stays.
 */
export function requireProvider(stack: TerraformStack, version: string = PROVIDER_FLOOR.value): void {
  const floor = floors.get(stack);
  if (version === floor || (floor !== undefined && !isHigher(parse(version), parse(floor)))) return;
  const constraint = `>= ${parse(version).join(".")}`;
  const overrides = overridesOf(stack);
  // Where the engine does not tell what the user overrides, the floor counts: without it an apply would fail.
  const isOurs = overrides === undefined || versionIn(overrides) === (floor && `>= ${floor}`);
  if (isOurs) stack.addOverride(VERSION_PATH.join("."), constraint);
  floors.set(stack, version);
}

/** Undefined where nothing stands there; the user may also have decided about anything around it as a whole. */
function versionIn(overrides: Overrides): unknown {
  let at: unknown = overrides;
  for (const key of VERSION_PATH) {
    if (!isOverrides(at)) return DECIDED;
    if (!(key in at)) return undefined;
    at = at[key];
  }
  return at ?? DECIDED;
}

const DECIDED = Symbol("by the user");

/** Is this floor, as a text, the only thing that is overridden in a stack? */
export function isFloorAlone(overrides: Overrides | undefined): overrides is Overrides {
  let at: unknown = overrides;
  for (const key of VERSION_PATH) {
    if (!isOverrides(at)) return false;
    for (const name in at) if (name !== key) return false;
    at = at[key];
  }
  return typeof at === "string" && /^>= \d+\.\d+\.\d+$/.test(at);
}

type Version = readonly [number, number, number];

function parse(version: string): Version {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) {
    throw new AppsError([
      {
        code: "provider.version",
        path: ["requireAtLeast"],
        message: "a floor of the provider's version is three numbers, without an operator",
        got: version,
        fix: `write it like "${PROVIDER_FLOOR.value}"`,
      },
    ]);
  }
  return [Number(major), Number(minor), Number(patch)];
}

function isHigher(a: Version, b: Version): boolean {
  const [major, minor, patch] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return (major || minor || patch) > 0;
}
