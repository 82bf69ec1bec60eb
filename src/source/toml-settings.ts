/** A setting of a file of settings. */
export interface TomlSetting {
  readonly table: string;
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  readonly at: number;
}

/** A key, and a text in quotes or a bare value. */
const SETTING = /^\s*([\w.-]+)\s*=\s*("[^"\\]*"|'[^']*'|[\w.+-]+)\s*(?:#.*)?$/d;

/**
 * The settings of a flat TOML file with where they stand. Line by line, not by a parser: one wrong line hides nothing
 * that the others say.
 */
export function tomlSettings(text: string): readonly TomlSetting[] {
  const found: TomlSetting[] = [];
  let table = "";
  for (const { 0: line, index } of text.matchAll(/^.*$/gm)) {
    const [, name] = /^\s*\[\s*([\w.-]+)\s*\]/.exec(line) ?? [];
    if (name !== undefined) table = name;
    const match = SETTING.exec(line.trimEnd());
    if (match === null) continue;
    const [, path = "", text = ""] = match;
    // Keys may be dotted: `server.port = 1` before the first table is `port = 1` in [server].
    const keys = [...(table === "" ? [] : [table]), path].join(".");
    const [dot, at] = [keys.lastIndexOf("."), index + (match.indices?.[2]?.[0] ?? 0)];
    const value = /^["']/.test(text) ? text.slice(1, -1) : text;
    found.push({ table: keys.slice(0, Math.max(dot, 0)), key: keys.slice(dot + 1), value, at });
  }
  return found;
}
