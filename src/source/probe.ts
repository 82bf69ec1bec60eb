import * as fs from "node:fs";
import * as path from "node:path";
import { MANIFESTS } from "../facts/required-hosts";

/** What an app's folder says of how the platform builds it. */
export interface SourceProbe {
  /** Relative to the file that runs, with forward slashes. */
  readonly folder: string;
  /** False where there is no such folder: what the build needs is then not known. */
  readonly found: boolean;
  /** The dependency files at its top, sorted. */
  readonly manifests: readonly string[];
}

/**
 * Looks at the names in an app's folder, which is relative to the file that runs. Answers undefined for an app without
 * one, whose source is deployed by other means.
 */
export function probeSource(folder: string | undefined, base = programFolder()): SourceProbe | undefined {
  if (typeof folder !== "string") return undefined;
  const known = Object.values(MANIFESTS.value).flat();
  const resolved = path.resolve(base, folder);
  const names = listFiles(resolved);
  const manifests = (names ?? []).filter((name) => known.includes(name)).sort();
  // An absolute path is that of one machine.
  const shown = path.relative(base, resolved).split(path.sep).join("/");
  return { folder: shown === "" ? "." : shown, found: names !== undefined, manifests };
}

/** The folder of the file that runs: the program, wherever it is started from. */
function programFolder(): string {
  // Without a main module the program is an ES module, and the command line still names it.
  return path.dirname(require.main?.filename ?? path.resolve(process.argv[1] ?? "program"));
}

function listFiles(folder: string): string[] | undefined {
  try {
    // By listing, not by asking for each name: a file system may take Package.json for package.json.
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch {
    return undefined;
  }
}
