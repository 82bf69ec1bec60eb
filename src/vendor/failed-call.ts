/** What the vendor says of it, in one of the members that its APIs have for that. */
export function messageOf(body: Readonly<Record<string, unknown>> | undefined): string {
  const message = body?.message ?? body?.detail ?? body?.error;
  return typeof message === "string" ? message : "";
}

/** What to do about an answer that is none. */
export function adviceOn(status: number): string {
  if (status === 401) return "the token is wrong or has expired: get a new one and run it again";
  if (status === 403)
    return "the identity of this token may not see it: use the one that ran terraform, or ask an admin";
  if (status === 404) return "this API is not there: is the host that of a workspace?";
  if (status === 429) return "too many requests: wait a minute and run it again";
  if (status >= 500) return "the workspace is in trouble: wait a minute and run it again";
  if (status === 200) return "that is not JSON: a proxy or a login page stands between";
  if (status >= 300 && status < 400) return "a redirect: is the host that of a workspace, and is no proxy in between?";
  if (status === 400 || status === 409) return "the workspace refuses it as it is";
  return "this version of dbapps does not know that answer";
}

/** Was a call given up because its time was over? */
export function isTimeout(error: unknown): boolean {
  return partOf(error, "name") === "TimeoutError";
}

/** fetch says "fetch failed"; what failed is in its cause. */
export function reasonOf(error: unknown): string {
  const cause = partOf(error, "cause");
  const said = [partOf(cause, "message"), partOf(cause, "code"), partOf(error, "message")];
  return said.find((each): each is string => typeof each === "string" && each !== "") ?? "fetch failed";
}

/** Not `instanceof`: an error may come from another realm. */
function partOf(error: unknown, name: "name" | "message" | "code" | "cause"): unknown {
  return typeof error === "object" && error !== null ? (Reflect.get(error, name) as unknown) : undefined;
}
