import * as fs from "node:fs";

/** A JSON document of an assembly; undefined where it is none, or where another version of this library wrote it. */
export function assemblyDocument(file: string): object | undefined {
  const document = parse(fs.readFileSync(file, "utf8"));
  return document?.schemaVersion === 1 ? document : undefined;
}

function parse(text: string): { readonly schemaVersion?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
