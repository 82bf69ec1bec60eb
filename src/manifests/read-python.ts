import type { Collector } from "./collector";
import { readDocument } from "./document";
import type { BuildSettings, Manifests, Texts } from "./manifest";
import { readPyproject } from "./pyproject";
import { readRequirements } from "./requirements";
import { readUvLock } from "./uv-lock";

const [REQUIREMENTS, PROJECT, LOCK] = ["requirements.txt", "pyproject.toml", "uv.lock"] as const;

/** Reads what the platform installs for Python: `requirements.txt` wins over a project, whatever that says. */
export function readPython(
  texts: Texts,
  { command }: BuildSettings,
  into: Collector,
): Pick<Manifests, "python" | "locked"> {
  if (texts.has(REQUIREMENTS)) {
    readRequirements(REQUIREMENTS, texts, into);
    return { python: "pip" };
  }
  if (!texts.has(PROJECT)) return {};
  const lock = readDocument(LOCK, "toml", texts, into);
  const locked = lock === undefined ? undefined : readUvLock(lock, into);
  const project = readDocument(PROJECT, "toml", texts, into);
  if (project !== undefined) readPyproject(project, readDocument("uv.toml", "toml", texts, into), locked, into);
  if (!texts.has(LOCK)) {
    const message = "the platform installs a project with uv only where uv.lock lies beside it";
    const fix = "run `uv lock` and keep uv.lock in the folder, or write a requirements.txt";
    const at = { file: PROJECT, line: 1, column: 1 };
    into.problem({ code: "dependency.no-lock", path: [], message, fix, level: "warning" }, at);
    // What the platform left out, `uv run` installs at each start.
    if (command?.[0] === "uv") into.repeatAtRun();
  }
  return { python: "uv", ...(locked === undefined ? {} : { locked }) };
}
