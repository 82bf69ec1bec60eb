import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** Holds the token of somebody who visits an app with a browser, for the addresses of that app alone. */
export const COOKIE = "dbapps-local-token";
const SIGN_IN = ".dbapps-local/sign-in";
const LONGEST_FORM = 4096;

/** Who visits, and what a sign-in that worked is answered with. */
export interface Sign {
  readonly authorization: string | undefined;
  readonly answer?: OutgoingHttpHeaders;
}

/** A bearer token, a cookie, or the form below; never the address, which ends up in histories and logs. */
export async function readSign(incoming: IncomingMessage, base: string, rest: string): Promise<Sign> {
  if (rest === SIGN_IN && incoming.method === "POST") {
    const token = new URLSearchParams(await readForm(incoming)).get("token") ?? "";
    const cookie = `${COOKIE}=${encodeURIComponent(token)}; Path=${base}; HttpOnly; SameSite=Strict`;
    return { authorization: `Bearer ${token}`, answer: { location: `${base}/`, "set-cookie": cookie } };
  }
  const { authorization, cookie = "" } = incoming.headers;
  if (authorization !== undefined) return { authorization };
  const found = cookie.split(/; */).find((each) => each.startsWith(`${COOKIE}=`));
  if (found === undefined) return { authorization: undefined };
  return { authorization: `Bearer ${found.slice(COOKIE.length + 1)}` };
}

/** The vendor would send the visitor to its sign-in. */
export function signInPage(base: string): string {
  const action = `${base}/${SIGN_IN}`.replace(/[^\w/.-]/g, "");
  return `<!doctype html>
<meta charset="utf-8">
<title>Sign in</title>
<p>This app needs the token of somebody who may use it: as the header "Authorization: Bearer ...", or here.</p>
<form method="post" action="${action}"><input name="token" type="password"> <button>Sign in</button></form>
`;
}

async function readForm(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) {
    text += String(chunk);
    if (text.length > LONGEST_FORM) return "";
  }
  return text;
}
