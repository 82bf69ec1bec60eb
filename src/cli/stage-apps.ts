import * as fs from "node:fs";
import * as path from "node:path";
import { type AssemblySource, readAssemblySource } from "../assembly/sources";
import type { AppRecord, DefinitionRecord, Promotion } from "../assembly/promotion";
import { digestOf } from "../definition/digest";
import { type Goal, goalOf } from "../deploy/goal";
import type { Label } from "../deploy/release-folder";
import { AppsError } from "../errors";
import { releaseOf, shortRelease } from "../promotion/release";
import { appsCalled, fail, isWanted } from "./diff-selection";
import { CommandError } from "./io";
import { assemblyFolder } from "./project";
import { readPromotion } from "./read-promotion";

/** An app of the assembly, with what it should run. */
export interface StageApp {
  readonly record: AppRecord;
  /** Absent where its definition has no source. */
  readonly goal?: Goal;
}

export interface Chosen {
  readonly assembly: string;
  readonly promotion: Promotion;
  readonly apps: readonly StageApp[];
}

export interface ChoiceOptions {
  readonly assembly?: string;
  readonly app?: string;
}

/** The apps of a stage, or of a stack; without a name, all of them. */
export function chooseApps(cwd: string, stage: string | undefined, { assembly: given, app }: ChoiceOptions): Chosen {
  const assembly = assemblyFolder(cwd, given);
  const promotion = readPromotion(assembly);
  const records = appsCalled(promotion, stage).filter((record) => isWanted(record, app));
  if (records.length === 0) fail("the assembly has no app", app, promotion);
  return { assembly, promotion, apps: records.map((record) => ({ record, ...goal(assembly, promotion, record) })) };
}

export interface VerifiedSource extends AssemblySource {
  readonly label: Label;
}

/** What is to be uploaded, after its bytes were found to be those of the release. */
export function verifiedSource(assembly: string, promotion: Promotion, record: AppRecord): VerifiedSource {
  const definition = definitionOf(promotion, record);
  if (definition?.source === undefined) {
    const message = `${record.bound.definition} has no source in this assembly: there is nothing to deploy`;
    const fix = "give the definition its folder, source: ..., then run dbapps synth";
    throw new AppsError([{ code: "deploy.no-source", path: [record.path], message, fix }]);
  }
  const source = readAssemblySource(assembly, definition.source.id);
  const { libraryVersion } = promotion;
  const label: Label = { schemaVersion: 1, definition: definition.digest, source: source.digest, libraryVersion };
  const release = releaseOf(label);
  if (source.digest !== definition.source.digest || release !== record.release) {
    const message = `the source in this assembly is not that of release ${shortRelease(record.release)}`;
    const fix = "synthesize again, or restore the assembly that was built";
    throw new AppsError([{ code: "deploy.release", path: [record.path], message, fix }]);
  }
  return { ...source, label };
}

function goal(assembly: string, promotion: Promotion, record: AppRecord): { readonly goal?: Goal } {
  if (definitionOf(promotion, record)?.source === undefined) return {};
  return { goal: goalFor(assembly, record, shortRelease(record.release)) };
}

/** That release, with the variables that the stage has in this assembly. */
export function goalFor(assembly: string, { bound, deployment }: AppRecord, release: string): Goal {
  const request = readRequest(path.join(assembly, deployment));
  return goalOf(bound.name, release, request, digestOf(request));
}

function definitionOf({ definitions }: Promotion, { release, bound }: AppRecord): DefinitionRecord | undefined {
  return definitions.find((each) => each.release === release && each.definition.name === bound.definition);
}

function readRequest(file: string): Parameters<typeof goalOf>[2] {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Parameters<typeof goalOf>[2];
  } catch {
    throw new CommandError(`${file} is missing or not JSON: run dbapps synth again`);
  }
}
