import type { AppDefinition } from "../definition/app-definition";
import type { FileRecord } from "../files/file-record";
import type { BoundApp } from "../stage/bound-app";
import type { Finding } from "../stage/finding";
import type { SourceRecord } from "./sources";

export const PROMOTION_FILE = "promotion.json";
/** The same for people. */
export const PROMOTION_PAGE = "promotion.md";

/** A pipeline: its stacks in order; the stacks of one wave may be applied together. */
export interface PipelineRecord {
  readonly path: string;
  readonly definition: string;
  readonly waves: readonly (readonly string[])[];
}

/** A definition of the program, with what its release is made of. */
export interface DefinitionRecord {
  readonly digest: string;
  readonly definition: AppDefinition;
  /** Of the definition, its source and this library: what is promoted. */
  readonly release: string;
  /** Absent where the source is deployed by other means. */
  readonly source?: SourceRecord;
}

/** An App of the assembly. */
export interface AppRecord {
  readonly path: string;
  readonly stack: string;
  /** Absent where the stack's backend is not one of the known kinds. */
  readonly stateAddress?: string;
  /** Of the vendor's deployment request, beside the stack; relative to the assembly. */
  readonly deployment: string;
  /** Its definition's. */
  readonly release: string;
  readonly bound: BoundApp;
}

/** What Aspects and overrides changed behind a bound app's back, by the address of the resource. */
export interface OverrideRecord {
  /** The path of the App, or of a part of the network. */
  readonly app: string;
  readonly stack: string;
  readonly address: string;
  readonly attributes: readonly string[];
}

/** `promotion.json`: everything later commands know of an assembly. */
export interface Promotion {
  readonly schemaVersion: 1;
  readonly libraryVersion: string;
  readonly definitions: readonly DefinitionRecord[];
  readonly pipelines: readonly PipelineRecord[];
  readonly apps: readonly AppRecord[];
  readonly findings: readonly Finding[];
  readonly overrides: readonly OverrideRecord[];
  /** The files of stages and workspaces that the program read; what they say is in `apps`. */
  readonly files: readonly FileRecord[];
  /** Of all definitions. */
  readonly definitionDigest: string;
  /** Of everything in the assembly, definitions, stages and every file of every stack; not of `files`. */
  readonly assemblyDigest: string;
}
