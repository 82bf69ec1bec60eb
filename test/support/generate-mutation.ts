import { type Draw, type Members, type Path, copyOf, put } from "./generate-draw";

/** One thing put wrong in a program that was right, and what has to be said about it. */
export interface Mutation {
  /** Completes "fails on ...". */
  readonly name: string;
  readonly code: string;
  /** Where the issue stands. */
  readonly path: Path;
  /** The places that it changes; mutations that share one, or one above the other, are not combined. */
  readonly touches: readonly Path[];
  /** Text that no issue may show. */
  readonly hidden?: string;
  readonly apply: (draw: Draw) => void;
}

/** Paths of issues begin with the definition, the workspace, or within the stage. */
function reported(path: Path): Path {
  return path[0] === "stage" ? path.slice(1) : path[0] === "extension" ? ["definition", ...path.slice(1)] : path;
}

type More = Partial<Pick<Mutation, "touches" | "hidden">> & {
  /** Below the place that is changed. */
  readonly at?: Path;
  /** What else has to be so, for the issue to be this one. */
  readonly given?: (draw: Draw) => void;
};

/** Writes a wrong value (undefined removes it) and expects an issue there. */
export function wrong(name: string, code: string, path: Path, value: unknown, more: More = {}): Mutation {
  const { at = [], given, touches = [path], ...rest } = more;
  return {
    name,
    code,
    path: reported([...path, ...at]),
    touches,
    ...rest,
    apply: (draw) => {
      given?.(draw);
      put(draw, path, copyOf(value));
    },
  };
}

/** Adds a resource and its binding under a key of its own; either may be wrong. */
export function wrongResource(
  name: string,
  code: string,
  [resource, binding]: readonly [Members, unknown],
  at: Path,
  more: Pick<More, "given" | "touches"> & { readonly key?: string } = {},
): Mutation {
  const { given, touches = [] } = more;
  const key = more.key ?? `added ${serial++}`;
  const places: Path[] = [
    ["definition", "resources", key],
    ["stage", "bindings", key],
  ];
  return {
    name,
    code,
    path: reported(at.map((part) => (part === "?" ? key : part))),
    touches: [...places, ...touches],
    apply: (draw) => {
      given?.(draw);
      put(draw, ["definition", "resources", key], copyOf(resource));
      if (binding !== undefined) put(draw, ["stage", "bindings", key], copyOf(binding));
    },
  };
}

let serial = 1;

/** Adds a role with principals of its own. */
export function wrongRole(name: string, code: string, principals: unknown, at: Path, level = "CAN_USE"): Mutation {
  const role = `added-${serial++}`;
  return {
    name,
    code,
    path: ["access", role, ...at],
    touches: [
      ["definition", "access", role],
      ["stage", "access", role],
    ],
    apply: (draw) => {
      put(draw, ["definition", "access", role], { level });
      if (principals !== undefined) put(draw, ["stage", "access", role], copyOf(principals));
    },
  };
}

export function mutate(draw: Draw, mutations: readonly Mutation[]): Draw {
  const copy = copyOf(draw);
  for (const { apply } of mutations) apply(copy);
  return copy;
}

/** The first mutations of a list that leave each other alone. */
export function independent(mutations: readonly Mutation[], most: number): readonly Mutation[] {
  const chosen: Mutation[] = [];
  for (const mutation of mutations) {
    if (chosen.length < most && !chosen.some((other) => overlap(other, mutation))) chosen.push(mutation);
  }
  return chosen;
}

function overlap(a: Mutation, b: Mutation): boolean {
  return a.touches.some((one) => b.touches.some((other) => isAtOrBelow(one, other) || isAtOrBelow(other, one)));
}

function isAtOrBelow(path: Path, above: Path): boolean {
  return above.every((part, index) => path[index] === part);
}
