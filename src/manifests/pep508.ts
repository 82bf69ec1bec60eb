import { type Clause, isClause } from "./pep440";

/** A Python requirement: what is asked for, in which versions or from which address. */
export interface Requirement {
  readonly name: string;
  readonly clauses: readonly Clause[];
  /** As written, without spaces. */
  readonly versions: string;
  /** After `@`; it then has no versions. */
  readonly address?: string;
  /** Where the address stands in the text. */
  readonly addressAt: number;
  readonly marker?: string;
}

/** Why a text is no requirement, and where in it. */
export interface Mistake {
  readonly mistake: string;
  readonly at: number;
}

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/;
const EXTRAS = /^\[\s*(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\s*,\s*[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)*)?\s*\]\s*/;
const CLAUSE = /^\s*(===|~=|==|!=|<=|>=|<|>)\s*([^\s,;()]+)\s*/;

/** Reads a requirement by the grammar that pip and uv share. */
export function requirementOf(text: string): Requirement | Mistake {
  const name = NAME.exec(text);
  if (name?.[1] === undefined) return { mistake: "a requirement begins with the name of a package", at: 0 };
  let at = name[0].length;
  if (text[at] === "[") {
    const extras = EXTRAS.exec(text.slice(at));
    if (extras === null) return { mistake: "extras are names in square brackets, with commas between them", at };
    at += extras[0].length;
  }
  if (text[at] === "@") return addressed(text, name[1], at);
  const versions = clausesOf(text, at);
  if ("mistake" in versions) return versions;
  const { clauses, end } = versions;
  const marker = markerOf(text, end);
  if (typeof marker === "object") return marker;
  return {
    name: name[1],
    clauses,
    versions: clauses.map(({ operator, version }) => operator + version).join(","),
    addressAt: 0,
    ...(marker === undefined ? {} : { marker }),
  };
}

function addressed(text: string, name: string, from: number): Requirement | Mistake {
  const [, space = "", address = "", after = ""] = /^@(\s*)(\S*)(\s*)/.exec(text.slice(from)) ?? [];
  const addressAt = from + 1 + space.length;
  if (address === "") return { mistake: "an address follows @", at: from };
  // Without white space before it, a semicolon is a part of the address.
  const marker = after === "" ? undefined : markerOf(text, addressAt + address.length + after.length);
  if (typeof marker === "object") return marker;
  return { name, clauses: [], versions: "", address, addressAt, ...(marker === undefined ? {} : { marker }) };
}

function clausesOf(text: string, from: number): { readonly clauses: Clause[]; readonly end: number } | Mistake {
  const isOpened = text[from] === "(";
  let at = isOpened ? from + 1 : from;
  const clauses: Clause[] = [];
  for (;;) {
    const found = CLAUSE.exec(text.slice(at));
    if (found === null) break;
    const clause = { operator: found[1] ?? "", version: found[2] ?? "" };
    if (!isClause(clause)) return { mistake: `this is no version that ${clause.operator} compares with`, at };
    clauses.push(clause);
    at += found[0].length;
    // pip takes a comma after the last one.
    if (text[at] !== ",") break;
    at += 1;
  }
  if (isOpened) {
    const [, space] = /^(\s*)\)\s*/.exec(text.slice(at)) ?? [];
    if (space === undefined) return { mistake: "this parenthesis is not closed", at: from };
    at += /^\s*\)\s*/.exec(text.slice(at))?.[0].length ?? 0;
  }
  at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
  return { clauses, end: at };
}

/** A marker's text, undefined where there is none. */
function markerOf(text: string, from: number): string | undefined | Mistake {
  if (from >= text.length) return undefined;
  if (text[from] !== ";")
    return { mistake: "versions, an address after @ or a marker after ; may stand here", at: from };
  const marker = text.slice(from + 1);
  const wrong = wrongInMarker(marker);
  return wrong === undefined ? marker.trim() : { mistake: "this is no marker", at: from + 1 + wrong };
}

const VARIABLE =
  "python_full_version|python_version|os_name|os\\.name|sys_platform|sys\\.platform|platform_machine|platform\\.machine|" +
  "platform_python_implementation|platform\\.python_implementation|python_implementation|platform_release|" +
  "platform_system|platform_version|platform\\.version|implementation_name|implementation_version|extras?|" +
  "dependency_groups";
const OPERAND = `(?:(?:${VARIABLE})(?![\\w.])|'[^']*'|"[^"]*")`;
const COMPARISON = new RegExp(
  `\\s*${OPERAND}\\s*(?:===|==|~=|!=|<=|>=|<|>|in(?!\\w)|not\\s+in(?!\\w))\\s*${OPERAND}\\s*`,
  "y",
);

/** Where a marker stops being one; undefined where it does not. */
function wrongInMarker(marker: string): number | undefined {
  let at = 0;
  let depth = 0;
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(marker);
    if (found !== null) at += found[0].length;
    return found !== null;
  };
  for (;;) {
    while (eat(/\s*\(/y)) depth += 1;
    if (!eat(COMPARISON)) return at;
    while (depth > 0 && eat(/\s*\)\s*/y)) depth -= 1;
    if (eat(/\s*(?:and|or)(?!\w)/y)) continue;
    return at >= marker.length && depth === 0 ? undefined : at;
  }
}

/** A package's name as indexes compare it. */
export function packageName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
