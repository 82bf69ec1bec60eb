import { RUNTIME_FILES, RUNTIME_KEYS } from "../facts/app-yaml";
import { readDocument } from "../files/document";
import type { PlacedIssue } from "../stage/program";
import type { SourceFolder } from "./read-source";
import { RuntimeFile } from "./runtime-file";
import { type RuntimeVariable, runtimeVariables } from "./runtime-variable";
import { SourceText } from "./source-text";
import { type Word, splitWords } from "./words";

/** What app.yaml says. What it says wrongly is left out of it, and is an issue. */
export interface AppYaml {
  readonly text: SourceText;
  readonly command?: readonly Word[];
  readonly env: readonly RuntimeVariable[];
  readonly found: readonly PlacedIssue[];
}

/** Reads app.yaml or app.yml of a folder. Never throws. Undefined where there is none. */
export function readAppYaml(folder: Pick<SourceFolder, "root" | "texts" | "files">): AppYaml | undefined {
  const present = RUNTIME_FILES.value.filter((name) => folder.files.some(({ path }) => path === name));
  const [name, other] = present;
  if (name === undefined) return undefined;
  const bytes = folder.files.find(({ path }) => path === name)?.bytes ?? new Uint8Array();
  const file = new RuntimeFile(new SourceText(folder.root, name, folder.texts.get(name) ?? ""), readDocument(bytes));
  if (other !== undefined) {
    const message = `beside ${name} there is ${other}, and the vendor does not say which of them counts`;
    file.add({ code: "runtime.two-files", message, fix: "remove one of them" }, 0);
  }
  const { data, problems } = file.document;
  for (const { offset, ...problem } of problems) {
    // Nothing but comments is nothing to run by; the vendor starts what it starts without the file.
    if (problem.code === "file.empty") continue;
    file.add({ ...problem }, offset, problem.path);
  }
  for (const key of Object.keys(data)) if (!RUNTIME_KEYS.value.includes(key)) file.unknown([key], RUNTIME_KEYS.value);
  const command = commandOf(data.command, file);
  const env = runtimeVariables(data.env, file);
  return { text: file.text, ...(command && { command }), env, found: file.found };
}

function commandOf(command: unknown, file: RuntimeFile): readonly Word[] | undefined {
  if (command === undefined) return undefined;
  const at = file.at(["command"]);
  const isScalar = typeof command === "string";
  const words = isScalar ? wordsOf(command, at, file) : listOf(command, file);
  if (words === undefined || words.length === 0) {
    const fix = 'write each word as a member of a list: command: ["python", "app.py"]';
    file.add({ code: "runtime.type", message: "a command is a list of texts with at least one", fix }, at, ["command"]);
    return undefined;
  }
  if (isScalar) {
    const message = "the vendor documents a command as a list of words; whether it splits a text is not said";
    const fix = 'write each word as a member of a list: command: ["python", "app.py"]';
    file.add({ code: "runtime.command-text", message, fix }, at, ["command"], "warning");
  }
  return words;
}

function wordsOf(command: string, at: number, file: RuntimeFile): readonly Word[] {
  const start = file.text.text.indexOf(command.split("\n")[0] ?? "", at);
  return splitWords(command).map(({ text, at: within }) => ({ text, at: (start < 0 ? at : start) + within }));
}

/** A number in a list of words is a word. */
function listOf(command: unknown, file: RuntimeFile): readonly Word[] | undefined {
  if (!Array.isArray(command)) return undefined;
  const words = command.map((word: unknown, index) => {
    const text = file.scalar(["command", index], word);
    const at = file.at(["command", index]);
    // Its first character, not the quote before it: a word may hold words of its own.
    return text === undefined ? undefined : { text, at: at + (/["']/.test(file.text.text.charAt(at)) ? 1 : 0) };
  });
  const all = words.filter((word) => word !== undefined);
  return all.length === words.length ? all : undefined;
}
