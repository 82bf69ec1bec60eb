import { record } from "./app-data";
import type { WorkspaceApi } from "./workspace-api";

/** What lies in a folder of the workspace. */
export interface Entry {
  readonly path: string;
  readonly kind: "file" | "folder" | "other";
  readonly size?: number;
  readonly id?: string;
}

const WORKSPACE = "/api/2.0/workspace";

/** The calls about workspace files. All may be repeated: what is written is what its path stands for. */
export class FilesApi {
  constructor(readonly api: WorkspaceApi) {}

  async makeFolder(path: string): Promise<void> {
    await this.api.put(`${WORKSPACE}/mkdirs`, { path });
  }

  /** RAW: a `.py` or `.ipynb` that looks like a notebook would otherwise become one. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    const form = new FormData();
    form.set("path", path);
    form.set("format", "RAW");
    form.set("overwrite", "true");
    form.set("content", new Blob([new Uint8Array(bytes)]), "content");
    await this.api.put(`${WORKSPACE}/import`, form);
  }

  /** What a file holds. Undefined: there is none. */
  async read(path: string): Promise<Uint8Array | undefined> {
    const { body } = await this.api.get(`${WORKSPACE}/export?path=${encodeURIComponent(path)}&format=AUTO`);
    return typeof body?.content === "string" ? Buffer.from(body.content, "base64") : undefined;
  }

  /** Undefined: there is nothing. */
  async find(path: string): Promise<Entry | undefined> {
    const { body } = await this.api.get(`${WORKSPACE}/get-status?path=${encodeURIComponent(path)}`);
    return body === undefined ? undefined : readEntry(body);
  }

  /** Undefined: there is no such folder. */
  async list(path: string): Promise<readonly Entry[] | undefined> {
    const { body } = await this.api.get(`${WORKSPACE}/list?path=${encodeURIComponent(path)}`);
    if (body === undefined) return undefined;
    return Array.isArray(body.objects) ? body.objects.map((each) => readEntry(record(each))) : [];
  }

  /** Every file below a folder, by its path from there. Undefined: there is no such folder. */
  async filesBelow(folder: string): Promise<ReadonlyMap<string, Entry> | undefined> {
    const top = await this.list(folder);
    if (top === undefined) return undefined;
    const found = new Map<string, Entry>();
    const open = [...top];
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      if (entry.kind === "folder") open.push(...((await this.list(entry.path)) ?? []));
      else found.set(below(entry.path, folder), entry);
    }
    return found;
  }

  /** What is gone already is fine. */
  async remove(path: string): Promise<void> {
    await this.api.put(`${WORKSPACE}/delete`, { path, recursive: true });
  }
}

/** `/Workspace/Shared` and `/Shared` are one place, and answers use either. */
export function plainPath(path: string): string {
  return path.replace(/^\/Workspace(?=\/)/, "").replace(/\/+$/, "");
}

function below(path: string, folder: string): string {
  return plainPath(path).slice(plainPath(folder).length + 1);
}

function readEntry(body: Readonly<Record<string, unknown>>): Entry {
  const { path, object_type: type, size, object_id: id } = body;
  return {
    path: typeof path === "string" ? path : "",
    kind: type === "FILE" ? "file" : type === "DIRECTORY" ? "folder" : "other",
    ...(typeof size === "number" && { size }),
    ...((typeof id === "number" || typeof id === "string") && { id: String(id) }),
  };
}
