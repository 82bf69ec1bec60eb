import type { Issue } from "../../src/errors";
import { AppFolder } from "../../src/source/app-folder";
import { checkSource } from "../../src/source/check-source";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { tryBind } from "../../src/stage/bind";
import type { Stage } from "../../src/stage/stage";
import { type SampleApp, placed } from "../stage/sample-program";
import { temporaryFolder } from "./folder";

/** What is found in a folder, for a stage. */
export function foundIn(
  root: string,
  of: SampleApp | { readonly stage: Stage },
): readonly (Issue & { level: string })[] {
  const stage =
    of.stage !== undefined && "definition" in of.stage ? (of.stage as Stage) : placed(of as SampleApp).stage;
  const { bound, issues } = tryBind(stage);
  if (bound === undefined) throw new Error(issues.map(({ code }) => code).join());
  const { definition, ...own } = stage;
  const folder = new AppFolder(readSource(placeOf(root, root)));
  return checkSource(folder, { bound, definition, stage: own }).map(({ issue, level }) => ({ ...issue, level }));
}

/** The same of files, as `level code file:line:col`, or with the path where it stands in no file. */
export function findings(files: Readonly<Record<string, string | Uint8Array>>, app: SampleApp = {}): string[] {
  const root = temporaryFolder(files);
  return foundIn(root, app).map(
    ({ level, code, at, path }) =>
      `${level} ${code} ${at?.replace(`${root}/`, "").replace(root, ".") ?? path.join("/")}`,
  );
}

/** The same with the word that stands at the place: nobody counts columns by hand. */
export function findingsAt(files: Readonly<Record<string, string>>, app: SampleApp = {}): string[] {
  return findings(files, app).map((finding) => {
    const [, head = "", file = "", line = "", column = ""] = /^(.* (\S+)):(\d+):(\d+)$/.exec(finding) ?? [];
    const text = files[file]?.split("\n")[Number(line) - 1]?.slice(Number(column) - 1) ?? "";
    return head === "" ? finding : `${head} ${/^["']?[^\s"',;)\]}]*/.exec(text)?.[0] ?? ""}`;
  });
}

export const START = { "app.yaml": "command: [python, main.py]\n", "main.py": "" };
