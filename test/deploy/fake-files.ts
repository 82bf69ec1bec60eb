import type { FileCalls } from "../../src/deploy/upload";
import type { Entry } from "../../src/vendor/files-api";

/** The files of a workspace, without HTTP. */
export class FakeFiles implements FileCalls {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();
  /** Paths in the order they were written. */
  readonly written: string[] = [];
  /** Called before and after each call's work. */
  around: (call: string, when: "before" | "after") => void = () => undefined;

  readonly makeFolder = (path: string): Promise<void> =>
    this.call("makeFolder", () => {
      this.folders.add(path);
    });

  readonly write = (path: string, bytes: Uint8Array): Promise<void> =>
    this.call("write", () => {
      const folder = path.slice(0, path.lastIndexOf("/"));
      if (!this.folders.has(folder)) throw new Error(`${folder} does not exist`);
      this.files.set(path, bytes);
      this.written.push(path);
    });

  readonly read = (path: string): Promise<Uint8Array | undefined> => this.call("read", () => this.files.get(path));

  readonly find = (path: string): Promise<Entry | undefined> =>
    this.call("find", () => (this.files.has(path) ? this.entry(path) : undefined));

  readonly filesBelow = (folder: string): Promise<ReadonlyMap<string, Entry> | undefined> =>
    this.call("filesBelow", () => {
      if (!this.folders.has(folder)) return undefined;
      const below = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
      return new Map(below.map((path) => [path.slice(folder.length + 1), this.entry(path)]));
    });

  private entry(path: string): Entry {
    return { path, kind: "file", size: this.files.get(path)?.length ?? 0 };
  }

  private async call<T>(name: string, work: () => T): Promise<T> {
    await Promise.resolve();
    this.around(name, "before");
    const result = work();
    this.around(name, "after");
    return result;
  }
}
