import { RUNTIME_FILES } from "../facts/app-yaml";
import { own } from "../facts/own";
import { readDocument } from "../files/document";
import { placeAt } from "../files/place";
import type { PlacedIssue } from "../stage/program";
import type { AppYaml } from "./app-yaml";
import { type StartedProgram, startedBy } from "./command";
import { moduleFile } from "./reachable";
import type { SourceFolder } from "./read-source";
import { SourceText } from "./source-text";
import { type Word, splitWords } from "./words";

/** How the app begins to run. */
export interface Start {
  /** Where its words stand. */
  readonly text: SourceText;
  /** Undefined where nobody can say which program it is. */
  readonly program?: StartedProgram;
  /** The file that is loaded first, as far as it is in the folder. */
  readonly entry?: string;
  /** Is the entry run as a program, not imported by a server? */
  readonly asMain: boolean;
}

export interface FoundStart {
  readonly start?: Start;
  readonly found: readonly PlacedIssue[];
}

const PACKAGE = "package.json";

/** What the vendor starts: app.yaml's command, else `npm run start`, else the first file of Python. */
export function findStart(folder: SourceFolder, appYaml: AppYaml | undefined): FoundStart {
  const top = folder.files.map(({ path }) => path).filter((path) => !path.includes("/"));
  if (appYaml?.command !== undefined) return startOf(folder, appYaml.text, appYaml.command);
  // A command that is there and cannot be read has been reported.
  if (appYaml?.found.some(({ issue }) => issue.path.includes("command") || issue.code.startsWith("file."))) {
    return { found: [] };
  }
  const file = appYaml?.text.file ?? RUNTIME_FILES.value[0] ?? "";
  if (top.includes(PACKAGE)) return startOf(folder, new SourceText(folder.root, file, ""), words("npm run start"));
  const [first, ...others] = top.filter((path) => path.endsWith(".py"));
  const text = appYaml?.text ?? new SourceText(folder.root, first ?? "", "");
  if (first === undefined) {
    const message = `nothing says how the app is started: no command, no ${PACKAGE}, no file of Python at the top`;
    const fix = `write a command to ${file}: command: ["python", "app.py"]`;
    return { found: [error(text.issue({ code: "start.none", message, fix }, 0))] };
  }
  const start = startOf(folder, text, words(`python ${first}`));
  if (others.length === 0) return start;
  const message = `without a command the vendor starts the first of ${others.length + 1} files of Python: ${first}`;
  const fix = `write a command to ${file}: command: ["python", "${first}"]`;
  const issue = text.issue({ code: "start.several", message, fix }, 0);
  return { ...start, found: [...start.found, { issue, level: "warning", acknowledgeable: true }] };
}

function words(command: string): readonly Word[] {
  return splitWords(command).map(({ text }) => ({ text, at: 0 }));
}

function error(issue: PlacedIssue["issue"]): PlacedIssue {
  return { issue, level: "error", acknowledgeable: false };
}

/** Follows `npm run` into package.json, as often as one script runs another. */
function startOf(folder: SourceFolder, text: SourceText, command: readonly Word[], depth = 0): FoundStart {
  const program = startedBy(command);
  if (program?.script !== undefined && depth < 5) return scriptOf(folder, text, program.script, command, depth);
  if (program === undefined) return { start: { text, asMain: false }, found: [] };
  const target = entryOf(program);
  if (target === undefined) return { start: { text, program, asMain: false }, found: [] };
  const entry = moduleFile(folder, target.file);
  const start = { text, program, asMain: target.asMain, ...(entry === undefined ? {} : { entry }) };
  if (entry !== undefined || isMadeLater(folder, target)) return { start, found: [] };
  const message = `the command starts ${target.file}, and the folder holds no such file that is deployed`;
  const fix = "correct the name, or see whether .gitignore leaves the file out";
  return { start, found: [error(text.issue({ code: "start.missing", message, fix }, target.at))] };
}

function scriptOf(
  folder: SourceFolder,
  text: SourceText,
  script: string,
  command: readonly Word[],
  depth: number,
): FoundStart {
  const source = new SourceText(folder.root, PACKAGE, folder.texts.get(PACKAGE) ?? "");
  const { data, place, readable } = readDocument(Buffer.from(source.text));
  const missing = (message: string): FoundStart => {
    const fix = `add the script to ${PACKAGE}, or correct the command`;
    const at = command.at(-1)?.at ?? 0;
    return { start: { text, asMain: false }, found: [error(text.issue({ code: "start.missing", message, fix }, at))] };
  };
  if (!folder.texts.has(PACKAGE)) return missing(`the command runs the script ${script}, and there is no ${PACKAGE}`);
  // What is wrong with it is said by whoever reads it for its dependencies.
  if (!readable) return { start: { text, asMain: false }, found: [] };
  const scripts = (data.scripts ?? {}) as Readonly<Record<string, unknown>>;
  const line = own(scripts, script);
  if (typeof line !== "string") return missing(`${PACKAGE} has no script ${script}, which the app is started by`);
  const at = (placeAt(place, ["scripts", script])?.value ?? 0) + 1;
  const last = line.split("&&").at(-1) ?? "";
  const offset = at + line.length - last.length;
  const inner = splitWords(last).map((word) => ({ text: word.text, at: offset + word.at }));
  // Several at once: nobody knows which one answers.
  if (/[|;]|(?<!&)&(?!&)/.test(line)) return { start: { text: source, asMain: false }, found: [] };
  return startOf(folder, source, inner, depth + 1);
}

interface Target {
  readonly file: string;
  readonly at: number;
  readonly asMain: boolean;
  readonly language: "python" | "javascript" | "module";
}

/** Programs whose first word, or the word after a verb, is the file that they run. */
const RUNNERS: Readonly<Record<string, RegExp>> = {
  streamlit: /^run$/,
  fastapi: /^(?:run|dev)$/,
  chainlit: /^run$/,
  shiny: /^run$/,
  panel: /^serve$/,
  marimo: /^run$/,
  gradio: /^$/,
  python: /^$/,
};
const MODULE_SERVERS = /^(?:uvicorn|gunicorn|hypercorn|waitress-serve)$/;

function entryOf({ name, args }: StartedProgram): Target | undefined {
  if (MODULE_SERVERS.test(name)) return moduleTarget(args);
  if (name === "flask") {
    const at = args.findIndex(({ text }) => text === "--app" || text === "-A");
    return at < 0 ? undefined : moduleTarget(args.slice(at + 1, at + 2));
  }
  if (/^(?:node|tsx|ts-node|bun)$/.test(name)) return fileTarget(args, /\.[cm]?[jt]sx?$/, "javascript");
  const verb = own(RUNNERS, name);
  if (verb === undefined) return undefined;
  const isRun = verb.test("") || verb.test(args[0]?.text ?? "");
  return isRun ? fileTarget(args, /\.py$/, "python") : undefined;
}

function fileTarget(args: readonly Word[], ending: RegExp, language: Target["language"]): Target | undefined {
  const word = args.find(({ text }) => ending.test(text) && !text.startsWith("-"));
  // What lies elsewhere is no part of the folder.
  if (word === undefined || word.text.startsWith("/") || word.text.includes("..")) return undefined;
  return { file: word.text.replace(/^\.\//, ""), at: word.at, asMain: true, language };
}

/** `package.module:app`, the first word that looks like one. */
function moduleTarget(args: readonly Word[]): Target | undefined {
  if (args.some(({ text }) => /^--(?:app-dir|chdir|pythonpath|factory-dir)\b/.test(text))) return undefined;
  const word = args.find(
    ({ text }) => /^[\w.]+(?::[\w.()]+)?$/.test(text) && (text.includes(":") || args.length === 1),
  );
  if (word === undefined || /^[\d.]+:/.test(word.text)) return undefined;
  const [module = ""] = word.text.split(":");
  const file = module.endsWith(".py") ? module : `${module.replaceAll(".", "/")}.py`;
  return { file, at: word.at, asMain: false, language: "module" };
}

/** A build makes JavaScript; a project of Python may keep its modules elsewhere. */
function isMadeLater(folder: SourceFolder, { language }: Target): boolean {
  if (language === "python") return false;
  if (language === "module") return folder.texts.has("pyproject.toml") || folder.texts.has("setup.py");
  return /"build"\s*:/.test(folder.texts.get(PACKAGE) ?? "");
}
