import { type TerraformStack } from "cdktf";
import { AppsError } from "../errors";
import { PROVIDER_FLOOR } from "../facts/provider-versions";
import { LightToken } from "./light-token";
import { isOverrides, stackOverrides } from "./stack-overrides";

const VERSION_PATH = ["terraform", "required_providers", "databricks", "version"];
const floors = new WeakMap<TerraformStack, string>();

/**
 * Requires at least this version of the provider in a stack; the highest one asked for counts.
 *
 * As an override of the stack, because a prebuilt provider beside ours pins one exact version, older than the arguments
 * we write. Whatever the user overrides there, before or after, stays.
 */
export function requireProvider(stack: TerraformStack, version: string = PROVIDER_FLOOR.value): void {
  const wanted = parse(version);
  const floor = floors.get(stack);
  if (floor === undefined && !isOverridden(stack)) {
    stack.addOverride(VERSION_PATH.join("."), new Floor(stack).toString());
  }
  if (floor === undefined || isHigher(wanted, parse(floor))) floors.set(stack, version);
}

/** The floor of a stack, once everything that raises it is known. */
class Floor extends LightToken {
  constructor(private readonly stack: TerraformStack) {
    super();
  }

  override resolve(): string {
    return `>= ${floors.get(this.stack) ?? PROVIDER_FLOOR.value}`;
  }
}

/** Did the user decide about the version, or about anything around it as a whole? */
function isOverridden(stack: TerraformStack): boolean {
  let at: unknown = stackOverrides(stack) ?? {};
  for (const key of VERSION_PATH) {
    if (!isOverrides(at)) return true;
    if (!(key in at)) return false;
    at = at[key];
  }
  return true;
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
