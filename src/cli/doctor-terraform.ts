import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Io } from "./io";

/** The file that a shell would run, found without running anything. */
export function findOnPath(name: string, env: Io["env"]): string | undefined {
  if (name.includes(path.sep)) return isFile(name) ? name : undefined;
  const endings = process.platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders
    .flatMap((folder) => endings.map((ending) => path.join(folder, `${name}${ending}`)))
    .find((file) => isFile(file));
}

/** Asks the program for its version, without asking the network whether there is a newer one. */
export function terraformVersion(file: string, io: Io): Promise<string | undefined> {
  const env = { ...io.env, CHECKPOINT_DISABLE: "1" };
  return new Promise((resolve) => {
    execFile(file, ["version", "-json"], { cwd: io.cwd, env, timeout: 10_000 }, (error, stdout) => {
      resolve(error === null ? readVersion(stdout) : undefined);
    });
  });
}

function readVersion(text: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(text) as { readonly terraform_version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function isFile(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
