import * as fs from "node:fs";
import * as path from "node:path";
import type { AppDefinition } from "../definition/app-definition";
import { writtenAt } from "../files/written-at";
import { type EgressNeeds, inWorkspace, type NeedsInput, needsOf, type SourceNeeds } from "../network/needs";
import { releaseOf } from "../promotion/release";
import type { SourceFolder } from "../source/read-source";
import type { BoundApp } from "../stage/bound-app";
import type { Finding } from "../stage/finding";
import { AssemblyDigest } from "./assembly-digest";
import { deploymentOf } from "./deployment";
import type { WrittenDocuments } from "./documents";
import { digestOf } from "../definition/digest";
import { NEEDS_FILE, needsFile, toldNeeds, withoutPlaces } from "./needs";
import { NETWORK_FILE, type NetworkContent, writeNetwork } from "./network";
import { type AssemblyFile, ProgramFiles } from "./program-files";
import { promotionMarkdown } from "./promotion-md";
import {
  type AppRecord,
  type DefinitionRecord,
  type PipelineRecord,
  type Promotion,
  PROMOTION_FILE,
  PROMOTION_PAGE,
} from "./promotion";
import { sourceRecord, writeSources } from "./sources";
import { writeJson } from "./write-json";

/** An App as it was placed and bound. */
export interface AssemblyApp {
  readonly path: string;
  readonly stack: string;
  readonly stateAddress?: string;
  readonly definition: AppDefinition;
  readonly bound: BoundApp;
  /** What its folder says of its build. */
  readonly source?: SourceNeeds;
  /** Its folder, read; absent where the source is deployed by other means. */
  readonly folder?: SourceFolder;
}

export interface AssemblyContent {
  readonly libraryVersion: string;
  readonly apps: readonly AssemblyApp[];
  /** What network.json says of it. */
  readonly networkContent: NetworkContent;
  readonly pipelines: readonly PipelineRecord[];
  readonly findings: readonly Finding[];
  /** What the program read. */
  readonly files: readonly AssemblyFile[];
  /** Where each stack's document lies, relative to the assembly. */
  readonly documents: Readonly<Record<string, string>>;
  /** What stands in them. */
  readonly written: Pick<WrittenDocuments, "digests" | "overrides">;
}

/**
 * Writes what cdktf does not: one promotion.json and one needs.json for the assembly, the files of its network, and a
 * deployment file per App beside its stack.
 */
export function writeAssembly(outdir: string, content: AssemblyContent): void {
  const digest = new AssemblyDigest();
  const deployments = content.apps.map((app): string => {
    const [file, text] = [deploymentFile(app, content.documents), json(deploymentOf(app.bound))];
    fs.writeFileSync(path.join(outdir, file), text);
    digest.addText(text);
    return file;
  });
  digest.addText(JSON.stringify(content.written.digests));

  const records = definitionRecords(content);
  const folders = [...new Set(content.apps.flatMap(({ folder }) => folder ?? []))];
  writeSources(outdir, folders);

  const needs = needsFile(needsOfApps(content.apps));
  fs.writeFileSync(path.join(outdir, NEEDS_FILE), json(needs));
  for (const text of toldNeeds(needs)) digest.addText(text);
  const network = writeNetwork(outdir, content.networkContent)[NETWORK_FILE];
  digest.add(withoutPlaces(JSON.parse(network ?? "null")));

  const definitions = [...new Map([...records.values()].map((record) => [record.release, record])).values()];
  const read = new ProgramFiles(content.files, outdir, folders);
  const promotion: Omit<Promotion, "assemblyDigest"> = {
    schemaVersion: 1,
    libraryVersion: content.libraryVersion,
    definitions,
    pipelines: content.pipelines,
    apps: appRecords(content, records, deployments),
    findings: content.findings.map((finding) => read.portable(finding, "files only")),
    overrides: content.written.overrides,
    definitionDigest: digestOf(definitions.map((record) => record.digest).sort()),
    files: read.records,
  };
  // A definition is as somebody wrote it, and so is what their check found; both have digests that do not know how.
  digest.add(definitions.map(({ digest: definition, release, source }) => ({ definition, release, source })));
  digest.add(content.findings.map(({ at: _, ...finding }) => finding));
  const assemblyDigest = writePromotion(path.join(outdir, PROMOTION_FILE), promotion, digest);
  fs.writeFileSync(path.join(outdir, PROMOTION_PAGE), promotionMarkdown({ ...promotion, assemblyDigest }));
}

/** Beside the document of the App's stack. */
function deploymentFile({ stack, bound }: AssemblyApp, documents: AssemblyContent["documents"]): string {
  const folder = path.posix.dirname(documents[stack] ?? `stacks/${stack}/cdk.tf.json`);
  return `${folder}/${bound.name}.deployment.json`;
}

/** What the digest knows by other means than its text: see {@link writeAssembly}. Where files lie changes nothing. */
const NOT_BY_TEXT: ReadonlySet<string> = new Set<keyof Promotion>(["definitions", "findings", "files"]);

/** Writes promotion.json, whose last member is the digest of what was written before it. */
function writePromotion(file: string, promotion: Omit<Promotion, "assemblyDigest">, digest: AssemblyDigest): string {
  let assemblyDigest = "";
  writeJson(file, (write) => {
    const tell = (bytes: Uint8Array) => {
      digest.addText(bytes);
    };
    for (const [name, value] of Object.entries(promotion)) {
      write(name, value, NOT_BY_TEXT.has(name) ? undefined : tell);
    }
    assemblyDigest = digest.end();
    write("assemblyDigest", assemblyDigest);
  });
  return assemblyDigest;
}

function appRecords(
  { apps }: AssemblyContent,
  records: ReadonlyMap<AppDefinition, DefinitionRecord>,
  deployments: readonly string[],
): AppRecord[] {
  return apps.map(({ path: place, stack, stateAddress, definition, bound }, index) => {
    const release = records.get(definition)?.release ?? "";
    const deployment = deployments[index] ?? "";
    const state = stateAddress === undefined ? {} : { stateAddress };
    return { path: place, stack, ...state, deployment, release, bound };
  });
}

/** The needs of each App: what its definition asks for is found out once, however many stages it has. */
function needsOfApps(apps: readonly AssemblyApp[]): EgressNeeds[] {
  const known = new Map<AppDefinition, { readonly input: NeedsInput; readonly needs: EgressNeeds }>();
  const projects = new Map<string, string | undefined>();
  return apps.map(({ definition, bound: { name, workspace, egress }, source }) => {
    const before = known.get(definition);
    if (before !== undefined && before.input.app === name && before.input.source === source) {
      return inWorkspace(before.needs, workspace);
    }
    const at = before?.input.egressAt ?? placesOf(definition, projects);
    const input = { app: name, workspace, egress, source, egressAt: at };
    const needs = needsOf(input);
    known.set(definition, { input, needs });
    return needs;
  });
}

function placesOf(
  definition: AppDefinition,
  projects: Map<string, string | undefined>,
): NonNullable<NeedsInput["egressAt"]> {
  const places = definition.egress.map((_, index) => writtenAt(definition, ["egress", index], projects));
  return (index) => places[index];
}

/** Each definition once, however many stages it has. */
function definitionRecords({ apps, libraryVersion }: AssemblyContent): ReadonlyMap<AppDefinition, DefinitionRecord> {
  const records = new Map<AppDefinition, DefinitionRecord>();
  for (const { definition, folder } of apps) {
    if (records.has(definition)) continue;
    const [digest, source] = [digestOf(definition), folder && sourceRecord(folder)];
    const release = releaseOf({ definition: digest, source: source?.digest ?? null, libraryVersion });
    records.set(definition, { digest, definition, release, ...(source && { source }) });
  }
  return records;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
