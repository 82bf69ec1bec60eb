/** Where a value of a file stands, as offsets into its text. */
export interface Place {
  readonly value: number;
  /** Of the key that it stands under; an item of a list has none. */
  readonly key?: number;
  /** Of a map or a list. */
  readonly members?: ReadonlyMap<string, Place>;
  /** The text of a scalar without quotes. */
  readonly plain?: string;
}

type Path = readonly (string | number)[];

/** What stands at a path. */
export function placeAt(root: Place, path: Path): Place | undefined {
  return path.reduce<Place | undefined>((place, key) => place?.members?.get(String(key)), root);
}

/** Where to look for what stands at a path, or is missing there: then at the nearest thing around it. */
export function offsetOf(root: Place, path: Path, part: "key" | "value"): number {
  let place = root;
  for (const key of path) {
    const next = place.members?.get(String(key));
    if (next === undefined) return place.key ?? place.value;
    place = next;
  }
  return part === "key" ? (place.key ?? place.value) : place.value;
}

/** Lines and columns, from 1; a column counts UTF-16 units, as editors and YAML's own errors do. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** `line:col` */
  at(offset: number): string {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return `${low + 1}:${offset - (this.starts[low] ?? 0) + 1}`;
  }
}
