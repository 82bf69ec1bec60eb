import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { defaultCommand, readManifest } from "./app-manifest";
import type { Launch } from "./app-process";
import { writeSource } from "./app-source";
import { type SecretLookup, processEnvironment, withPort } from "./process-environment";
import type { Run } from "./runner";

/** Lays out the folder of a process and says what is to be started there. */
export function prepareLaunch(run: Run, folder: string, port: number, secret: SecretLookup): Launch {
  const place = { home: path.join(folder, "home"), temporary: path.join(folder, "tmp"), port };
  const source = path.join(folder, "source");
  for (const each of [place.home, place.temporary]) fs.mkdirSync(each, { recursive: true, mode: 0o700 });
  writeSource(source, run);
  const manifest = readManifest(source);
  const environment = processEnvironment(run, manifest.env, place, secret);
  const asked = run.deployment.command?.length === 0 ? undefined : run.deployment.command;
  const command = withPort(asked ?? manifest.command ?? defaultCommand(source), port);
  return { command: onThisMachine(command, environment.PATH ?? ""), folder: source, environment, port };
}

/** What is in a secret that nobody told us: the same at every start, and nobody's. */
export const madeUpSecret: SecretLookup = ({ workspace, scope, key }) =>
  `local-${createHash("sha256")
    .update(JSON.stringify([workspace, scope, key]))
    .digest("hex")
    .slice(0, 32)}`;

/** The vendor's machines have a `python`; many others have a `python3` alone. */
function onThisMachine([file = "", ...words]: readonly string[], PATH: string): readonly string[] {
  const has = (name: string): boolean =>
    PATH.split(path.delimiter).some((folder) => folder !== "" && fs.existsSync(path.join(folder, name)));
  return [file === "python" && !has("python") && has("python3") ? "python3" : file, ...words];
}
