/** Rows of a query's result: by column, all values as text. */
export type ResultRow = Readonly<Record<string, string>>;

/**
 * Reads what an editor or a command line exports: CSV with a header line, or JSON, as a list of objects or as the
 * answer of the statement API (`manifest.schema.columns`, `result.data_array`). Undefined where it is neither.
 */
export function readResult(text: string): readonly ResultRow[] | undefined {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  return /^[[{]/.test(trimmed) ? readJson(trimmed) : readCsv(trimmed);
}

function readJson(text: string): ResultRow[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return value.every(isMembers) ? value.map(asTexts) : undefined;
  const columns = at(value, "manifest", "schema", "columns");
  const rows = at(value, "result", "data_array") ?? [];
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column) => asText(at(column, "name")));
  return rows.every((row) => Array.isArray(row)) ? rows.map((row) => zip(names, row.map(asText))) : undefined;
}

/** RFC 4180: quotes are doubled within quotes, where line breaks may stand too. */
function readCsv(text: string): ResultRow[] | undefined {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quoted && character === '"' && text.charAt(index + 1) === '"') {
      cell += '"';
      index++;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "," || character === "\n")) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (character === "\n") rows.push([]);
    } else if (quoted || character !== "\r") cell += character;
  }
  rows.at(-1)?.push(cell);
  const [header = [], ...body] = rows.filter((row) => row.length > 1 || row[0] !== "");
  const even = !quoted && body.every((row) => row.length === header.length);
  return header.length > 1 && even
    ? body.map((row) =>
        zip(
          header.map((name) => name.trim()),
          row,
        ),
      )
    : undefined;
}

function zip(names: readonly string[], values: readonly string[]): ResultRow {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}

function asTexts(members: Readonly<Record<string, unknown>>): ResultRow {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, asText(value)]));
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((here, key) => (isMembers(here) ? here[key] : undefined), value);
}
