import { appSettings } from "../manifests/app-settings";
import type { Manifests } from "../manifests/manifest";
import { readManifests } from "../manifests/read-manifests";
import type { SourceFolder } from "./read-source";

const known = new WeakMap<SourceFolder["texts"], Manifests>();

/** What the dependency files of a folder say: read once, under however many names the folder goes. */
export function manifestsOf({ texts }: SourceFolder): Manifests {
  const found = known.get(texts) ?? readManifests(texts, appSettings(texts));
  known.set(texts, found);
  return found;
}
