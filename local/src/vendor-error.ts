/** A refusal in the vendor's shape. The provider shows the message and acts on status and code. */
export class VendorError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "VendorError";
  }

  toJSON(): { readonly error_code: string; readonly message: string } {
    return { error_code: this.code, message: this.message };
  }
}

export function invalid(message: string): VendorError {
  return new VendorError(400, "INVALID_PARAMETER_VALUE", message);
}

export function badRequest(message: string): VendorError {
  return new VendorError(400, "BAD_REQUEST", message);
}

export function missing(message: string): VendorError {
  return new VendorError(404, "RESOURCE_DOES_NOT_EXIST", message);
}

export function exists(message: string): VendorError {
  return new VendorError(409, "RESOURCE_ALREADY_EXISTS", message);
}

export function denied(message: string): VendorError {
  return new VendorError(403, "PERMISSION_DENIED", message);
}

/** Over a limit. Not 429: the provider would try that again for ever. */
export function overLimit(message: string): VendorError {
  return new VendorError(400, "QUOTA_EXCEEDED", message);
}
