import type { TerraformStack } from "cdktf";
import { isPlainObject, type PlainObject, toPlainData } from "./plain-data";
import { Fragment } from "./rendered";

/** The arguments of a resource in Terraform's own names. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * The arguments of a resource, and their copies in final form: one for each document, because what stands in a document
 * may be changed by whoever gets it.
 *
 * cdktf asks each element for its document twice, and lets go of the first: it is only searched for references. The
 * copy that was in it serves for the second, unless somebody may have changed the arguments in between, as an Aspect
 * can that has the list it passed.
 */
export class FinalArguments {
  #spare: PlainObject | undefined;
  #lent: object | undefined;

  /** @param isKept nobody changes anything in them */
  constructor(
    readonly given: Attributes,
    private readonly isKept: boolean,
  ) {}

  /** Undefined where only cdktf can write them. */
  copy(stack: TerraformStack): PlainObject | undefined {
    const [spare, lent] = [this.#spare, this.#lent];
    this.#spare = this.#lent = undefined;
    if (spare !== undefined && lent instanceof Fragment && Fragment.isPrepared(lent)) return spare;
    const copy = toPlainData(this.given, stack);
    if (!isPlainObject(copy)) return undefined;
    if (this.isKept) this.#spare = copy;
    return copy;
  }

  /** The document that the last copy went into. */
  lend<T extends object>(document: T): T {
    if (this.#spare !== undefined) this.#lent = document;
    return document;
  }
}
