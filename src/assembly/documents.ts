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

/** What is asked of one document: all of them together would be the largest thing in the memory of a program. */
interface ReadDocument {
  readonly digest: string;
  /** Undefined where nothing was, and where it is no JSON: what was overridden there is not known. */
  readonly overrides: ReadonlyMap<string, readonly OverrideRecord[]> | undefined;
  readonly kept?: WrittenResources;
}

/** Looks at each document once: as it is written where somebody tells it, in its file at the end otherwise. */
export class DocumentReader {
  private readonly read = new Map<string, ReadDocument>();

  /** @param types of the resources that are kept */
  constructor(private readonly types: readonly string[]) {}

  /** A document and its text, which was just written; what it was before is forgotten. */
  add(stack: string, text: string, document: object, emitters: readonly Emitter[]): void {
    const { resource } = document as { readonly resource?: WrittenResources };
    this.read.set(stack, this.look(stack, text, resource ?? {}, emitters));
  }

  forget(stack: string): void {
    this.read.delete(stack);
  }

  /**
   * All documents, and the reader is as new.
   *
   * @param files where each stack's document lies, relative to the assembly
   * @param emittersOf those of a stack that nobody told of
   * @param paths of all emitters, with the stack of each, in the order of the records
   */
  finish(
    outdir: string,
    files: Readonly<Record<string, string>>,
    emittersOf: (stack: string) => readonly Emitter[],
    paths: readonly (readonly [path: string, stack: string])[],
  ): WrittenDocuments {
    const stacks = Object.keys(files).sort((a, b) => (a < b ? -1 : 1));
    for (const stack of stacks) {
      if (this.read.has(stack)) continue;
      const text = fs.readFileSync(path.join(outdir, files[stack] ?? ""), "utf8");
      this.read.set(stack, this.look(stack, text, resourcesOf(text), emittersOf(stack)));
    }
    const documents = new Map(this.read);
    this.read.clear();
    const kept: Record<string, WrittenResources> = {};
    const digests = stacks.map((stack): [string, string] => {
      const document = documents.get(stack);
      if (document?.kept !== undefined) kept[stack] = document.kept;
      return [stack, document?.digest ?? ""];
    });
    const overrides: OverrideRecord[] = [];
    for (const [at, stack] of paths) overrides.push(...(documents.get(stack)?.overrides?.get(at) ?? []));
    return { digests, overrides, kept };
  }

  private look(
    stack: string,
    text: string,
    resources: WrittenResources | undefined,
    emitters: readonly Emitter[],
  ): ReadDocument {
    const digest = sha256(text);
    if (resources === undefined) return { digest, overrides: undefined };
    const kept: Record<string, WrittenResources[string]> = {};
    for (const type of this.types) if (resources[type] !== undefined) kept[type] = resources[type];
    let overrides: Map<string, readonly OverrideRecord[]> | undefined;
    for (const emitter of emitters) {
      const records = overridesOf(stack, emitter, resources);
      if (records !== undefined) (overrides ??= new Map()).set(emitter.path, records);
    }
    return { digest, overrides, kept };
  }
}

/** Undefined where there are none, as nearly everywhere. */
function overridesOf(
  stack: string,
  { path: app, emitted }: Emitter,
  resources: WrittenResources,
): OverrideRecord[] | undefined {
  let records: OverrideRecord[] | undefined;
  for (const { address, config } of emitted) {
    const dot = address.indexOf(".");
    const attributes = changedAttributes(config, resources[address.slice(0, dot)]?.[address.slice(dot + 1)]);
    if (attributes.length > 0) (records ??= []).push({ app, stack, address, attributes });
  }
  return records;
}

/** cdktf can write HCL instead of JSON; what was overridden there is not known. */
function resourcesOf(text: string): WrittenResources | undefined {
  return text.startsWith("{") ? ((JSON.parse(text) as { resource?: WrittenResources }).resource ?? {}) : undefined;
}
