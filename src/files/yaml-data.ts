import { type Alias, type Node, type Pair, type Scalar, isAlias, isMap, isScalar, isSeq } from "yaml";
import { hasToken } from "../definition/text";
import type { Issue } from "../errors";
import { isAmbiguous, readAs } from "./plain-scalar";
import type { Place } from "./place";

type Path = readonly (string | number)[];

/** A problem of a file, at an offset of its text. */
export interface FileProblem extends Issue {
  readonly offset: number;
}

/** What a document says, as plain data, with the place of everything in it. */
export interface YamlData {
  readonly data: unknown;
  readonly place: Place;
  readonly problems: readonly FileProblem[];
  /** Texts that other readers of YAML take for something else. */
  readonly ambiguous: readonly { readonly path: Path; readonly text: string }[];
}

/** More than any workspace or stage holds, and few enough that a document made of aliases of aliases ends soon. */
const MOST_NODES = 20_000;
const DEEPEST = 50;

const TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`);

/** A problem that leaves nothing worth judging. */
export class Unreadable extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.message);
  }
}

/**
 * Plain data of a document. Not the parser's own `toJS`: that takes keys such as `012` for a number, lets a later key
 * win, and knows no places.
 *
 * @throws {@link Unreadable}
 */
export function yamlData(root: Node): YamlData {
  return new Reader().read(root);
}

interface Value {
  readonly data: unknown;
  readonly place: Place;
}

class Reader {
  private readonly problems: FileProblem[] = [];
  private readonly ambiguous: { readonly path: Path; readonly text: string }[] = [];
  /** In the order of the text: an alias means the last anchor of its name before it. */
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private nodes = 0;
  /** Where the alias stands that led out of the text's own order. */
  private outside: number | undefined;

  read(root: Node): YamlData {
    const { data, place } = this.value(root, []);
    return { data, place, problems: this.problems, ambiguous: this.ambiguous };
  }

  /** @param key where the key stands that leads here */
  private value(node: Node, path: Path, key?: number): Value {
    const start = startOf(node) ?? key ?? 0;
    this.nodes += 1;
    if (this.nodes > MOST_NODES) {
      throw unreadable("file.too-large", [], this.outside ?? start, "this holds more values than any file of its kind");
    }
    if (path.length > DEEPEST) {
      throw unreadable("file.too-deep", path, start, "this file is nested deeper than any of its kind");
    }
    if (isAlias(node)) return this.alias(node, path, start, key);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined && !TAGS.includes(node.tag)) {
      const message = `the tag ${node.tag} means nothing here`;
      this.problem("file.tag", path, start, message, "remove the tag");
    }
    const place = { value: start, ...(key === undefined ? {} : { key }) };
    if (isScalar(node)) return this.scalar(node, path, place);
    if (!isMap<Node, Node | null>(node) && !isSeq<Node>(node)) return { data: null, place };
    this.open.add(node);
    const members = new Map<string, Place>();
    const data = isMap<Node, Node | null>(node)
      ? this.map(node.items, path, members)
      : this.list(node.items, path, members);
    this.open.delete(node);
    return { data, place: { ...place, members } };
  }

  private alias(node: Alias, path: Path, start: number, key?: number): Value {
    const target = this.anchors.get(node.source);
    if (target === undefined) {
      throw unreadable("file.alias", path, start, `no anchor is called ${node.source}`, "correct the alias");
    }
    if (this.open.has(target)) {
      throw unreadable("file.alias", path, start, `the alias ${node.source} stands in what it refers to`, "remove it");
    }
    const { outside } = this;
    this.outside ??= start;
    const { data, place } = this.value(target, path);
    this.outside = outside;
    // The alias itself is what stands here; what is inside of it was written at the anchor.
    return { data, place: { ...place, value: start, ...(key === undefined ? {} : { key }) } };
  }

  private scalar(node: Scalar, path: Path, place: Place): Value {
    const { value: data, source = "" } = node;
    if (typeof data === "string" && hasToken(data)) {
      const message = "a file cannot refer to another construct: the text of a reference changes from run to run";
      this.problem("text.token", path, place.value, message, "write the value itself, or add it in code");
    }
    // What has a tag was meant as it is; what is in quotes, too.
    if (node.type !== "PLAIN" || node.tag !== undefined) return { data, place };
    if (typeof data === "string" && isAmbiguous(data)) this.ambiguous.push({ path, text: data });
    return { data, place: { ...place, plain: source } };
  }

  private list(items: readonly Node[], path: Path, members: Map<string, Place>): unknown[] {
    return items.map((item, index) => {
      const { data, place } = this.value(item, [...path, index]);
      members.set(String(index), place);
      return data;
    });
  }

  private map(pairs: readonly Pair<Node, Node | null>[], path: Path, members: Map<string, Place>): object {
    const data: Record<string, unknown> = {};
    for (const { key, value } of pairs) {
      const name = this.key(key, path);
      if (name === undefined) continue;
      const start = startOf(key) ?? 0;
      if (members.has(name)) {
        const message = `"${name}" stands here twice`;
        this.problem("file.duplicate-key", [...path, name], start, message, "remove one of them");
        continue;
      }
      const member: Value =
        value === null
          ? { data: null, place: { value: start, key: start } }
          : this.value(value, [...path, name], start);
      members.set(name, member.place);
      // An own member even for a key such as `__proto__`.
      Object.defineProperty(data, name, {
        value: member.data,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return data;
  }

  /** Keys are text; one that YAML reads as something else would change on the way. */
  private key(node: Node, path: Path): string | undefined {
    const start = startOf(node) ?? 0;
    if (!isScalar(node)) {
      this.problem("file.key", path, start, "a key is a text", "write the text itself");
      return undefined;
    }
    const { value, source = "" } = node;
    const isPlain = node.type === "PLAIN" && node.tag === undefined;
    if (isPlain && source === "<<") {
      const message = "YAML 1.2 has no merge keys, so this would not be merged";
      throw unreadable("file.merge-key", path, start, message, "write the members out, or refer to single values");
    }
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (typeof value === "string" && !(isPlain && isAmbiguous(value))) return value;
    const name = typeof value === "string" ? value : source;
    const message = `a key is a text, and readers of YAML take this for ${readAs(source)}`;
    this.problem("file.quote", [...path, name], start, message, `quote it: "${name}"`);
    return name;
  }

  private problem(code: string, path: Path, offset: number, message: string, fix: string): void {
    this.problems.push({ code, path, message, fix, offset });
  }
}

function unreadable(code: string, path: Path, offset: number, message: string, fix?: string): Unreadable {
  return new Unreadable({ code, path, message, offset, ...(fix === undefined ? {} : { fix }) });
}

/** Of its text; nothing stands for an empty value. */
function startOf(node: Node): number | undefined {
  const [start, end] = node.range ?? [];
  return start === end ? undefined : (start ?? undefined);
}
