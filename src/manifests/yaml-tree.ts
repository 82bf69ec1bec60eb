import { isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { type Member, type Tree, Unreadable } from "./tree";

/**
 * Reads YAML, with offsets. Lock files that tools write have neither anchors nor tags.
 *
 * @throws {@link Unreadable}
 */
export function yamlTree(text: string): Tree {
  try {
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined) throw new Unreadable(error.code.toLowerCase().replaceAll("_", " "), error.pos[0]);
    if (document.contents === null) throw new Unreadable("it is empty", 0);
    return treeOf(document.contents);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(error instanceof RangeError ? "it is nested too deeply" : "it is not YAML", 0);
  }
}

function treeOf(node: unknown): Tree {
  if (isMap(node)) {
    const members = node.items.filter(isPair).map(({ key, value }): [string, Member] => {
      const at = offsetOf(key);
      return [isScalar(key) ? String(key.value) : "", { key: at, value: treeOf(value ?? { offset: at }) }];
    });
    return { offset: offsetOf(node), kind: "map", members: new Map(members) };
  }
  if (isSeq(node)) return { offset: offsetOf(node), kind: "list", items: node.items.map(treeOf) };
  return { offset: offsetOf(node), kind: "scalar", value: isScalar(node) ? node.value : null };
}

function offsetOf(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null }).range?.[0] ?? 0;
}
