import { type ApiRequest, Bytes, type Context, type Route, demand } from "../api";
import { may } from "../access";
import { addEntry, fileKey, makeFolder, nearestFolder, parentPath, removeEntry, workspacePath } from "../files";
import { asText } from "../json";
import { notebookPath } from "../notebook";
import type { FileEntry } from "../state";
import { VendorError, badRequest, exists, invalid, missing } from "../vendor-error";

const WORKSPACE = "/api/2.0/workspace";

export const workspaceFileRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${WORKSPACE}/mkdirs`,
    handle: (request, context) => {
      const path = workspacePath(asText(request.body.path) ?? "");
      if (request.workspace.files[path]?.type === "DIRECTORY") return {};
      demand(request, "CAN_EDIT", fileKey(nearestFolder(request.workspace, path)));
      makeFolder(request.workspace, path, context);
      own(request, path);
      return {};
    },
  },
  {
    method: "POST",
    path: `${WORKSPACE}/import`,
    handle: (request, context) => {
      const part = (name: string): string | undefined => {
        const found = request.form.get(name);
        return found === undefined ? asText(request.body[name]) : Buffer.from(found).toString();
      };
      const encoded = asText(request.body.content);
      const content = request.form.get("content") ?? Buffer.from(encoded ?? "", "base64");
      const overwrite = part("overwrite") === "true" || request.body.overwrite === true;
      const upload = { path: workspacePath(part("path") ?? ""), content, overwrite, raw: part("format") === "RAW" };
      return put(request, context, upload);
    },
  },
  {
    method: "POST",
    path: `${WORKSPACE}-files/import-file/:path{.+}`,
    handle: (request, context) => {
      const path = workspacePath(`/${(request.params.path ?? "").replace(/^\/+/, "")}`);
      const overwrite = request.query.get("overwrite") === "true";
      return put(request, context, { path, content: request.raw, overwrite, raw: false });
    },
  },
  {
    method: "GET",
    path: `${WORKSPACE}/get-status`,
    handle: (request) => {
      const [path, entry] = find(request, request.query.get("path") ?? "");
      demand(request, "CAN_READ", fileKey(path));
      return answer(path, entry);
    },
  },
  {
    method: "GET",
    path: `${WORKSPACE}/list`,
    handle: (request) => {
      const { workspace, caller } = request;
      const [path, entry] = find(request, request.query.get("path") ?? "");
      demand(request, "CAN_READ", fileKey(path));
      if (entry.type !== "DIRECTORY") return { objects: [answer(path, entry)] };
      return {
        objects: Object.entries(workspace.files)
          .filter(
            ([each]) => each !== "" && parentPath(each) === path && may(workspace, caller, "CAN_READ", fileKey(each)),
          )
          .map(([each, found]) => answer(each, found)),
      };
    },
  },
  {
    method: "GET",
    path: `${WORKSPACE}/export`,
    handle: (request, context) => {
      const content = contentOf(request, context, request.query.get("path") ?? "");
      if (request.query.get("direct_download") === "true") return new Bytes(content);
      return { content: Buffer.from(content).toString("base64"), file_type: "file" };
    },
  },
  {
    method: "POST",
    path: `${WORKSPACE}/delete`,
    handle: (request) => {
      const { workspace, body } = request;
      const [path] = find(request, asText(body.path) ?? "");
      if (path === "") throw badRequest("The root cannot be deleted.");
      demand(request, "CAN_MANAGE", fileKey(path));
      const below = Object.keys(workspace.files).filter((each) => each.startsWith(`${path}/`));
      if (below.length > 0 && body.recursive !== true) {
        throw new VendorError(400, "DIRECTORY_NOT_EMPTY", `Folder (${path}) is not empty`);
      }
      for (const each of [path, ...below]) removeEntry(workspace, each);
      return {};
    },
  },
];

interface Upload {
  readonly path: string;
  readonly content: Uint8Array;
  readonly overwrite: boolean;
  /** Whatever it looks like, it stays a file. */
  readonly raw: boolean;
}

function put(request: ApiRequest, context: Context, { path: asked, content, overwrite, raw }: Upload): object {
  const { workspace } = request;
  const notebook = raw ? undefined : notebookPath(asked, content);
  const path = notebook ?? asked;
  const folder = parentPath(path);
  if (workspace.files[folder]?.type !== "DIRECTORY") throw missing(`The parent folder (${folder}) does not exist.`);
  const found = workspace.files[path];
  demand(request, "CAN_EDIT", fileKey(found === undefined ? folder : path));
  if (found?.type === "DIRECTORY") throw invalid(`Path (${path}) is a folder.`);
  if (found !== undefined && !overwrite) throw exists(`Path (${path}) already exists.`);
  const type = notebook === undefined ? "FILE" : "NOTEBOOK";
  const entry = found ?? addEntry(workspace, path, type, context);
  if (found === undefined) own(request, path);
  entry.digest = context.blobs.put(content);
  entry.size = content.length;
  return {};
}

function contentOf(request: ApiRequest, { blobs }: Context, given: string): Uint8Array {
  const [path, { type, digest }] = find(request, given);
  demand(request, "CAN_READ", fileKey(path));
  if (type === "DIRECTORY") throw invalid(`Path (${given}) is a folder.`);
  const content = blobs.get(digest ?? "");
  if (content === undefined) throw missing(`The content of ${given} is lost.`);
  return content;
}

/** Who makes something manages it. */
function own({ workspace, caller }: ApiRequest, path: string): void {
  workspace.objects[fileKey(path)]?.grants.push({ principal: caller, level: "CAN_MANAGE" });
}

function find({ workspace }: ApiRequest, given: string): readonly [string, FileEntry] {
  const path = workspacePath(given);
  const entry = workspace.files[path];
  if (entry === undefined) throw missing(`Path (${given}) doesn't exist.`);
  return [path, entry];
}

function answer(path: string, { objectId, type, size }: FileEntry): object {
  return {
    path: path === "" ? "/" : path,
    object_type: type,
    object_id: objectId,
    ...(size === undefined ? {} : { size }),
  };
}
