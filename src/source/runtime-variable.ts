import { envNameProblem, secretNameIssue } from "../definition/env";
import type { Issue } from "../errors";
import { VARIABLE_KEYS } from "../facts/app-yaml";
import type { RuntimeFile } from "./runtime-file";

/** A variable of app.yaml. */
export interface RuntimeVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: string;
  /** Offsets of its name and of its value. */
  readonly nameAt: number;
  readonly valueAt: number;
}

type Path = Issue["path"];

/** The variables of app.yaml. What is wrong with one is said of the file. */
export function runtimeVariables(env: unknown, file: RuntimeFile): readonly RuntimeVariable[] {
  if (env === undefined || env === null) return [];
  if (!Array.isArray(env)) {
    const fix = "write a list: - name: MODE, and below it value: or valueFrom:";
    file.add({ code: "runtime.type", message: "env is a list of variables", fix }, file.at(["env"]), ["env"]);
    return [];
  }
  const variables = env.flatMap((entry: unknown, index) => variableOf(entry, index, file) ?? []);
  const seen = new Map<string, RuntimeVariable>();
  for (const variable of variables) {
    const first = seen.get(variable.name);
    seen.set(variable.name, first ?? variable);
    if (first === undefined) continue;
    const message = `${variable.name} is set here and at ${file.text.place(first.nameAt)} of the same file`;
    const issue = { code: "env.twice", message, fix: "remove one of them" };
    file.add(issue, variable.nameAt, ["env", variable.name]);
  }
  return [...seen.values()];
}

function variableOf(entry: unknown, index: number, file: RuntimeFile): RuntimeVariable | undefined {
  const path = ["env", index];
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    const fix = "write - name: MODE, and below it value: or valueFrom:";
    file.add({ code: "runtime.type", message: "a variable has a name, and a value or valueFrom", fix }, file.at(path));
    return undefined;
  }
  for (const key of Object.keys(entry)) {
    if (!VARIABLE_KEYS.value.includes(key)) file.unknown([...path, key], VARIABLE_KEYS.value);
  }
  const { name, value, valueFrom } = entry as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || (value === undefined) === (valueFrom === undefined)) {
    // A misspelt key has been reported by itself.
    if (Object.keys(entry).every((key) => VARIABLE_KEYS.value.includes(key))) {
      const message = "a variable has a name, and either a value or valueFrom";
      const fix = "add what is missing, or remove one of value and valueFrom";
      file.add({ code: "runtime.type", message, fix }, file.at(path), ["env", typeof name === "string" ? name : index]);
    }
    return undefined;
  }
  return named(file, name, path, value, valueFrom);
}

function named(
  file: RuntimeFile,
  name: string,
  path: Path,
  value: unknown,
  valueFrom: unknown,
): RuntimeVariable | undefined {
  const [nameAt, key] = [file.at([...path, "name"]), value === undefined ? "valueFrom" : "value"];
  const valueAt = file.at([...path, key]);
  const problem = envNameProblem(name);
  if (problem !== undefined) file.add(problem, nameAt, ["env", name]);
  const content = file.scalar([...path, key], value ?? valueFrom);
  if (content === undefined) {
    file.add({ code: "runtime.type", message: `${name} is no text`, fix: "write a text" }, valueAt, ["env", name]);
    return undefined;
  }
  if (key === "value" && typeof value !== "string") {
    const message = `${name} is a text for the app, and readers of YAML take this for something else`;
    file.add({ code: "runtime.quote", message, fix: "put it in quotes" }, valueAt, ["env", name], "warning");
  }
  if (key === "value") {
    for (const issue of secretNameIssue(name, content, [])) file.add(issue, valueAt, ["env", name], "error", true);
  }
  return { name, [key]: content, nameAt, valueAt };
}
