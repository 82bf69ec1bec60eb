import { own } from "../facts/own";
import { PREINSTALLED } from "../facts/preinstalled";
import type { BuildSettings, Dependency, ManifestProblem, Manifests, Texts } from "./manifest";
import { writeSpot } from "./manifest";
import { admits, type Clause } from "./pep440";
import { requirementOf } from "./pep508";
import { pythonUses } from "./python-uses";

/** Where an app runs, as far as its dependencies care. */
export interface DependencyContext extends BuildSettings {
  /** Does a pipeline end here? What was tried in the stages before is then what should run. */
  readonly isLastStage: boolean;
  /** Does it have several instances? Apps that are created so have no pre-installed packages. */
  readonly isScaled: boolean;
}

/** What is wrong with an app's dependencies in one stage. Files by themselves have their problems in `manifests`. */
export function checkDependencies(
  manifests: Manifests,
  texts: Texts,
  context: DependencyContext,
): readonly ManifestProblem[] {
  return [
    ...(context.isLastStage ? notPinned(manifests, context) : []),
    ...(context.isScaled ? [] : replacing(manifests)),
    ...missing(manifests, texts, context),
  ];
}

const HOW_TO_PIN = {
  python: {
    pip: "write name==version, as `pip freeze` prints it, for each",
    uv: "run `uv lock` and keep uv.lock in the folder",
  },
  node: {
    npm: "run `npm install` and keep package-lock.json in the folder",
    pnpm: "run `pnpm install` and keep pnpm-lock.yaml in the folder",
  },
} as const;

/** One finding per file: what mends one line mends them all. */
function notPinned(manifests: Manifests, { isScaled }: DependencyContext): ManifestProblem[] {
  const { dependencies, python = "pip", node = "npm" } = manifests;
  // pip leaves alone what the image holds, which is as good as a version.
  const hasImage = python === "pip" && !isScaled;
  const files = [...new Set(dependencies.map(({ at }) => at.file))];
  return files.flatMap((file): ManifestProblem[] => {
    const ofFile = dependencies.filter(({ at }) => at.file === file);
    const loose = ofFile.filter((one) => (one.pin === "range" || one.pin === "none") && !(hasImage && isOfImage(one)));
    const [first] = loose;
    if (first === undefined) return [];
    return [
      {
        code: "dependency.not-pinned",
        path: ["source", file],
        message:
          `the build of this stage may install other versions than the stages before it ran with: ` +
          `${loose.length} of ${ofFile.length} dependencies admit several`,
        got: loose.map(({ name, versions = "any" }) => `${name} ${versions}`),
        fix: first.ecosystem === "python" ? HOW_TO_PIN.python[python] : HOW_TO_PIN.node[node],
        at: writeSpot(first.at),
        level: "warning",
      },
    ];
  });
}

/** pip leaves a pre-installed version alone wherever the requirement admits it. */
function replacing({ python, dependencies }: Manifests): ManifestProblem[] {
  if (python !== "pip") return [];
  return dependencies.flatMap((dependency): ManifestProblem[] => {
    const { name, versions, at } = dependency;
    const version = preinstalledVersion(dependency);
    if (version === undefined || isOfImage(dependency)) return [];
    return [
      {
        code: "dependency.replaces-image",
        path: ["source", at.file, name],
        message:
          `the platform's image holds ${name} ${version}, and this installs another one over it; ` +
          `what else the image holds was not built for that`,
        ...(versions === undefined ? {} : { got: versions }),
        fix: `admit ${version}, or try the app in an earlier stage and acknowledge this`,
        at: writeSpot(at),
        level: "warning",
      },
    ];
  });
}

function preinstalledVersion({ name, ecosystem }: Dependency): string | undefined {
  return ecosystem === "python" ? own(PREINSTALLED.value, name)?.version : undefined;
}

/** Is what the image holds all that this asks for? */
function isOfImage(dependency: Dependency): boolean {
  const { name, versions, direct } = dependency;
  const version = preinstalledVersion(dependency);
  return version !== undefined && direct === undefined && admits(clausesOf(name, versions), version);
}

function clausesOf(name: string, versions = ""): readonly Clause[] {
  const found = requirementOf(name + versions);
  return "mistake" in found ? [] : found.clauses;
}

/** Packages that an app uses and nothing installs. */
function missing(manifests: Manifests, texts: Texts, context: DependencyContext): ManifestProblem[] {
  const isUv = manifests.python === "uv";
  if (!isUv && !context.isScaled) return [];
  const names = new Set(manifests.dependencies.map(({ name }) => name));
  const installed = (name: string): boolean =>
    names.has(name) ||
    manifests.locked?.has(name) === true ||
    (manifests.locked === undefined && (own(PREINSTALLED.value, name)?.broughtBy ?? []).some(installed));
  const why = isUv ? "an app that uv installs has none of the" : "an app that is created scaled has none of the";
  return pythonUses(texts, context)
    .filter(({ name }) => !installed(name))
    .map(({ name, by, at }) => ({
      code: "dependency.not-in-image",
      path: ["source", ...(at === undefined ? ["command"] : [at.file]), name],
      message: `${by === "command" ? "the command starts" : "this imports"} ${name}, which no dependency file names; ${why} pre-installed packages`,
      fix: `add ${name} to ${isUv ? "the dependencies of pyproject.toml, and run `uv lock`" : "requirements.txt"}`,
      ...locationOf(at === undefined ? context.commandAt : writeSpot(at)),
      // A lock file is all there is, so the command cannot work; an import may never be reached.
      level: by === "command" && manifests.locked !== undefined ? "error" : "warning",
    }));
}

function locationOf(at: string | undefined): { readonly at?: string } {
  return at === undefined ? {} : { at };
}
