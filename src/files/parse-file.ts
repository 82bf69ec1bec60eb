import { type ParsedNode, type YAMLError, parseDocument } from "yaml";
import type { FileDocument } from "./document";
import { Lines } from "./place";
import { type FileProblem, Unreadable, yamlData } from "./yaml-data";

/** A hundred times a long stage file; the parser takes a second for ten times as much. */
const MOST_BYTES = 256 * 1024;

/** Reads YAML 1.2, of which JSON is a part. Never throws. */
export function parseFile(bytes: Uint8Array): FileDocument {
  const text = decoded(bytes);
  const lines = new Lines(text ?? "");
  try {
    if (text === undefined) {
      throw problem("file.encoding", 0, "this is not text in UTF-8", "save the file as UTF-8");
    }
    if (bytes.length > MOST_BYTES) {
      throw problem("file.too-large", 0, `such a file is smaller than ${MOST_BYTES / 1024} KB`);
    }
    const { data, ...rest } = yamlData(parsed(text));
    if (typeof data !== "object" || data === null || Array.isArray(data)) {
      const message = "expected a map of keys and values";
      throw new Unreadable({ code: "schema.type", path: [], message, offset: rest.place.value });
    }
    return { ...rest, data: data as FileDocument["data"], lines, readable: true };
  } catch (error) {
    const found = error instanceof Unreadable ? error.problem : tooDeep(error);
    return { data: {}, place: { value: 0 }, lines, problems: [found], ambiguous: [], readable: false };
  }
}

function parsed(text: string): ParsedNode {
  const document = parseDocument(text, { version: "1.2", merge: false, uniqueKeys: false, prettyErrors: false });
  const [error] = document.errors;
  const directive = /^%YAML[ \t]+(?!1\.2\b).*$/m.exec(text);
  if (directive !== null && document.directives?.yaml.explicit === true) {
    throw problem("file.version", directive.index, "this is read as YAML 1.2", "remove the line");
  }
  if (error !== undefined) throw syntax(error);
  if (document.contents === null || isNothing(document.contents)) {
    throw problem("file.empty", 0, "this file is empty");
  }
  return document.contents;
}

function isNothing(node: ParsedNode): boolean {
  return node.range[0] === node.range[1];
}

function syntax({ code, message, pos }: YAMLError): Unreadable {
  switch (code) {
    case "TAB_AS_INDENT":
      return problem("file.tab", pos[0], "tabs do not indent in YAML", "use spaces");
    case "MULTIPLE_DOCS": {
      const fix = "keep one, and move the others to files of their own";
      return problem("file.several-documents", pos[0], "this file holds several documents", fix);
    }
    default:
      // The parser's words end where it would quote the text, which may hold a credential.
      return problem("file.syntax", pos[0], `this is not YAML: ${message.split("\n")[0] ?? ""}`);
  }
}

/** What is nested tens of thousands deep exhausts the parser's stack. */
function tooDeep(error: unknown): FileProblem {
  const reason = error instanceof RangeError ? "it is nested too deeply" : String(error);
  return { code: "file.syntax", path: [], message: `this cannot be read: ${reason}`, offset: 0 };
}

function problem(code: string, offset: number, message: string, fix?: string): Unreadable {
  return new Unreadable({ code, path: [], message, offset, ...(fix === undefined ? {} : { fix }) });
}

/** Without a byte order mark, which is no column. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
