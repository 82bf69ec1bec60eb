import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type Member, type Tree, Unreadable } from "./tree";

/**
 * Reads JSON, with offsets. Not by the parser of YAML, which takes a second for a large lock file.
 *
 * @throws {@link Unreadable}
 */
export function jsonTree(text: string): Tree {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // What is nested thousands deep exhausts the parser's stack.
    throw new Unreadable(error instanceof RangeError ? "it is nested too deeply" : String(error), 0);
  }
  const [first] = errors;
  if (first !== undefined) throw new Unreadable(wordsOf(first), first.offset);
  if (root === undefined) throw new Unreadable("it is empty", 0);
  return treeOf(root);
}

/** `CommaExpected` as words. */
function wordsOf({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}

function treeOf(node: Node): Tree {
  const { offset, children = [] } = node;
  switch (node.type) {
    case "object":
      return { offset, kind: "map", members: new Map(children.flatMap(memberOf)) };
    case "array":
      return { offset, kind: "list", items: children.map(treeOf) };
    default:
      return { offset, kind: "scalar", value: node.value as unknown };
  }
}

function memberOf({ children: [key, value] = [] }: Node): [string, Member][] {
  return key === undefined || value === undefined
    ? []
    : [[String(key.value), { key: key.offset, value: treeOf(value) }]];
}
