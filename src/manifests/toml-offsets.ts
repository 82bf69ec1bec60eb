type Path = readonly (string | number)[];

/** Where a value stands, and the key that leads to it. */
export interface TomlPlace {
  readonly value: number;
  readonly key: number;
}

export function tomlKey(path: Path): string {
  return JSON.stringify(path);
}

/**
 * Where every value of a TOML document stands, by path. The parser knows no places; it has accepted the text before
 * this looks at it, so that nothing here has to be checked again.
 */
export function tomlOffsets(text: string): ReadonlyMap<string, TomlPlace> {
  return new Scanner(text).scan();
}

class Scanner {
  private readonly places = new Map<string, TomlPlace>();
  /** How many tables an array of tables has so far. */
  private readonly counts = new Map<string, number>();
  private at = 0;

  constructor(private readonly text: string) {}

  scan(): ReadonlyMap<string, TomlPlace> {
    let table: Path = [];
    this.skip();
    while (this.at < this.text.length) {
      if (this.text[this.at] === "[") table = this.header();
      else this.pair(table);
      this.skip();
    }
    return this.places;
  }

  /** White space, line ends, comments, and the commas of arrays and inline tables. */
  private skip(): void {
    this.eat(/(?:[\s,]+|#[^\n]*)*/y);
  }

  private eat(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private header(): Path {
    const start = this.at;
    const isArray = this.eat(/\[\[?/y) === "[[";
    const keys = this.keys();
    this.eat(/[ \t]*\]\]?/y);
    const [last = "", ...outer] = [...keys].reverse();
    const path = this.tables([...outer].reverse());
    const own = [...path, last];
    const key = tomlKey(own);
    if (isArray) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    this.place(own, start, start);
    return this.tables(keys);
  }

  /** A path of names, with the last table of each array of tables on the way. */
  private tables(names: Path): Path {
    let path: Path = [];
    for (const name of names) {
      path = [...path, name];
      const count = this.counts.get(tomlKey(path));
      if (count !== undefined) path = [...path, count - 1];
    }
    return path;
  }

  private pair(table: Path): void {
    const start = this.at;
    const keys = this.keys();
    this.eat(/[ \t]*=[ \t]*/y);
    const path = [...table, ...keys];
    for (let depth = table.length + 1; depth < path.length; depth++) this.place(path.slice(0, depth), start, start);
    this.value(path, start);
  }

  private keys(): Path {
    const keys: string[] = [];
    do {
      this.eat(/[ \t.]*/y);
      const quoted = this.eat(/"(?:\\.|[^"\\])*"|'[^']*'/y);
      if (quoted.startsWith('"')) keys.push(unescaped(quoted));
      else keys.push(quoted === "" ? this.eat(/[\w-]+/y) : quoted.slice(1, -1));
      this.eat(/[ \t]*/y);
    } while (this.text[this.at] === ".");
    return keys;
  }

  private value(path: Path, key: number): void {
    this.place(path, this.at, key);
    if (this.eat(/"""(?:\\[^]|(?!""")[^])*"{3,5}|'''(?:(?!''')[^])*'{3,5}/y) !== "") return;
    if (this.eat(/"(?:\\.|[^"\\])*"|'[^']*'/y) !== "") return;
    const opened = this.eat(/[[{]/y);
    if (opened === "") {
      this.eat(/[^,\]}#\n]+/y);
      return;
    }
    this.skip();
    for (let index = 0; this.at < this.text.length && !/[\]}]/.test(this.text[this.at] ?? ""); index++) {
      if (opened === "[") this.value([...path, index], this.at);
      else this.pair(path);
      this.skip();
    }
    this.at += 1;
  }

  private place(path: Path, value: number, key: number): void {
    const name = tomlKey(path);
    if (!this.places.has(name)) this.places.set(name, { value, key });
  }
}

/** Keys have the escapes of JSON, and two more. */
function unescaped(quoted: string): string {
  const wide = /\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})|\\e/g;
  const text = quoted.replace(wide, (_, long?: string, short?: string) =>
    JSON.stringify(String.fromCodePoint(parseInt(long ?? short ?? "1b", 16))).slice(1, -1),
  );
  return JSON.parse(text.replaceAll("\t", "\\t")) as string;
}
