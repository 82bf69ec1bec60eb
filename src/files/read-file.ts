import * as fs from "node:fs";
import * as path from "node:path";
import { sha256 } from "../definition/digest";
import { expected, unknownKey } from "../definition/wording";
import type { SourceDocument } from "../definition/source";
import { type FileDocument, readDocument } from "./document";
import type { ReadFile } from "./file-source";
import { Lines, offsetOf } from "./place";
import type { FileProblem } from "./yaml-data";

/** How the file of a kind is read. */
export interface FileForm {
  readonly kind: SourceDocument["kind"];
  /** What it may say. */
  readonly keys: readonly string[];
  /** What it means where it does not say. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** Reads a file. Never throws: one that is missing or broken is one with problems. */
export function readFile({ kind, keys, defaults }: FileForm, name: string, folder?: string): ReadFile {
  const file = path.resolve(typeof name === "string" ? name : "");
  const { bytes, document } = open(file);
  const { $schema, ...data } = document.data;
  const problems: FileProblem[] = [...document.problems];
  const at = (key: string, part: "key" | "value") => offsetOf(document.place, [key], part);
  // Editors look for a schema there.
  if ($schema !== undefined && typeof $schema !== "string") {
    const message = expected("string");
    problems.push({ code: "schema.type", path: ["$schema"], message, offset: at("$schema", "value") });
  }
  // What only code may say: no schema would see it, because code says it over the file.
  const own = Object.entries(data).filter(([key]) => !OF_CODE.includes(key));
  for (const key of OF_CODE.filter((name) => Object.hasOwn(data, name) && !keys.includes(name))) {
    problems.push({ ...unknownKey(key, keys, [key]), offset: at(key, "key") });
  }
  const text: FileDocument = { ...document, problems };
  const digest = sha256(bytes);
  return { kind, file, digest, text, data: { ...defaults, ...Object.fromEntries(own) }, ...(folder && { folder }) };
}

/** The digest that reading it would give. */
export function digestOfFile(file: string): string {
  try {
    return sha256(fs.readFileSync(file));
  } catch {
    return sha256("");
  }
}

/** The members of a stage that are no part of its file. */
const OF_CODE = ["definition", "workspace"];

function open(file: string): { readonly bytes: Uint8Array; readonly document: FileDocument } {
  try {
    const bytes = fs.readFileSync(file);
    return { bytes, document: readDocument(bytes) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    const problem = isMissing
      ? {
          code: "file.missing",
          message: "there is no such file",
          fix: "correct the path; a relative one begins in the working directory, path.join(__dirname, ...) does not",
        }
      : { code: "file.unreadable", message: `this file cannot be read: ${code}`, fix: "name a file that can be read" };
    const problems = [{ ...problem, path: [], offset: 0 }];
    const nothing = { data: {}, place: { value: 0 }, lines: new Lines(""), problems, ambiguous: [], readable: false };
    return { bytes: new Uint8Array(), document: nothing };
  }
}
