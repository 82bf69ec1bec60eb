import type { Issue } from "../errors";
import type { Phase } from "../facts/required-hosts";

/** Where something is written. The file is relative to the app's folder, with forward slashes. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A host that the build, or the app, reaches because of what a dependency file says. */
export interface ManifestHost {
  readonly host: string;
  readonly phase: Phase;
  readonly because: string;
  /** The first place of its file that asks for it. */
  readonly at: Spot;
}

/**
 * How far the next build is bound to install the same: `exact` names one version, `locked` has one in a lock file,
 * `url` is a file at an address; a `range` and `none` leave it to the day of the build.
 */
export type Pin = "exact" | "locked" | "url" | "range" | "none";

/** One dependency that an app's files ask for by themselves, not through another. */
export interface Dependency {
  readonly ecosystem: "python" | "node";
  /** For Python as indexes compare names: lower case, hyphens. */
  readonly name: string;
  readonly pin: Pin;
  /** The versions that it admits, as written; absent where it names none, or an address. */
  readonly versions?: string;
  /** It comes from an address, whatever is installed already. */
  readonly direct?: true;
  readonly at: Spot;
}

/** Something wrong with a dependency file by itself. It has no stage, and so no level that depends on one. */
export interface ManifestProblem extends Issue {
  readonly level: "error" | "warning";
  /** Nobody can say why it may stand. */
  readonly final?: true;
}

export type PythonTool = "pip" | "uv";
export type NodeTool = "npm" | "pnpm";

/** What the dependency files of one app's folder say. */
export interface Manifests {
  /** The dependency files at its top that the platform looks at, sorted. */
  readonly files: readonly string[];
  /** What the platform installs Python packages with. */
  readonly python?: PythonTool;
  readonly node?: NodeTool;
  readonly dependencies: readonly Dependency[];
  /** Names of all Python packages that a lock file installs; undefined where nobody knows. */
  readonly locked?: ReadonlySet<string>;
  readonly hosts: readonly ManifestHost[];
  readonly problems: readonly ManifestProblem[];
}

/** Texts of a folder's files by path; anything that is not text, or too large, is not among them. */
export type Texts = ReadonlyMap<string, string>;

/** Settings of the build that are written elsewhere. */
export interface BuildSettings {
  /** The command that starts the app, where somebody wrote one. */
  readonly command?: readonly string[];
  /** `file:line:col` of it. */
  readonly commandAt?: string;
  /** `NODE_ENV=production` leaves out what is only needed for development. @default false */
  readonly production?: boolean;
}

export function writeSpot({ file, line, column }: Spot): string {
  return `${file}:${line}:${column}`;
}
