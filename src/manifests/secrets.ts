import type { ManifestProblem } from "./manifest";
import { writeSpot } from "./manifest";
import type { ManifestFile } from "./manifest-file";

/**
 * Credentials anywhere in a dependency file, comments included: the whole file is uploaded. They are never quoted.
 */
export function secretsIn(file: ManifestFile): ManifestProblem[] {
  return [...inAddresses(file), ...inQueries(file), ...inSettings(file)].map((offset) => {
    const at = writeSpot(file.at(offset));
    return {
      code: "dependency.secret",
      path: ["source", file.path],
      message: "a credential stands in a file that is uploaded with the app; whoever may read its source has it",
      fix: "write ${VARIABLE} in its place, set that from a secret, and revoke the credential",
      at,
      level: "error",
      final: true,
    };
  });
}

/** `https://user:password@host`, and a token in place of the user. */
function inAddresses({ text }: ManifestFile): number[] {
  const found: number[] = [];
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    // Bounded on both sides: a file of one long word would be searched from each of its characters.
    const scheme = /[a-z][a-z0-9+.-]*$/i.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? "";
    const authority = /^[^\s/?#"'<>`,]*/.exec(text.slice(at + 3, at + 3 + LONGEST))?.[0] ?? "";
    const end = authority.lastIndexOf("@");
    if (end < 0) continue;
    const [user = "", ...rest] = authority.slice(0, end).split(":");
    const isSecret = rest.length > 0 ? isLiteral(rest.join(":")) : isLiteral(user) && isToken(user);
    if (isSecret) found.push(at - scheme.length);
  }
  return found;
}

/** Longer than any credential in an address. */
const LONGEST = 10_000;

/** Names of query parameters that carry a signature or a token. */
const SECRET_PARAMETER = /[?&](?:access_token|api_?key|auth|password|private_token|sig|token|x-amz-signature)=/gi;

function inQueries({ text }: ManifestFile): number[] {
  return [...text.matchAll(SECRET_PARAMETER)]
    .filter((match) => {
      const from = match.index + match[0].length;
      const value = /^[^\s&#"']*/.exec(text.slice(from, from + LONGEST))?.[0] ?? "";
      return isLiteral(value);
    })
    .map((match) => match.index + 1);
}

/** `//host/:_authToken=...` and its older forms, in `.npmrc`. */
function inSettings({ path, text }: ManifestFile): number[] {
  if (!/(?:^|\/)\.npmrc$/.test(path)) return [];
  const setting = /^[ \t]*(?:\/\/[^\s=]*:)?(?:_authToken|_auth|_password|key)[ \t]*=[ \t]*"?([^\r\n]*)/gim;
  return [...text.matchAll(setting)].filter((match) => isLiteral(match[1] ?? "")).map((match) => match.index);
}

/** Something that is not left for the environment, or the reader, to fill in. */
function isLiteral(value: string): boolean {
  return value.replace(/\$\{?\w+[^}]*\}?|%\w+%|<[^>]*>|\*+|x{3,}/gi, "").trim() !== "";
}

/** The name of a user alone is no secret: addresses of some git servers have one. Tokens are long, or well known. */
function isToken(user: string): boolean {
  return user.length >= 20 || /^(?:gh[a-z]_|glpat-|npm_|pypi-|dapi)/.test(user);
}
