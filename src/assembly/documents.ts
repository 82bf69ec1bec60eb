import * as fs from "node:fs";
import * as path from "node:path";
import { sha256 } from "../definition/digest";
import { changedAttributes } from "./overrides";
import type { OverrideRecord } from "./promotion";

/** One resource, as the bound app or the network wants it. */
export interface Emitted {
  /** `type.id`. */
  readonly address: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** An App, or a part of a network, with the arguments that its resources were given. */
export interface Emitter {
  readonly path: string;
  readonly stack: string;
  readonly emitted: readonly Emitted[];
}

/** Resources of a document by type and id. */
export type WrittenResources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The documents of all stacks as they were written: only there stands what Aspects and overrides did. */
export interface WrittenDocuments {
  /** Of each document, by stack, sorted. */
  readonly digests: readonly (readonly [stack: string, digest: string])[];
  /** In the order of the emitters. */
  readonly overrides: readonly OverrideRecord[];
  /** By stack: the resources of the types that were asked for. */
  readonly kept: Readonly<Record<string, WrittenResources>>;
}

/**
 * Reads each document once and keeps of it what is asked for: all of them together would be the largest thing in the
 * memory of a program.
 *
 * @param files where each stack's document lies, relative to the assembly
 */
export function readDocuments(
  outdir: string,
  files: Readonly<Record<string, string>>,
  emitters: readonly Emitter[],
  types: readonly string[],
): WrittenDocuments {
  const byStack = new Map<string, Emitter[]>();
  for (const emitter of emitters) {
    const others = byStack.get(emitter.stack);
    if (others === undefined) byStack.set(emitter.stack, [emitter]);
    else others.push(emitter);
  }
  const overrides = new Map<Emitter, readonly OverrideRecord[]>();
  const digests: [string, string][] = [];
  const kept: Record<string, WrittenResources> = {};
  for (const [stack, file] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = fs.readFileSync(path.join(outdir, file), "utf8");
    digests.push([stack, sha256(text)]);
    const resources = resourcesOf(text);
    if (resources === undefined) continue;
    kept[stack] = Object.fromEntries(
      types.flatMap((type) => (resources[type] === undefined ? [] : [[type, resources[type]]])),
    );
    for (const emitter of byStack.get(stack) ?? []) overrides.set(emitter, overridesOf(emitter, resources));
  }
  return { digests, overrides: emitters.flatMap((emitter) => overrides.get(emitter) ?? []), kept };
}

function overridesOf({ path: app, stack, emitted }: Emitter, resources: WrittenResources): OverrideRecord[] {
  return emitted.flatMap(({ address, config }) => {
    const [type = "", id = ""] = address.split(".");
    const attributes = changedAttributes(config, resources[type]?.[id]);
    return attributes.length === 0 ? [] : [{ app, stack, address, attributes }];
  });
}

/** cdktf can write HCL instead of JSON; what was overridden there is not known. */
function resourcesOf(text: string): WrittenResources | undefined {
  return text.startsWith("{") ? ((JSON.parse(text) as { resource?: WrittenResources }).resource ?? {}) : undefined;
}
