/** The order of paths, code unit by code unit: the same in every language and on every machine. */
export function byCodeUnits(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
