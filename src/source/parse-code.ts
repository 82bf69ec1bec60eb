import type { Parser, SyntaxNode } from "@lezer/common";
import type * as javascript from "@lezer/javascript";
import type * as python from "@lezer/python";
import type { Argument, Call, Code, CodeText } from "./code";
import { NO_CODE } from "./code";

/** Larger files are bundles and data: nobody wrote them, and they take long. */
const MOST_CHARACTERS = 512 * 1024;

export type Language = "python" | "javascript";

/** Parsers are tables of 40 ms: loaded for the first file that is worth it. */
const PARSERS: Readonly<Record<Language, () => Parser>> = {
  /* eslint-disable @typescript-eslint/no-require-imports -- an import statement would load them for every program */
  python: () => (require("@lezer/python") as typeof python).parser,
  javascript: () => (require("@lezer/javascript") as typeof javascript).parser.configure({ dialect: "ts jsx" }),
  /* eslint-enable @typescript-eslint/no-require-imports */
};
const loaded = new Map<string, Parser>();

/** The language of a file, by its name. */
export function languageOf(file: string): Language | undefined {
  if (file.endsWith(".py")) return "python";
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) && !file.endsWith(".min.js") ? "javascript" : undefined;
}

/** Reads a file of code. Never throws: what is no code of its language is read as far as it is. */
export function parseCode(file: string, text: string): Code {
  const language = languageOf(file);
  if (language === undefined || text.length > MOST_CHARACTERS) return NO_CODE;
  const parser = loaded.get(language) ?? PARSERS[language]();
  loaded.set(language, parser);
  const reader = new CodeReader(text);
  reader.read(parser.parse(text).topNode);
  return reader.code();
}

const STRINGS = new Set(["String", "FormatString", "TemplateString", "ContinuedString"]);

class CodeReader {
  private readonly calls: { call: Omit<Call, "arguments">; list: SyntaxNode }[] = [];
  private readonly texts: CodeText[] = [];
  private readonly imports: string[] = [];
  /** Names that are given one literal, once. */
  private readonly constants = new Map<string, string | number | undefined>();

  constructor(private readonly text: string) {}

  /** Without recursion: code that a machine wrote may be nested deeper than the stack is. */
  read(top: SyntaxNode): void {
    let guard = -1;
    top.cursor().iterate((ref) => {
      const { node, name, from, to } = ref;
      if (name === "IfStatement" && this.isMainGuard(node)) guard = Math.max(guard, to);
      else if (name === "CallExpression" || name === "NewExpression") this.call(node, from < guard);
      else if (STRINGS.has(name)) this.string(node);
      else if (name === "AssignStatement" || name === "VariableDeclaration") this.assignment(node);
      else if (name === "ImportStatement" || name === "ImportDeclaration" || name === "ExportDeclaration") {
        this.import(node);
      }
    });
  }

  code(): Code {
    const calls = this.calls.map(({ call, list }): Call => {
      const listed = this.argumentsOf(list);
      return { ...call, arguments: listed };
    });
    return { calls, texts: this.texts, imports: this.imports };
  }

  private slice(node: { readonly from: number; readonly to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  private isMainGuard(node: SyntaxNode): boolean {
    const condition = node.getChild("BinaryExpression");
    return condition !== null && /^__name__\s*==\s*(["'])__main__\1$/.test(this.slice(condition));
  }

  private call(node: SyntaxNode, whenStarted: boolean): void {
    const list = node.getChild("ArgList");
    if (list === null) return;
    const callee = this.text
      .slice(node.from, list.from)
      .replace(/^new\s/, "")
      .replaceAll(/\s+/g, "");
    this.calls.push({ call: { callee, at: node.from, whenStarted }, list });
    const [argument] = /^(?:require|import)$/.test(callee) ? this.argumentsOf(list) : [];
    if (typeof argument?.value === "string") this.imports.push(argument.value);
  }

  /** Python writes `name = value`; JavaScript's settings are members of an object. */
  private argumentsOf(list: SyntaxNode): Argument[] {
    const found: Argument[] = [];
    for (let node = list.firstChild; node !== null; node = node.nextSibling) {
      if (/^[(),]$|Comment$/.test(node.name)) continue;
      const assign = node.name === "VariableName" && node.nextSibling?.name === "AssignOp" ? node.nextSibling : null;
      const value = assign?.nextSibling;
      if (value) {
        found.push({ name: this.slice(node), ...this.argument(value) });
        node = value;
      } else if (node.name === "ObjectExpression") found.push(...this.members(node));
      // An address in Python: (host, port).
      else if (node.name === "TupleExpression") found.push(...this.argumentsOf(node));
      else found.push(this.argument(node));
    }
    return found;
  }

  private members(object: SyntaxNode): Argument[] {
    return object.getChildren("Property").flatMap((property) => {
      const key = property.firstChild;
      const value = property.lastChild;
      if (key === null || value === null) return [];
      const name = this.slice(key).replaceAll(/^["']|["']$/g, "");
      // `{ port }` passes a variable of that name.
      return [{ name, ...(key.from === value.from ? { at: key.from } : this.argument(value)) }];
    });
  }

  private argument(node: SyntaxNode): Argument {
    const value = node.name === "VariableName" ? this.constants.get(this.slice(node)) : this.literal(node);
    return { at: node.from, ...(value === undefined ? {} : { value }) };
  }

  private literal(node: SyntaxNode): string | number | undefined {
    if (node.name === "Number") {
      const value = Number(this.slice(node).replaceAll("_", ""));
      return Number.isNaN(value) ? undefined : value;
    }
    // What is computed in a text is not known.
    if (node.name !== "String" && (node.name !== "TemplateString" || node.firstChild !== null)) return undefined;
    return unquoted(this.slice(node));
  }

  private string(node: SyntaxNode): void {
    // A text that stands by itself documents the code.
    if (node.parent?.name === "ExpressionStatement") return;
    let text = this.slice(node);
    // What is put into a text is code, with texts of its own.
    for (const part of [...node.getChildren("Interpolation"), ...node.getChildren("FormatReplacement")]) {
      const [from, to] = [part.from - node.from + 2, part.to - node.from - 1];
      text = text.slice(0, from) + " ".repeat(Math.max(0, to - from)) + text.slice(Math.max(from, to));
    }
    this.texts.push({ at: node.from, text });
  }

  private assignment(node: SyntaxNode): void {
    const target = node.getChild("VariableName") ?? node.getChild("VariableDefinition");
    const value = node.lastChild?.name === ";" ? node.lastChild.prevSibling : node.lastChild;
    if (target === null || !value) return;
    const name = this.slice(target);
    // Given twice, nobody knows which one counts.
    this.constants.set(name, this.constants.has(name) ? undefined : this.literal(value));
  }

  private import(node: SyntaxNode): void {
    const source = node.getChild("String");
    if (source !== null) this.imports.push(unquoted(this.slice(source)));
    else this.imports.push(...pythonImports(this.slice(node)));
  }
}

function unquoted(text: string): string {
  return text.replace(/^[a-zA-Z]*("""|'''|["'`])([^]*)\1$/, "$2");
}

/** `import a.b as c, d`, `from .a import b, c`: every module that may be meant. */
function pythonImports(statement: string): string[] {
  const from = /^from\s+([\w.]+)\s+import\s+\(?([^)]*)/.exec(statement);
  if (from === null) {
    const names = statement.replace(/^import\s+/, "").split(",");
    return names.flatMap((name) => /[\w.]+/.exec(name)?.[0] ?? []);
  }
  const [, module = "", names = ""] = from;
  const base = module.endsWith(".") ? module : `${module}.`;
  return [module, ...names.split(",").flatMap((name) => /\w+/.exec(name)?.map((one) => `${base}${one}`) ?? [])];
}
