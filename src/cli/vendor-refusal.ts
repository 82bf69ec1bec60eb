import { VendorApiError } from "../vendor/vendor-error";
import { CommandError } from "./io";

/** What the vendor refused ends the command, in its words. */
export function asCommandError(error: unknown): never {
  throw error instanceof VendorApiError ? new CommandError(error.message) : error;
}
