import { expected } from "../definition/wording";
import { type Source, type SourceDocument, shownFile } from "../definition/source";
import type { Issue } from "../errors";
import type { FileDocument } from "./document";
import { offsetOf, placeAt } from "./place";
import { isAmbiguous, readAs } from "./plain-scalar";

type Path = Issue["path"];
type Data = Readonly<Record<string, unknown>>;

/** A file that was read, and the value that was made of it. */
export interface ReadFile {
  readonly kind: SourceDocument["kind"];
  /** Absolute. */
  readonly file: string;
  readonly digest: string;
  readonly text: FileDocument;
  /** What the file says, with defaults for what it leaves out. */
  readonly data: Data;
  /** The folder that a person is in; files below it are shown relative to it. @default the working directory */
  readonly folder?: string;
}

/** The state is private, so that two values of equal content stay equal for a test that compares them. */
export class FileSource implements Source {
  readonly #read: ReadFile;
  readonly #call: Source | undefined;

  /** @param call where code took the value over from the file */
  constructor(read: ReadFile, call?: Source) {
    this.#read = read;
    this.#call = call;
  }

  get document(): SourceDocument {
    const { kind, file, digest, text } = this.#read;
    const review = (found: readonly Issue[], value: object) => this.review(found, value);
    return { kind, file, digest, readable: text.readable, review };
  }

  copiedAt(call: Source): Source {
    return new FileSource(this.#read, call);
  }

  positionOf(path: Path, part: "key" | "value", value: object): string | undefined {
    if (this.#call !== undefined && this.isReplaced(path, value)) return this.#call.positionOf(path, part, value);
    return this.at(offsetOf(this.#read.text.place, path, part));
  }

  private at(offset: number): string {
    const { file, folder, text } = this.#read;
    return `${shownFile(file, folder)}:${text.lines.at(offset)}`;
  }

  /** Was what stands at a path written in code, over what the file says? */
  private isReplaced(path: Path, value: object): boolean {
    let [own, written]: unknown[] = [value, this.#read.data];
    for (const key of path) {
      if (!isMembers(own) || !Object.hasOwn(own, key)) return false;
      if (!isMembers(written) || !Object.hasOwn(written, key)) return true;
      [own, written] = [own[key], written[key]];
    }
    return own !== written && !(isMembers(own) && isMembers(written));
  }

  private review(found: readonly Issue[], value: object): readonly Issue[] {
    const { problems, ambiguous } = this.#read.text;
    const own = problems.map(({ offset, ...issue }): Issue => ({ ...issue, at: this.at(offset) }));
    const ownKeys = new Set(own.map(keyOf));
    const others = found.filter((issue) => !ownKeys.has(keyOf(issue)));
    const known = new Set([...own, ...others].map(({ path }) => path.join("\n")));
    const unquoted = ambiguous
      .filter(({ path }) => !known.has(path.join("\n")) && !this.isReplaced(path, value))
      .map(({ path, text }) => quoteIt(path, text));
    return [...own, ...others.map((issue) => this.inWordsOf(issue, value)), ...unquoted];
  }

  /** A value of another type is most often a text that YAML reads as something else. */
  private inWordsOf(issue: Issue, value: object): Issue {
    const text = placeAt(this.#read.text.place, issue.path)?.plain;
    if (issue.code !== "schema.type" || text === undefined || this.isReplaced(issue.path, value)) return issue;
    if (issue.message === expected("string") && text !== "") return quoteIt(issue.path, text);
    return issue.message === expected("boolean") && isAmbiguous(text)
      ? { ...issue, fix: "write true or false" }
      : issue;
  }
}

function keyOf({ code, path }: Issue): string {
  return [code, ...path].join("\n");
}

function quoteIt(path: Path, text: string): Issue {
  const message = `a text belongs here, and readers of YAML take this for ${readAs(text)}`;
  return { code: "file.quote", path, message, fix: `quote it: "${text}"` };
}

function isMembers(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
