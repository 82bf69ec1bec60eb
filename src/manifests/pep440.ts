/** A version of a Python package, as far as ordering needs it. */
interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Development, alpha, beta, candidate, final, post: in the order of PEP 440, with the number of each. */
  readonly suffix: readonly number[];
}

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:(?:[-_.]?(?:post|rev|r)[-_.]?(\d*))|-(\d+))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;

/** Undefined where the text is no version. */
function versionOf(text: string): Version | undefined {
  const found = VERSION.exec(text.trim());
  if (found === null) return undefined;
  const [whole, epoch = "0", release = "", pre, preNumber, post, implicitPost, dev, devNumber] = found;
  const isPost =
    implicitPost !== undefined || post !== undefined || /(?:post|rev|(?<![a-z])r)[-_.]?\d*/i.test(tailOf(whole));
  const stages = { a: -3, b: -2, c: -1, r: -1, p: -1 } as const;
  const stage = pre === undefined ? undefined : stages[pre[0]?.toLowerCase() as keyof typeof stages];
  const isDev = dev !== undefined;
  return {
    epoch: Number(epoch),
    release: release.split(".").map(Number),
    // A development release of a version comes before its first alpha.
    suffix: [
      stage ?? (isDev && !isPost ? -4 : 0),
      Number(preNumber ?? 0),
      isPost ? 1 + Number(post ?? implicitPost ?? 0) : 0,
      isDev ? Number(devNumber ?? 0) : Infinity,
    ],
  };
}

/** What follows the pre-release, where a post-release may stand without a number. */
function tailOf(text: string): string {
  return text
    .replace(/\+.*$/, "")
    .replace(/^v?(?:\d+!)?[\d.]+(?:[-_.]?(?:alpha|beta|preview|pre|rc|a|b|c)[-_.]?\d*)?/i, "");
}

function order(left: Version, right: Version): number {
  const length = Math.max(left.release.length, right.release.length);
  const parts = (version: Version) => [
    version.epoch,
    ...Array.from({ length }, (_, index) => version.release[index] ?? 0),
    ...version.suffix,
  ];
  const others = parts(right);
  const at = parts(left).findIndex((part, index) => part !== others[index]);
  return at < 0 ? 0 : (parts(left)[at] ?? 0) < (others[at] ?? 0) ? -1 : 1;
}

/** One condition of a requirement: an operator and a version. */
export interface Clause {
  readonly operator: string;
  readonly version: string;
}

/** Is this a condition that pip accepts? */
export function isClause({ operator, version }: Clause): boolean {
  if (operator === "===") return /^[^\s;,)]+$/.test(version);
  const prefix = /^(.*)\.\*$/.exec(version)?.[1];
  if (prefix !== undefined) {
    // Neither a development release nor a local version can be the beginning of others.
    const plain = !/dev|\+/i.test(prefix);
    return (operator === "==" || operator === "!=") && plain && versionOf(prefix) !== undefined;
  }
  const known = versionOf(version);
  if (known === undefined || (version.includes("+") && operator !== "==" && operator !== "!=")) return false;
  return operator !== "~=" || known.release.length > 1;
}

/** Does this condition name one version? */
export function isExact({ operator, version }: Clause): boolean {
  return operator === "===" || (operator === "==" && !version.endsWith(".*"));
}

/** Does a released version, without any suffix, satisfy every condition? */
export function admits(clauses: readonly Clause[], released: string): boolean {
  const version = versionOf(released);
  return version !== undefined && clauses.every((clause) => satisfies(version, released, clause));
}

function satisfies(version: Version, text: string, { operator, version: asked }: Clause): boolean {
  if (operator === "===") return asked.toLowerCase() === text.toLowerCase();
  const isPrefix = asked.endsWith(".*");
  const bound = versionOf(isPrefix ? asked.slice(0, -2) : asked);
  if (bound === undefined) return false;
  const begins =
    version.epoch === bound.epoch && bound.release.every((part, index) => part === (version.release[index] ?? 0));
  const compared = order(version, bound);
  switch (operator) {
    case "==":
      // A released version has no local part, which a condition with one asks for.
      return isPrefix ? begins && isPlain(bound) : compared === 0 && !asked.includes("+");
    case "!=":
      return isPrefix ? !begins || !isPlain(bound) : compared !== 0 || asked.includes("+");
    case "<=":
      return compared <= 0;
    case ">=":
      return compared >= 0;
    case "<":
      return compared < 0;
    case ">":
      return compared > 0;
    case "~=": {
      const series = bound.release.slice(0, -1);
      return (
        compared >= 0 &&
        version.epoch === bound.epoch &&
        series.every((part, index) => part === (version.release[index] ?? 0))
      );
    }
    default:
      return false;
  }
}

function isPlain({ suffix }: Version): boolean {
  return suffix.slice(0, 3).every((part) => part === 0);
}
