import * as fs from "node:fs";
import * as path from "node:path";
import { ISSUES_FILE, type Issues } from "../assembly/issues";
import { PROMOTION_FILE } from "../assembly/promotion";
import { LIBRARY_VERSION } from "../facts/library-version";
import type { RecordToCheck } from "../files/recheck-files";
import type { Finding } from "../stage/finding";
import { assemblyDocument } from "./assembly-document";
import { CommandError } from "./io";

/** What a synthesis left behind, whether it succeeded (`promotion.json`) or not (`issues.json`). */
export interface AssemblyRecord extends RecordToCheck {
  readonly libraryVersion?: string;
  /** Of a synthesis that succeeded. */
  readonly findings: readonly Finding[];
  /** Of one that failed. */
  readonly issues: Issues["issues"];
}

/** Reads the record of an assembly; where there is none, or one of another age, it says what to do. */
export function readRecord(assembly: string, cwd: string): AssemblyRecord {
  const shown = path.relative(cwd, assembly) || ".";
  const name = [PROMOTION_FILE, ISSUES_FILE].find((file) => fs.existsSync(path.join(assembly, file)));
  if (name === undefined) {
    throw new CommandError(`${shown} has no ${PROMOTION_FILE} and no ${ISSUES_FILE}: run dbapps synth first`);
  }
  const record = assemblyDocument(path.join(assembly, name)) as Partial<AssemblyRecord> | undefined;
  if (record === undefined) {
    throw new CommandError(
      `${path.join(shown, name)} was written by another version of this library: run dbapps synth`,
    );
  }
  const { libraryVersion, definitions = [], files = [], findings = [], issues = [] } = record;
  const accepted = name === PROMOTION_FILE && libraryVersion === LIBRARY_VERSION;
  return {
    definitions,
    files,
    findings,
    issues,
    accepted,
    ...(libraryVersion === undefined ? {} : { libraryVersion }),
  };
}
