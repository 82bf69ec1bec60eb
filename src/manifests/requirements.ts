import type { Collector } from "./collector";
import type { Dependency, Spot, Texts } from "./manifest";
import { ManifestFile } from "./manifest-file";
import { isExact } from "./pep440";
import { packageName, requirementOf } from "./pep508";
import { type PipLine, pipLines } from "./pip-lines";
import { type PipOption, pipOptions } from "./pip-options";
import { isAddress, nameInAddress, readPythonAddress } from "./python-address";

interface Place {
  readonly url: string;
  readonly at: Spot;
}

/** Where pip looks for packages; every line may change it for all of them. */
interface Search {
  /** Undefined: pip's own index. */
  index: Place | undefined;
  extra: Place[];
  links: Place[];
  none: boolean;
}

/** Reads `requirements.txt` and the files that it includes, as pip does. */
export function readRequirements(path: string, texts: Texts, into: Collector): void {
  new Reader(texts, into).readAll(path);
}

class Reader {
  private readonly search: Search = { index: undefined, extra: [], links: [], none: false };
  /** Versions that constraint files allow alone. */
  private readonly constrained = new Set<string>();
  private readonly asked: Dependency[] = [];
  private readonly seen = new Set<string>();
  /** The first line that makes pip look anything up. */
  private first: Spot | undefined;

  constructor(
    private readonly texts: Texts,
    private readonly into: Collector,
  ) {}

  readAll(path: string): void {
    this.file(path, false, []);
    for (const dependency of this.asked) {
      const isBound = dependency.pin === "range" || dependency.pin === "none";
      const pin = isBound && this.constrained.has(dependency.name) ? "exact" : dependency.pin;
      this.into.dependencies.push({ ...dependency, pin });
    }
    this.searched();
  }

  /** What a package needs itself is looked up too, so one requirement of any form asks every index. */
  private searched(): void {
    if (this.first === undefined) return;
    const { index, extra, links, none } = this.search;
    for (const { url, at } of links) {
      if (/^\w+:\/\//.test(url)) this.into.address(url, "links to Python packages", at);
    }
    if (none) return;
    if (index === undefined) this.into.defaults("python", this.first);
    for (const { url, at } of index === undefined ? extra : [index, ...extra]) {
      this.into.address(url, "index of Python packages", at);
    }
  }

  private file(path: string, isConstraint: boolean, above: readonly string[]): void {
    // A file that was read once has nothing new to say.
    const key = `${String(isConstraint)} ${path}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.into.included.add(path);
    const file = new ManifestFile(path, this.texts.get(path) ?? "");
    for (const line of pipLines(file.text)) this.line(file, line, isConstraint, [...above, path]);
  }

  private line(file: ManifestFile, line: PipLine, isConstraint: boolean, above: readonly string[]): void {
    // pip looks for options behind single spaces only, so that markers keep their quotes.
    const optionsAt = line.text.startsWith("-") ? 0 : line.text.indexOf(" -") + 1;
    const hasOptions = optionsAt > 0 || line.text.startsWith("-");
    const requirement = (hasOptions ? line.text.slice(0, optionsAt) : line.text).trimEnd();
    const options = hasOptions ? pipOptions(line.text, optionsAt) : [];
    const spot = (index: number) => file.at(line.offsetOf(index));
    if ("mistake" in options) this.into.unreadable(options.mistake, spot(options.at));
    else if (requirement !== "") this.requirement(requirement, isConstraint, spot);
    else this.options(options, file, isConstraint, above, spot);
  }

  private options(
    options: readonly PipOption[],
    file: ManifestFile,
    isConstraint: boolean,
    above: readonly string[],
    spot: (index: number) => Spot,
  ): void {
    const named = (name: string) => options.filter((option) => option.name === name);
    const [editable] = named("editable");
    if (editable !== undefined) {
      this.requirement(editable.value, isConstraint, (index) => spot(editable.valueAt + index));
      return;
    }
    const include = named("requirement")[0] ?? named("constraint")[0];
    if (include !== undefined) {
      // Whatever else the line says is lost on pip.
      this.include(include, file.path, above, spot(include.at));
      return;
    }
    const place = (option: PipOption): Place => ({ url: option.value, at: spot(option.at) });
    if (named("no-index").length > 0) Object.assign(this.search, { none: true, index: undefined, extra: [] });
    const index = named("index").at(-1);
    if (index !== undefined) Object.assign(this.search, { index: place(index), extra: [] });
    this.search.extra.push(...named("extra-index").map(place));
    const [links] = named("find-links");
    if (links !== undefined) this.search.links.push(place(links));
  }

  private include(option: PipOption, from: string, above: readonly string[], at: Spot): void {
    const wrong = (message: string, fix: string) => {
      this.into.problem({ code: "dependency.include", path: [], message, fix, level: "error" }, at);
    };
    if (/^https?:/i.test(option.value)) {
      this.into.address(option.value, "a list of Python packages", at);
      this.into.unknownHost(at, "what a list at an address names is not known before the build");
      return;
    }
    const path = joined(from, option.value);
    if (path === undefined) wrong("this file lies outside of the app's folder and is not uploaded", "move it there");
    else if (!this.texts.has(path)) wrong("there is no such file in the app's folder", "add it, or remove the line");
    else if (above.includes(path)) wrong("these files include each other without end", "remove the line");
    else this.file(path, option.name === "constraint", above);
  }

  private requirement(text: string, isConstraint: boolean, spot: (index: number) => Spot): void {
    const at = spot(0);
    if (isAddress(text)) {
      const name = nameInAddress(text);
      const pin = readPythonAddress(withoutMarker(text), name, at, this.into);
      this.add({ name: name ?? "", pin, direct: true, at }, isConstraint);
      return;
    }
    if (isPath(text)) {
      // Its own files are a part of the release; what it needs is not.
      if (!isConstraint) this.first ??= at;
      return;
    }
    const found = requirementOf(text);
    if ("mistake" in found) {
      this.into.unreadable(found.mistake, spot(found.at));
      return;
    }
    const name = packageName(found.name);
    const { clauses, versions, address } = found;
    if (address !== undefined) {
      if (!isAddress(address) && !address.startsWith(".")) {
        this.into.unreadable("this is no address that pip knows", spot(found.addressAt));
        return;
      }
      this.add({ name, pin: readPythonAddress(address, name, at, this.into), direct: true, at }, isConstraint);
    } else {
      const pin = clauses.some(isExact) ? "exact" : clauses.length > 0 ? "range" : "none";
      this.add({ name, pin, at, ...(versions === "" ? {} : { versions }) }, isConstraint);
    }
  }

  private add(dependency: Omit<Dependency, "ecosystem">, isConstraint: boolean): void {
    const { name, pin, at } = dependency;
    if (isConstraint) {
      if (pin === "exact" || pin === "url") this.constrained.add(name);
      return;
    }
    this.first ??= at;
    this.asked.push({ ecosystem: "python", ...dependency });
  }
}

/** As pip sees it: something with a slash in it, or an archive. Extras in brackets may follow. */
function isPath(text: string): boolean {
  const plain = withoutMarker(text).replace(/\[[^\]]*\]$/, "");
  const isArchive = /\.(?:whl|zip|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz|tlz|tar\.lz|tar\.lzma)$/i.test(plain);
  return plain.startsWith(".") || (!/[@\s]/.test(plain) && plain.includes("/")) || (isArchive && !/[@\s]/.test(plain));
}

/** pip takes a semicolon for the end of an address or a path where white space follows. */
function withoutMarker(text: string): string {
  const end = text.search(/;\s/);
  return end < 0 ? text : text.slice(0, end).trimEnd();
}

/** A path relative to the folder of a file; undefined where it leaves the app's folder. */
function joined(from: string, path: string): string | undefined {
  if (/^(?:[a-z]:)?[\\/]|^~|^file:/i.test(path)) return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
