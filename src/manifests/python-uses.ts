import { PREINSTALLED } from "../facts/preinstalled";
import type { BuildSettings, Spot, Texts } from "./manifest";
import { ManifestFile } from "./manifest-file";

/** A pre-installed package that an app makes use of: by its command, or by an import. */
export interface PythonUse {
  readonly name: string;
  readonly by: "command" | "import";
  /** Of an import. */
  readonly at?: Spot;
}

/** What an app uses of the packages that the platform's image may hold; each once, the command first. */
export function pythonUses(texts: Texts, { command = [] }: BuildSettings): PythonUse[] {
  const uses = new Map<string, PythonUse>();
  const program = programOf(command);
  for (const [name, { commands = [] }] of Object.entries(PREINSTALLED.value)) {
    if (program !== undefined && commands.includes(program)) uses.set(name, { name, by: "command" });
  }
  const paths = [...texts.keys()].filter((path) => path.endsWith(".py") && !/(?:^|\/)(?:tests?\/|test_)/.test(path));
  for (const path of paths.sort()) {
    for (const use of importsOf(new ManifestFile(path, texts.get(path) ?? ""), texts)) {
      if (!uses.has(use.name)) uses.set(use.name, use);
    }
  }
  return [...uses.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The program that a command starts, through whatever starts programs. */
function programOf(command: readonly string[]): string | undefined {
  const words = command.filter((word) => !word.startsWith("--"));
  const [first = "", second, third] = words[0] === "uv" && words[1] === "run" ? words.slice(2) : words;
  const name = first.replace(/^.*\//, "");
  return /^python\d*(?:\.\d+)*$/.test(name) && second === "-m" ? third : name || undefined;
}

function importsOf(file: ManifestFile, texts: Texts): PythonUse[] {
  // Examples in documentation are no imports; blanks keep every offset.
  const code = file.text.replace(/("""|''')[^]*?\1/g, (text) => text.replace(/[^\n]/g, " "));
  const found: PythonUse[] = [];
  for (const match of code.matchAll(
    /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+([^\n#]*)|import[ \t]+([^\n#]+))/gm,
  )) {
    const [line, from, members = "", modules = ""] = match;
    const at = file.at(match.index + line.length - line.trimStart().length);
    // `from databricks import sdk` is an import of databricks.sdk as well.
    const named = from === undefined ? list(modules) : [from, ...list(members).map((member) => `${from}.${member}`)];
    for (const [name, known] of Object.entries(PREINSTALLED.value)) {
      if (known.modules.some((module) => named.some((one) => isWithin(one, module)) && !isOwn(module, texts))) {
        found.push({ name, by: "import", at });
      }
    }
  }
  return found;
}

function list(text: string): string[] {
  return text.split(",").map(
    (part) =>
      part
        .trim()
        .split(/[\s(]+/)
        .find(Boolean) ?? "",
  );
}

function isWithin(name: string, module: string): boolean {
  return name === module || name.startsWith(`${module}.`);
}

/** An app may have a module of that name itself. */
function isOwn(module: string, texts: Texts): boolean {
  const path = module.replaceAll(".", "/");
  return texts.has(`${path}.py`) || texts.has(`${path}/__init__.py`);
}
