/** Something the vendor says and may change: its value, where it was read, and when. One place to change it. */
export interface Fact<T> {
  readonly value: T;
  readonly source: string;
  readonly asOf: string;
  /** Set where nobody confirmed it; the value is then the narrowest reading of everything seen. */
  readonly unconfirmed?: true;
}
