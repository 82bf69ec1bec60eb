import * as fs from "node:fs";
import * as path from "node:path";
import type { AppDefinition } from "../definition/app-definition";
import { type WrittenAt, writtenAt } from "../files/written-at";
import { type SourceNeeds, needsOf } from "../network/needs";
import { releaseOf } from "../promotion/release";
import type { SourceFolder } from "../source/read-source";
import type { BoundApp } from "../stage/bound-app";
import type { Finding } from "../stage/finding";
import { deploymentOf } from "./deployment";
import type { WrittenDocuments } from "./documents";
import { digestOf, digestOfLarge } from "../definition/digest";
import { NEEDS_FILE, needsFile, withoutPlaces } from "./needs";
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
  const deployments = content.apps.map((app): [string, string] => {
    const folder = path.posix.dirname(content.documents[app.stack] ?? `stacks/${app.stack}/cdk.tf.json`);
    return [`${folder}/${app.bound.name}.deployment.json`, json(deploymentOf(app.bound))];
  });
  for (const [file, text] of deployments) fs.writeFileSync(path.join(outdir, file), text);

  const records = definitionRecords(content);
  const folders = content.apps.flatMap(({ folder }) => folder ?? []);
  writeSources(outdir, folders);

  const apps = content.apps.map((app, index): AppRecord => {
    const { path: place, stack, stateAddress, bound } = app;
    const release = records.get(app.definition)?.release ?? "";
    const deployment = deployments[index]?.[0] ?? "";
    return { path: place, stack, ...(stateAddress === undefined ? {} : { stateAddress }), deployment, release, bound };
  });
  const definitions = [...new Map([...records.values()].map((record) => [record.release, record])).values()];
  const read = new ProgramFiles(content.files, outdir, folders);
  const promotion: Omit<Promotion, "assemblyDigest" | "files"> = {
    schemaVersion: 1,
    libraryVersion: content.libraryVersion,
    definitions,
    pipelines: content.pipelines,
    apps,
    findings: content.findings.map(({ at: _, ...finding }) => finding),
    overrides: content.written.overrides,
    definitionDigest: digestOf(definitions.map(({ digest }) => digest).sort()),
  };
  const places = new Map<AppDefinition, (WrittenAt | undefined)[]>();
  const needs = needsFile(
    content.apps.map(({ definition, bound, source }) => {
      const { name, workspace, egress } = bound;
      const known = places.get(definition) ?? egress.map((_, index) => writtenAt(definition, ["egress", index]));
      places.set(definition, known);
      return needsOf({ app: name, workspace, egress, source, egressAt: (index) => known[index] });
    }),
  );
  fs.writeFileSync(path.join(outdir, NEEDS_FILE), json(needs));
  const network = writeNetwork(outdir, content.networkContent)[NETWORK_FILE];
  // Neither a comment in a file nor the line that a warning or a need stands in changes what is applied.
  const told = [needs, JSON.parse(network ?? "null") as unknown].map(withoutPlaces);
  const assemblyDigest = digestOfLarge([promotion, content.written.digests, deployments, ...told]);
  const findings = content.findings.map((finding) => read.portable(finding, "files only"));
  const written: Promotion = { ...promotion, findings, files: read.records, assemblyDigest };
  fs.writeFileSync(path.join(outdir, PROMOTION_FILE), json(written));
  fs.writeFileSync(path.join(outdir, PROMOTION_PAGE), promotionMarkdown(written));
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
