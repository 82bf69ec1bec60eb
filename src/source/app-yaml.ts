import { envNameProblem, secretNameIssue } from "../definition/env";
import { nearest } from "../definition/nearest";
import type { Issue } from "../errors";
import { RUNTIME_FILES, RUNTIME_KEYS, VARIABLE_KEYS } from "../facts/app-yaml";
import { type FileDocument, readDocument } from "../files/document";
import { offsetOf, placeAt } from "../files/place";
import type { PlacedIssue } from "../stage/program";
import type { SourceFolder } from "./read-source";
import { SourceText } from "./source-text";
import { type Word, splitWords } from "./words";

/** A variable of app.yaml. */
export interface RuntimeVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: string;
  /** Offsets of its name and of its value. */
  readonly nameAt: number;
  readonly valueAt: number;
}

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
  const reader = new Reader(new SourceText(folder.root, name, folder.texts.get(name) ?? ""), readDocument(bytes));
  const both = other === undefined ? [] : [reader.both(other)];
  return reader.read(both);
}

class Reader {
  private readonly found: PlacedIssue[] = [];

  constructor(
    private readonly text: SourceText,
    private readonly document: FileDocument,
  ) {}

  both(other: string): PlacedIssue {
    const message = `beside ${this.text.file} there is ${other}, and the vendor does not say which of them counts`;
    const issue = this.text.issue({ code: "runtime.two-files", message, fix: "remove one of them" }, 0);
    return { issue, level: "error", acknowledgeable: false };
  }

  read(before: readonly PlacedIssue[]): AppYaml {
    const { data, problems } = this.document;
    for (const { offset, ...problem } of problems) {
      // Nothing but comments is nothing to run by; the vendor starts what it starts without the file.
      if (problem.code === "file.empty") continue;
      this.add({ ...problem }, offset, problem.path);
    }
    for (const key of Object.keys(data)) if (!RUNTIME_KEYS.value.includes(key)) this.unknown([key], RUNTIME_KEYS.value);
    const command = this.command(data.command);
    const env = this.env(data.env);
    return { text: this.text, ...(command && { command }), env, found: [...before, ...this.found] };
  }

  private command(command: unknown): readonly Word[] | undefined {
    if (command === undefined) return undefined;
    const at = this.at(["command"]);
    const isScalar = typeof command === "string";
    const words = isScalar ? this.wordsOf(command, at) : this.list(command);
    if (words === undefined || words.length === 0) {
      const fix = 'write each word as a member of a list: command: ["python", "app.py"]';
      this.add({ code: "runtime.type", message: "a command is a list of texts with at least one", fix }, at, [
        "command",
      ]);
      return undefined;
    }
    if (isScalar) {
      const message = "the vendor documents a command as a list of words; whether it splits a text is not said";
      const fix = 'write each word as a member of a list: command: ["python", "app.py"]';
      this.add({ code: "runtime.command-text", message, fix }, at, ["command"], "warning");
    }
    return words;
  }

  private wordsOf(command: string, at: number): readonly Word[] {
    const start = this.text.text.indexOf(command.split("\n")[0] ?? "", at);
    return splitWords(command).map(({ text, at: within }) => ({ text, at: (start < 0 ? at : start) + within }));
  }

  /** A number in a list of words is a word. */
  private list(command: unknown): readonly Word[] | undefined {
    if (!Array.isArray(command)) return undefined;
    const words = command.map((word: unknown, index) => {
      const text = this.scalar(["command", index], word);
      const at = this.at(["command", index]);
      // Its first character, not the quote before it: a word may hold words of its own.
      return text === undefined ? undefined : { text, at: at + (/["']/.test(this.text.text.charAt(at)) ? 1 : 0) };
    });
    const all = words.filter((word) => word !== undefined);
    return all.length === words.length ? all : undefined;
  }

  private env(env: unknown): readonly RuntimeVariable[] {
    if (env === undefined || env === null) return [];
    if (!Array.isArray(env)) {
      const fix = "write a list: - name: MODE, and below it value: or valueFrom:";
      this.add({ code: "runtime.type", message: "env is a list of variables", fix }, this.at(["env"]), ["env"]);
      return [];
    }
    const variables = env.flatMap((entry: unknown, index) => this.variable(entry, index) ?? []);
    const seen = new Map<string, RuntimeVariable>();
    for (const variable of variables) {
      const first = seen.get(variable.name);
      seen.set(variable.name, first ?? variable);
      if (first === undefined) continue;
      const message = `${variable.name} is set here and at ${this.text.place(first.nameAt)} of the same file`;
      const issue = { code: "env.twice", message, fix: "remove one of them" };
      this.add(issue, variable.nameAt, ["env", variable.name]);
    }
    return [...seen.values()];
  }

  private variable(entry: unknown, index: number): RuntimeVariable | undefined {
    const path = ["env", index];
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      const fix = "write - name: MODE, and below it value: or valueFrom:";
      this.add(
        { code: "runtime.type", message: "a variable has a name, and a value or valueFrom", fix },
        this.at(path),
      );
      return undefined;
    }
    for (const key of Object.keys(entry)) {
      if (!VARIABLE_KEYS.value.includes(key)) this.unknown([...path, key], VARIABLE_KEYS.value);
    }
    const { name, value, valueFrom } = entry as Readonly<Record<string, unknown>>;
    if (typeof name !== "string" || (value === undefined) === (valueFrom === undefined)) {
      // A misspelt key has been reported by itself.
      if (Object.keys(entry).every((key) => VARIABLE_KEYS.value.includes(key))) {
        const message = "a variable has a name, and either a value or valueFrom";
        const fix = "add what is missing, or remove one of value and valueFrom";
        this.add({ code: "runtime.type", message, fix }, this.at(path), [
          "env",
          typeof name === "string" ? name : index,
        ]);
      }
      return undefined;
    }
    return this.named(name, path, value, valueFrom);
  }

  private named(name: string, path: Path, value: unknown, valueFrom: unknown): RuntimeVariable | undefined {
    const [nameAt, key] = [this.at([...path, "name"]), value === undefined ? "valueFrom" : "value"];
    const valueAt = this.at([...path, key]);
    const problem = envNameProblem(name);
    if (problem !== undefined) this.add(problem, nameAt, ["env", name]);
    const content = this.scalar([...path, key], value ?? valueFrom);
    if (content === undefined) {
      this.add({ code: "runtime.type", message: `${name} is no text`, fix: "write a text" }, valueAt, ["env", name]);
      return undefined;
    }
    if (key === "value" && typeof value !== "string") {
      const message = `${name} is a text for the app, and readers of YAML take this for something else`;
      this.add({ code: "runtime.quote", message, fix: "put it in quotes" }, valueAt, ["env", name], "warning");
    }
    if (key === "value") {
      for (const issue of secretNameIssue(name, content, [])) this.add(issue, valueAt, ["env", name], "error", true);
    }
    return { name, [key]: content, nameAt, valueAt };
  }

  /** The text of a scalar as it stands there. */
  private scalar(path: Path, value: unknown): string | undefined {
    if (typeof value === "string") return value;
    if (typeof value !== "number" && typeof value !== "boolean") return undefined;
    return placeAt(this.document.place, path)?.plain ?? String(value);
  }

  private unknown(path: Path, known: readonly string[]): void {
    const key = String(path.at(-1));
    const near = nearest(key, known);
    const fix =
      near === undefined ? "remove it: scopes, resources and sizes are set elsewhere" : `did you mean "${near}"?`;
    const issue = { code: "runtime.unknown-key", message: `${key} means nothing here`, allowed: known, fix };
    // What looks like a slip leaves something out that was meant; the rest is read by nobody.
    const level = near === undefined && path.length === 1 ? "warning" : "error";
    this.add(issue, offsetOf(this.document.place, path, "key"), path, level, true);
  }

  private at(path: Path): number {
    return offsetOf(this.document.place, path, "value");
  }

  private add(
    issue: Omit<Issue, "path" | "at">,
    offset: number,
    path: Path = [],
    level: PlacedIssue["level"] = "error",
    acknowledgeable = false,
  ): void {
    this.found.push({ issue: this.text.issue(issue, offset, path), level, acknowledgeable });
  }
}

type Path = Issue["path"];
