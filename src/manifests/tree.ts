/** A document of any notation, with the offset of everything in it. */
export type Tree = {
  readonly offset: number;
} & (
  | { readonly kind: "map"; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "scalar"; readonly value: unknown }
);

export interface Member {
  /** Where the key stands. */
  readonly key: number;
  readonly value: Tree;
}

/** Why a document cannot be read. Its message quotes nothing: the text may hold a credential. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export function childOf(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((at, key) => membersOf(at).get(key)?.value, tree);
}

const NONE: ReadonlyMap<string, Member> = new Map();

export function membersOf(tree: Tree | undefined): ReadonlyMap<string, Member> {
  return tree?.kind === "map" ? tree.members : NONE;
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === "list" ? tree.items : [];
}

export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === "scalar" && typeof tree.value === "string" ? tree.value : undefined;
}

export function isTrue(tree: Tree | undefined): boolean {
  return tree?.kind === "scalar" && tree.value === true;
}

/** Every text in a document, however deep. */
export function* textsIn(tree: Tree | undefined): Generator<{ readonly text: string; readonly offset: number }> {
  const text = textOf(tree);
  if (text !== undefined) yield { text, offset: tree?.offset ?? 0 };
  for (const item of itemsOf(tree)) yield* textsIn(item);
  for (const { value } of membersOf(tree).values()) yield* textsIn(value);
}
