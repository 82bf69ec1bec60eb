import type { TerraformStack } from "cdktf";
import { isPlain } from "../definition/freeze";
import { isPlainObject, type PlainObject, toPlainData } from "./plain-data";
import { Fragment } from "./rendered";

/** The arguments of a resource in Terraform's own names. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * The arguments of a resource, in their final form anew for each document, because what stands in a document may be
 * changed by whoever gets it: copied from what was given, or made by a function that makes nothing else.
 *
 * cdktf asks each element for its document twice, and lets go of the first: it is only searched for references. What
 * was made for that one serves for the second. A copy does not: somebody may have changed the arguments in between, as
 * an Aspect can that has the list it passed.
 */
export class FinalArguments {
  #spare: PlainObject | undefined;
  #lent: object | undefined;

  constructor(private readonly source: Attributes | (() => Attributes)) {}

  /** By a function: then they hold no token. */
  get isMade(): boolean {
    return typeof this.source === "function";
  }

  /** Does a list hold an item that is undefined? cdktf counts it while it merges overrides, and leaves it out later. */
  get hasGap(): boolean {
    return !this.isMade && holdsGap(this.source);
  }

  /** Those of the caller, or new ones. */
  get given(): Attributes {
    return typeof this.source === "function" ? this.source() : this.source;
  }

  /** Is an argument of this name given? None that is made is: those are named like what the provider knows. */
  has(name: string): boolean {
    return typeof this.source !== "function" && name in this.source;
  }

  /** Undefined where only cdktf can write them. */
  forDocument(stack: TerraformStack): PlainObject | undefined {
    if (typeof this.source !== "function") {
      const copy = toPlainData(this.source, stack);
      return isPlainObject(copy) ? copy : undefined;
    }
    const [spare, lent] = [this.#spare, this.#lent];
    this.#spare = this.#lent = undefined;
    if (spare !== undefined && lent instanceof Fragment && Fragment.isPrepared(lent)) return spare;
    return (this.#spare = this.source() as PlainObject);
  }

  /** The document that the last ones went into. */
  lend<T extends object>(document: T): T {
    if (this.#spare !== undefined) this.#lent = document;
    return document;
  }
}

function holdsGap(data: unknown): boolean {
  if (Array.isArray(data) && data.includes(undefined)) return true;
  // Whatever is not plain, a token above all, is no data to merge anything into.
  return isPlain(data) && Object.values(data).some(holdsGap);
}
