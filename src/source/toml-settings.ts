/** A setting of a file of settings. */
export interface TomlSetting {
  readonly table: string;
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  readonly at: number;
}

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
    const [whole, key, double, single, bare] =
      /^\s*([\w.-]+)\s*=\s*(?:"([^"\\]*)"|'([^']*)'|([\w.+-]+))\s*(?:#.*)?$/.exec(line.trimEnd()) ?? [];
    const value = double ?? single ?? bare;
    if (whole === undefined || key === undefined || value === undefined) continue;
    found.push({ table, key, value, at: index + whole.indexOf("=") + 2 });
  }
  return found;
}
