/** A release such as `1.126.0` as a number that orders like it. */
export function versionOrder(version: string): number {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) throw new Error(`${version} is not three numbers`);
  return (Number(major) * 1000 + Number(minor)) * 1000 + Number(patch);
}
