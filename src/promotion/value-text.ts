import { concealText } from "../definition/conceal";
import type { BoundValue } from "../stage/bound-app";

/** A bound value for a person: an object that the stack itself makes has no name yet. */
export function valueText(value: BoundValue): string {
  if (typeof value === "string") return concealText(value);
  if ("template" in value) return concealText(`known after apply (${value.template})`);
  return concealText(
    value.stack === undefined
      ? `created by this stack (${value.ref})`
      : `created by stack ${value.stack} (${value.ref})`,
  );
}

/** Is this something that only Terraform will know? */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" ? concealText(value).includes("<token>") : typeof value === "object";
}
