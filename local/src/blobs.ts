import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { writeAtomically } from "./atomic-file";

/** The contents of uploaded files by their digest: apart from the state, which is written with every change. */
export class Blobs {
  private readonly memory = new Map<string, Uint8Array>();

  /** @param folder - where to keep them; without it they are kept in memory. */
  constructor(private readonly folder?: string) {
    if (folder !== undefined) fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  put(content: Uint8Array): string {
    const digest = createHash("sha256").update(content).digest("hex");
    if (this.folder === undefined) this.memory.set(digest, content);
    else if (!fs.existsSync(this.fileOf(digest))) writeAtomically(this.fileOf(digest), content);
    return digest;
  }

  get(digest: string): Uint8Array | undefined {
    if (this.folder === undefined) return this.memory.get(digest);
    const file = this.fileOf(digest);
    return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  }

  private fileOf(digest: string): string {
    return path.join(this.folder ?? "", digest);
  }
}
