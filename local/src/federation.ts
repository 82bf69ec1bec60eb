import { createPublicKey, verify } from "node:crypto";
import { asList, asObject, asText, type JsonObject } from "./json";
import type { Workspace } from "./state";

/** Whose tokens are taken in place of a secret: a federation policy of a service principal. */
export interface Federation {
  /** Its application id. */
  readonly servicePrincipal: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** PEM, RSA: what the issuer would publish. */
  readonly publicKey: string;
}

/** Does a policy of that service principal take this token? */
export function isFederated({ federation = [] }: Workspace, clientId: string, token: string, now: number): boolean {
  const own = federation.filter(({ servicePrincipal }) => servicePrincipal === clientId);
  return own.some((policy) => isGood(policy, token, now));
}

function isGood({ issuer, subject, audience, publicKey }: Federation, token: string, now: number): boolean {
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  if (more.length > 0 || asText(decoded(header).alg) !== "RS256") return false;
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(publicKey), Buffer.from(signature, "base64url"))) return false;
  const { iss, sub, aud, exp } = decoded(payload);
  const audiences = typeof aud === "string" ? [aud] : asList(aud);
  const alive = typeof exp === "number" && exp * 1000 > now;
  return alive && iss === issuer && sub === subject && audiences.includes(audience);
}

function decoded(part: string): JsonObject {
  try {
    return asObject(JSON.parse(Buffer.from(part, "base64url").toString()));
  } catch {
    return {};
  }
}
