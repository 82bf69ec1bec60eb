import { NEEDS_FILE } from "./needs";
import * as fs from "node:fs";
import * as path from "node:path";
import type { AppDefinition } from "../definition/app-definition";
import type { FileRecord } from "../files/file-record";
import type { Finding } from "../stage/finding";
import { digestOf } from "../definition/digest";
import { type AssemblyFile, ProgramFiles } from "./program-files";
import { type DefinitionRecord, PROMOTION_FILE, PROMOTION_PAGE } from "./promotion";
import { removeSources } from "./sources";

export const ISSUES_FILE = "issues.json";

/** `issues.json`: why there is no `promotion.json`. */
export interface Issues {
  readonly schemaVersion: 1;
  readonly libraryVersion: string;
  /** There is no release of what was refused. */
  readonly definitions: readonly Pick<DefinitionRecord, "digest" | "definition">[];
  readonly files: readonly FileRecord[];
  /** Those that are `ofFile` are found again by reading the files, if they are still there. */
  readonly issues: readonly Omit<Finding, "level">[];
}

export interface IssuesContent {
  readonly libraryVersion: string;
  readonly definitions: readonly AppDefinition[];
  readonly files: readonly AssemblyFile[];
  readonly issues: readonly Finding[];
}

/** Removes what an earlier run said: neither may look current while this one is under way, or has failed. */
export function removeResults(outdir: string): void {
  for (const file of [PROMOTION_FILE, PROMOTION_PAGE, ISSUES_FILE, NEEDS_FILE]) {
    fs.rmSync(path.join(outdir, file), { force: true });
  }
  removeSources(outdir);
}

/** Says why there is no promotion, for commands that read the files again. */
export function writeIssues(outdir: string, content: IssuesContent): void {
  const files = new ProgramFiles(content.files, outdir);
  const definitions = content.definitions.map((definition) => ({ digest: digestOf(definition), definition }));
  const record: Issues = {
    schemaVersion: 1,
    libraryVersion: content.libraryVersion,
    definitions: [...new Map(definitions.map((one) => [one.digest, one])).values()],
    files: files.records,
    issues: content.issues.map(({ level: _, ...issue }) => files.portable(issue, "with code")),
  };
  fs.mkdirSync(outdir, { recursive: true });
  fs.writeFileSync(path.join(outdir, ISSUES_FILE), `${JSON.stringify(record, null, 2)}\n`);
}
