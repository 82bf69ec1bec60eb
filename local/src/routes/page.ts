import { invalid } from "../vendor-error";

/** Where nobody asks for more; what the vendor's lists show then is not documented. */
const DEFAULT_SIZE = 20;
const LARGEST_SIZE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  /** Of the answer, where there is more. */
  readonly next: { readonly next_page_token?: string };
}

/** The part of a list that a call asks for by `page_size` and `page_token`. */
export function page<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const size = Number(query.get("page_size") ?? DEFAULT_SIZE);
  if (!Number.isInteger(size) || size < 0) throw invalid(`page_size ${query.get("page_size") ?? ""} is no number.`);
  const token = query.get("page_token") ?? "";
  const start = token === "" ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) throw invalid("page_token is none of this list.");
  const end = start + Math.min(size === 0 ? DEFAULT_SIZE : size, LARGEST_SIZE);
  const more = end < all.length ? { next_page_token: Buffer.from(String(end)).toString("base64url") } : {};
  return { items: all.slice(start, end), next: more };
}
