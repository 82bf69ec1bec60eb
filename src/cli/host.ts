const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** As the vendor's tools read a host: the scheme may be missing, a path is dropped. Credentials have no place there. */
export function originOf(host: string): string | undefined {
  const text = /^https?:\/\//i.test(host) ? host : `https://${host}`;
  if (!URL.canParse(text)) return undefined;
  const { origin, username, password } = new URL(text);
  return username === "" && password === "" ? origin : undefined;
}

/** On this machine, where only a control plane of somebody's own plays the workspace. */
export function isLoopback(origin: string): boolean {
  return LOOPBACK.test(new URL(origin).hostname);
}
