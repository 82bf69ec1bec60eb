import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { StartRefusal } from "./app-source";
import { isObject } from "./json";
import type { EnvVar } from "./state";

/** What app.yaml says. */
export interface AppManifest {
  readonly command?: readonly string[];
  readonly env: readonly EnvVar[];
}

// Where both are there the vendor's command line tool takes this one.
const NAMES = ["app.yml", "app.yaml"];

export function readManifest(folder: string): AppManifest {
  const name = NAMES.find((each) => fs.existsSync(path.join(folder, each)));
  if (name === undefined) return { env: [] };
  const refuse = (reason: string): never => {
    throw new StartRefusal(`Error reading ${name}: ${reason}`);
  };
  const document = parsed(path.join(folder, name), refuse);
  if (document === null || document === undefined) return { env: [] };
  if (!isObject(document)) return refuse("it must hold keys and values.");
  const { command, env } = document;
  if (command !== undefined && !isTexts(command)) return refuse("command must be a sequence of strings.");
  if (env !== undefined && !Array.isArray(env)) return refuse("env must be a list.");
  const variables = ((env ?? []) as readonly unknown[]).map((each) => readVariable(each, refuse));
  return { ...(command === undefined ? {} : { command }), env: variables };
}

/** What is started where neither the deployment nor app.yaml says it. */
export function defaultCommand(folder: string): readonly string[] {
  if (fs.existsSync(path.join(folder, "package.json"))) return ["npm", "run", "start"];
  const first = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .sort()[0];
  if (first !== undefined) return ["python", first];
  throw new StartRefusal("Error starting app: it has no command in app.yaml, no package.json and no Python file.");
}

function parsed(file: string, refuse: (reason: string) => never): unknown {
  try {
    return parse(fs.readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
}

function readVariable(value: unknown, refuse: (reason: string) => never): EnvVar {
  const { name, value: literal, valueFrom } = isObject(value) ? value : {};
  if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return refuse(`${JSON.stringify(name)} cannot be the name of a variable.`);
  }
  if ((literal === undefined) === (valueFrom === undefined)) {
    return refuse(`variable ${name} needs exactly one of value and valueFrom.`);
  }
  if (typeof valueFrom === "string") return { name, valueFrom };
  if (typeof literal === "string" || typeof literal === "number" || typeof literal === "boolean") {
    return { name, value: String(literal) };
  }
  return refuse(`variable ${name} must be text.`);
}
