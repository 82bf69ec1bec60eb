import { type TerraformStack } from "cdktf";
import { type PlainData, toPlainData } from "./plain-data";

/** The settings that take plain values; conditions and triggers are expressions, which cdktf renders. */
const PLAIN_SETTINGS: ReadonlyMap<string, string> = new Map([
  ["createBeforeDestroy", "create_before_destroy"],
  ["ignoreChanges", "ignore_changes"],
  ["preventDestroy", "prevent_destroy"],
]);

/** The `lifecycle` block of a resource in its final form, or undefined where cdktf has to render it. */
export function plainLifecycle(settings: object, stack: TerraformStack): PlainData | undefined {
  const lifecycle: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    const name = PLAIN_SETTINGS.get(key);
    if (name === undefined) return undefined;
    lifecycle[name] = value;
  }
  return toPlainData(lifecycle, stack);
}
