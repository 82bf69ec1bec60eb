import * as path from "node:path";
import { AppsError } from "../errors";
import { writtenAt } from "../files/written-at";
import { type EgressNeeds as Needs, needsOf } from "../network/needs";
import { needsIssues } from "../network/needs-schema";
import { sourceNeeds } from "../source/source-needs";
import { Sources } from "../source/sources";
import type { Stage } from "../stage/stage";
import { NEEDS_FILE, type NeedsFile } from "./needs";
import { readJson } from "./read-json";

/** What one app asks of its workspace's network. */
export type EgressNeeds = Needs;

export interface EgressNeedsFactory {
  /** Of a stage in this program: what every app needs, what its folder's files name, and its definition's `egress`. */
  of(stage: Stage): EgressNeeds;
  /**
   * Of every App of another program, as its synthesis wrote them to `needs.json`.
   *
   * @param folder an assembly, such as `../orders/cdktf.out`; relative to the working directory
   * @throws {@link AppsError} where there is none, or it holds something else
   */
  fromAssembly(folder: string): readonly EgressNeeds[];
}

/** Collects what apps need to reach, for an {@link EgressPolicy}. */
export const EgressNeeds: EgressNeedsFactory = Object.freeze({
  of({ definition, workspace, physicalName }: Stage): EgressNeeds {
    const { name, egress } = definition;
    const folder = new Sources().of(definition);
    return needsOf({
      app: physicalName ?? name,
      workspace,
      egress,
      source: folder && sourceNeeds(folder),
      egressAt: (index) => writtenAt(definition, ["egress", index]),
    });
  },

  fromAssembly(folder: string): readonly EgressNeeds[] {
    const file = path.posix.join(folder.split(path.sep).join("/"), NEEDS_FILE);
    const fix = "synthesize that program first, with this version of the library";
    const document = readJson(file, "needs.file", "what an assembly's apps need", fix);
    const issues = needsIssues(document).map((issue) => ({ ...issue, path: [file, ...issue.path], fix }));
    if (issues.length > 0) throw new AppsError(issues);
    return (document as NeedsFile).needs;
  },
});
