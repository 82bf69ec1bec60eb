import type { Issue } from "../errors";

type Path = Issue["path"];

/**
 * Under an enumerable symbol, so that a spread such as `{ ...prod, egress }` keeps it, while JSON, digests, schemas and
 * structuredClone, which look at names only, do not see it.
 */
const SOURCE = Symbol.for("databricks-apps-constructs/source");

/** Where a plain value was written: in a file, or by the call of a define function. */
export interface Source {
  /** `file:line:col` of what stands at a path of `value`; undefined where nobody knows. */
  positionOf(path: Path, part: "key" | "value", value: object): string | undefined;
  /** The same source for a copy that was changed in code: what is not the file's own was written at `call`. */
  copiedAt(call: Source): Source;
  readonly document?: SourceDocument;
  /** The files that the call came through, nearest first, absolute; without those of packages. */
  readonly callers?: readonly string[];
}

/** A file that a value was read from. */
export interface SourceDocument {
  readonly kind: "workspace" | "stage";
  /** Absolute. */
  readonly file: string;
  /** Of its bytes; of nothing where there is no file. */
  readonly digest: string;
  /** False where the file holds no value to judge: its own issues then say all there is to say. */
  readonly readable: boolean;
  /** The issues of a value, in the words of the file, and those of the file's own. */
  review(found: readonly Issue[], value: object): readonly Issue[];
}

/** Marks a value that was just made. */
export function withSource<T extends object>(value: T, source: Source): T {
  (value as { [SOURCE]?: Source })[SOURCE] = source;
  return value;
}

export function sourceOf(value: unknown): Source | undefined {
  return typeof value === "object" && value !== null ? (value as { [SOURCE]?: Source })[SOURCE] : undefined;
}

/**
 * The source of what a define function makes of `props`, which may be a copy of what was read from a file. The frame of
 * `define` and those above it are left out.
 */
export function callOf(define: (...args: never[]) => unknown, props?: unknown): Source {
  const call = new CallSource(define, namesFolder(props));
  const known = sourceOf(props);
  return known?.document === undefined ? call : known.copiedAt(call);
}

/** A folder that is named is looked for where it was named. */
function namesFolder(props: unknown): boolean {
  return typeof props === "object" && props !== null && "source" in props && typeof props.source === "string";
}

/** The issues of a value, each with where it stands. */
export function located(value: unknown, find: () => readonly Issue[]): readonly Issue[] {
  const document = sourceOf(value)?.document;
  const found = document?.readable === false ? [] : find();
  const all = document === undefined ? found : document.review(found, value as object);
  return all.map((issue) => withPosition(value, issue));
}

/** An issue with `at`, where the value, or something in it on the way to the issue, says where it was written. */
export function withPosition<T extends Issue>(value: unknown, issue: T, path: Path = issue.path): T {
  if (issue.at !== undefined) return issue;
  const at = positionIn(value, path, /\.unknown-/.test(issue.code) ? "key" : "value");
  return at === undefined ? issue : { ...issue, at };
}

function positionIn(value: unknown, path: Path, part: "key" | "value"): string | undefined {
  let here = value;
  let at: string | undefined;
  for (let depth = 0; typeof here === "object" && here !== null; depth++) {
    at = sourceOf(here)?.positionOf(path.slice(depth), part, here) ?? at;
    const key = path[depth];
    if (key === undefined || !Object.hasOwn(here, key)) break;
    here = (here as Readonly<Record<string | number, unknown>>)[key];
  }
  return at;
}

/** A file's name for a person: relative where it lies in the folder that they are in. */
export function shownFile(file: string, folder: string = process.cwd()): string {
  const separator = file.includes("\\") ? "\\" : "/";
  const prefix = folder.endsWith(separator) ? folder : `${folder}${separator}`;
  return file.startsWith(prefix) ? file.slice(prefix.length).replaceAll("\\", "/") : file;
}

/**
 * The call of a define function. One frame is captured; V8 makes its text, through whatever source maps there are, only
 * when an issue asks for it.
 */
class CallSource implements Source {
  readonly #holder: { readonly stack?: string } = {};
  readonly callers: readonly string[];

  constructor(define: (...args: never[]) => unknown, withCallers: boolean) {
    this.callers = withCallers ? callersOf(define) : [];
    const limit = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = 1;
      Error.captureStackTrace(this.#holder, define);
    } finally {
      Error.stackTraceLimit = limit;
    }
  }

  positionOf(): string | undefined {
    const frame = frameOf(this.#holder.stack);
    return frame === undefined ? undefined : `${shownFile(frame.file)}:${frame.place}`;
  }

  copiedAt(call: Source): Source {
    return call;
  }
}

/** Deeper than any wrapper of a wrapper. */
const MOST_CALLERS = 20;

/** As files are loaded, not as a source map names them: those need not lie beside the app's folder. */
function callersOf(define: (...args: never[]) => unknown): string[] {
  const { stackTraceLimit } = Error;
  const prepare = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const holder: { readonly stack?: unknown } = {};
  try {
    Error.stackTraceLimit = MOST_CALLERS;
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName());
    Error.captureStackTrace(holder, define);
    const files = Array.isArray(holder.stack) ? holder.stack.map((file: unknown) => localFile(file)) : [];
    return [...new Set(files.filter((file) => file !== undefined))];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    // Absent is another thing than undefined: Node then maps the stacks of errors itself.
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    if (prepare !== undefined) Object.defineProperty(Error, "prepareStackTrace", prepare);
  }
}

/** The path of a loaded file: not of a package's, and not of Node's own. */
function localFile(file: unknown): string | undefined {
  if (typeof file !== "string") return undefined;
  const path = file.startsWith("file://") ? fromUrl(file) : file;
  return /^(?:\/|[A-Za-z]:[\\/])/.test(path) && !/[\\/]node_modules[\\/]/.test(path) ? path : undefined;
}

/** Not by node:url: this layer knows no files. */
function fromUrl(url: string): string {
  return decodeURIComponent(url.slice("file://".length)).replace(/^\/(?=[A-Za-z]:)/, "");
}

/** `at name (file:line:col)` or `at file:line:col`; a file may be a URL, and its name may hold parentheses. */
function frameOf(stack: unknown): { readonly file: string; readonly place: string } | undefined {
  const line = typeof stack === "string" ? stack.trimEnd().split("\n").at(-1)?.trim() : undefined;
  if (line === undefined) return undefined;
  const where = line.endsWith(")") ? line.slice(line.indexOf(" (") + 2, -1) : line.replace(/^at (?:async )?/, "");
  const [, name, place] = /^(.+?):(\d+:\d+)$/.exec(where) ?? [];
  if (name === undefined || place === undefined || /^node:|^<|^evalmachine|^REPL/.test(name)) return undefined;
  if (!name.startsWith("file://")) return { file: name, place };
  return { file: fromUrl(name), place };
}
