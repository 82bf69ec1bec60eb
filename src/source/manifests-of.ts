import type { BuildSettings, Manifests } from "../manifests/manifest";
import { readManifests } from "../manifests/read-manifests";
import type { AppFolder } from "./app-folder";

const known = new WeakMap<AppFolder, Manifests>();

/** What the dependency files of a folder say: read once. */
export function manifestsOf(folder: AppFolder): Manifests {
  const found = known.get(folder) ?? readManifests(folder.source.texts, buildSettings(folder));
  known.set(folder, found);
  return found;
}

/** What app.yaml says that the build depends on. */
export function buildSettings({ appYaml }: AppFolder): BuildSettings {
  if (appYaml === undefined) return {};
  const { text, command, env } = appYaml;
  const [first] = command ?? [];
  return {
    ...(command && { command: command.map((word) => word.text) }),
    ...(first && { commandAt: `${text.file}:${text.place(first.at)}` }),
    production: env.some(({ name, value }) => name === "NODE_ENV" && value === "production"),
  };
}
