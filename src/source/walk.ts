import * as fs from "node:fs";
import * as path from "node:path";
import type { Issue } from "../errors";
import {
  LARGEST_FILE,
  LEFT_OUT,
  LEFT_OUT_ENDINGS,
  MOST_FILES,
  SECRET_FILES,
  VIRTUAL_ENVIRONMENT,
} from "../facts/source-files";
import { IgnoreRules } from "./ignore-rules";
import { byCodeUnits } from "./order";
import { sourceProblem } from "./source-problem";

/** A file that belongs to a source. */
export interface WalkedFile {
  /** From the folder, with forward slashes. */
  readonly path: string;
  /** On this machine. */
  readonly file: string;
}

export interface Walk {
  /** By path. */
  readonly files: readonly WalkedFile[];
  readonly problems: readonly Issue[];
}

/** Every file of a folder that is neither left out nor ignored, and what cannot be uploaded. */
export function walk(root: string): Walk {
  const walker = new Walker(root);
  walker.folder(root, "", IgnoreRules.above(root));
  return { files: walker.files.sort(byCodeUnits), problems: walker.problems };
}

/** What a folder holds, by a name that is text. */
interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

class Walker {
  readonly files: WalkedFile[] = [];
  readonly problems: Issue[] = [];

  constructor(private readonly root: string) {}

  folder(folder: string, prefix: string, rules: IgnoreRules): void {
    const entries = this.list(folder, prefix);
    // By its file, because a virtual environment may have any name; the app's own folder is never one.
    if (prefix !== "" && entries.some(({ name }) => name === VIRTUAL_ENVIRONMENT.value)) return;
    const twins = new Map<string, string>();
    for (const entry of entries) {
      if (this.files.length > MOST_FILES.value) return;
      const file = path.join(folder, entry.name);
      const relative = `${prefix}${entry.name}`;
      if (isLeftOut(entry.name) || rules.ignores(file, entry.kind === "folder")) continue;
      const twin = twins.get(entry.name.toLowerCase());
      twins.set(entry.name.toLowerCase(), entry.name);
      if (twin !== undefined) {
        const message = `this and ${twin} differ in case only: not every machine can hold both`;
        this.refuse(relative, "source.name", message, "rename one of them");
      } else if (entry.kind === "folder") this.folder(file, `${relative}/`, rules.within(file));
      else this.file(entry, file, relative);
    }
  }

  private file({ name, kind }: Entry, file: string, relative: string): void {
    if (kind !== "file") {
      const what = kind === "link" ? "a symbolic link" : "no plain file";
      const message = `this is ${what}, which neither Windows nor the workspace keeps`;
      this.refuse(relative, "source.not-a-file", message, "put the file itself here, or add it to .gitignore");
      return;
    }
    const secret = SECRET_FILES.value.find(({ pattern }) => pattern.test(name));
    if (secret !== undefined) {
      const message = `this looks like ${secret.name}: whoever can read the uploaded folder could read it`;
      const fix = "add it to .gitignore, and give the app what it needs by AppResource.secret() and valueFrom";
      this.refuse(relative, "source.secret-file", message, fix);
      return;
    }
    this.files.push({ path: relative, file });
    if (this.files.length > MOST_FILES.value) {
      const message = `this folder holds more than ${MOST_FILES.value} files: it is hardly an app's`;
      this.refuse("", "source.too-many", message, "name the app's own folder, or ignore what does not belong to it");
    }
  }

  /** By name, so that issues come in the same order everywhere. */
  private list(folder: string, prefix: string): Entry[] {
    try {
      const entries = fs.readdirSync(folder, { withFileTypes: true, encoding: "buffer" });
      return entries
        .flatMap((entry) => this.named(entry, prefix))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch {
      this.refuse(
        prefix.slice(0, -1),
        "source.unreadable",
        "this folder cannot be read",
        "let it be read, or ignore it",
      );
      return [];
    }
  }

  /** A name that is not the same text on every machine is refused before anything is asked about it. */
  private named(entry: fs.Dirent<Buffer>, prefix: string): Entry[] {
    const name = entry.name.toString("utf8");
    const isText = Buffer.from(name, "utf8").equals(entry.name);
    if (isText && name === name.normalize("NFC") && !/[\u0000-\u001f\u007f\\:*?"<>|]|[ .]$/.test(name)) {
      return [{ name, kind: kindOf(entry) }];
    }
    if (isLeftOut(name)) return [];
    const message = "not every machine can hold a file of this name";
    const shown = `${prefix}${JSON.stringify(name).slice(1, -1)}`;
    this.refuse(shown, "source.name", message, 'rename it: no control characters, no \\ : * ? " < > |, in UTF-8 (NFC)');
    return [];
  }

  private refuse(relative: string, code: string, message: string, fix: string): void {
    this.problems.push(sourceProblem(this.root, relative, { code, message, fix }));
  }
}

function kindOf(entry: fs.Dirent<Buffer>): Entry["kind"] {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";
}

function isLeftOut(name: string): boolean {
  return LEFT_OUT.value.has(name) || LEFT_OUT_ENDINGS.value.some((ending) => name.endsWith(ending));
}

/** Why a file of this size cannot be deployed. */
export function sizeProblem(root: string, relative: string, size: number): Issue | undefined {
  if (size <= LARGEST_FILE.value) return undefined;
  const message = `a file has at most ${LARGEST_FILE.value} bytes: the vendor refuses the deployment otherwise`;
  const fix = "keep it in a volume and read it from there, or add it to .gitignore";
  return sourceProblem(root, relative, { code: "source.too-large", message, got: size, fix });
}
