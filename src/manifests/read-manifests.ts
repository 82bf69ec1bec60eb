import { DEPENDENCY_SETTINGS, MANIFESTS } from "../facts/required-hosts";
import { Collector } from "./collector";
import type { BuildSettings, Manifests, Texts } from "./manifest";
import { ManifestFile } from "./manifest-file";
import { readNode } from "./read-node";
import { readPython } from "./read-python";
import { secretsIn } from "./secrets";

/** Reads the dependency files of an app's folder, as the platform would install from them. Pure. */
export function readManifests(texts: Texts, settings: BuildSettings = {}): Manifests {
  const into = new Collector();
  const python = readPython(texts, settings, into);
  const node = readNode(texts, settings, into);
  const asking = Object.values(MANIFESTS.value).flat();
  // A file that the platform does not look at is uploaded all the same.
  const read = [...new Set([...asking, ...DEPENDENCY_SETTINGS.value, ...into.included])].sort();
  const secrets = read.flatMap((path) => secretsIn(new ManifestFile(path, texts.get(path) ?? "")));
  return {
    files: [...asking, ...DEPENDENCY_SETTINGS.value].filter((name) => texts.has(name)).sort(),
    ...python,
    ...(node === undefined ? {} : { node }),
    dependencies: into.dependencies,
    hosts: into.hosts,
    problems: [...secrets, ...into.problems],
  };
}
