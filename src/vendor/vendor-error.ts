/** What is known of a call that failed. */
export interface Failure {
  /** Of the answer; absent where none came. */
  readonly status?: number;
  /** The vendor's own code, such as RESOURCE_DOES_NOT_EXIST. */
  readonly code?: string;
  /** Nobody can say whether the vendor did what was asked: no answer came, or one of somebody in between. */
  readonly unclear?: true;
}

/** Why a call of the vendor has no usable answer, in words to act on. Never holds a token. */
export class VendorApiError extends Error {
  override readonly name = "VendorApiError";

  constructor(
    message: string,
    readonly failure: Failure = {},
  ) {
    super(message);
  }
}
