import * as path from "node:path";
import { own } from "../facts/own";
import { type Word, splitWords } from "./words";

/** The program that a command starts in the end, below what only prepares for it. */
export interface StartedProgram {
  /** Such as `python`, `uvicorn`, `node`; without its folder and version. */
  readonly name: string;
  readonly args: readonly Word[];
  /** Of `npm run start` and its like: the script. */
  readonly script?: string;
}

/** Programs that run another one, with the options that take a value of their own. */
const WRAPPERS: Readonly<Record<string, { readonly verb?: RegExp; readonly valued?: RegExp }>> = {
  env: {},
  exec: {},
  npx: {},
  "cross-env": {},
  "opentelemetry-instrument": { valued: /^--/ },
  "ddtrace-run": {},
  uv: { verb: /^run$/, valued: /^(?:-p|-m|--(?:with|extra|group|python|env-file|directory|project|package|module))$/ },
  poetry: { verb: /^run$/ },
  pdm: { verb: /^run$/ },
  pipenv: { verb: /^run$/ },
};

const SCRIPT_RUNNERS = /^(?:npm|pnpm|yarn|bun)$/;

/** Undefined where nobody can say: several commands at once, or nothing. */
export function startedBy(words: readonly Word[]): StartedProgram | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  if (/^[A-Za-z_]\w*=/.test(first.text)) return startedBy(rest);
  const name = programName(first.text);
  const wrapper = own(WRAPPERS, name);
  if (wrapper !== undefined) return startedBy(afterOptions(rest, wrapper));
  if (name === "sh" || name === "bash") return startedByShell(rest);
  if (SCRIPT_RUNNERS.test(name)) return withScript(name, rest);
  if (name === "python") return python(rest);
  return { name, args: rest };
}

function programName(word: string): string {
  const base = path.posix.basename(word).replace(/\.exe$/, "");
  return /^python\d?(?:\.\d+)?$/.test(base) ? "python" : base;
}

function afterOptions(words: readonly Word[], { verb, valued }: (typeof WRAPPERS)[string] & object): readonly Word[] {
  const rest = verb === undefined ? words : words.slice(1);
  if (verb !== undefined && !verb.test(words[0]?.text ?? "")) return [];
  let at = 0;
  for (let word = rest[at]; word?.text.startsWith("-"); word = rest[at]) {
    // `uv run -m module` names what is run.
    if (word.text === "-m" || word.text === "--module") return rest.slice(at + 1);
    at += valued?.test(word.text) === true && !word.text.includes("=") ? 2 : 1;
  }
  return rest.slice(at);
}

/** The last of several commands is the one that stays; of several at once, none is. */
function startedByShell(words: readonly Word[]): StartedProgram | undefined {
  const at = words.findIndex(({ text }) => /^-\w*c$/.test(text));
  const text = words[at + 1];
  if (at < 0 || text === undefined || /[|`]|\$\(|(?<!&)&(?!&)/.test(text.text)) return undefined;
  const inner = splitWords(text.text).map((word) => ({ text: word.text, at: text.at + word.at }));
  const last = inner.map((word) => /^(?:&&|;)$/.test(word.text)).lastIndexOf(true);
  return startedBy(inner.slice(last + 1));
}

function withScript(name: string, words: readonly Word[]): StartedProgram | undefined {
  // Of another package's folder.
  if (words.some(({ text }) => /^(?:-w|-C|-F|--(?:workspaces?|prefix|filter|cwd|dir))\b/.test(text))) return undefined;
  const [verb, script] = words.filter(({ text }) => !text.startsWith("-"));
  if (verb?.text === "run" && script !== undefined) return { name, args: words, script: script.text };
  if (verb?.text === "start") return { name, args: words, script: "start" };
  if (verb?.text === "exec" || verb?.text === "dlx") return startedBy(words.slice(words.indexOf(verb) + 1));
  return undefined;
}

/** `python -m module` runs what the module is called. */
function python(words: readonly Word[]): StartedProgram {
  let at = 0;
  for (let word = words[at]; word?.text.startsWith("-"); word = words[at]) {
    const [module] = words.slice(at + 1);
    if (word.text === "-m" && module !== undefined) return { name: module.text, args: words.slice(at + 2) };
    at += word.text === "-X" || word.text === "-W" ? 2 : 1;
  }
  return { name: "python", args: words.slice(at) };
}
