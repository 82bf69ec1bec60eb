import * as fc from "../support/random";
import { PYTHON } from "./hosts";

/** One line of a requirements file by pip's documentation, and what it means for the network. */
export interface Line {
  readonly text: string;
  readonly does:
    | { readonly kind: "nothing" }
    | { readonly kind: "requirement"; readonly hosts: readonly string[] }
    | { readonly kind: "index" | "extra" | "links"; readonly host: string }
    | { readonly kind: "no-index" };
}

const HOSTS = ["a.example.com", "b.example.com", "packages.example.org", "git.example.net", "cdn.example.io"] as const;
const aHost = fc.constantFrom(...HOSTS);
const name = fc.constantFrom("flask", "Flask_SQLAlchemy", "ruamel.yaml", "zope.interface", "a", "dash-ag-grid", "x2");
const extras = fc.constantFrom("", "[standard]", "[binary,pool]", "[ a , b ]", "[]", " [all]");
const version = fc.constantFrom("1", "1.0", "2.18.1", "1!2.0", "1.0a1", "1.0.post2", "1.0.dev3", "2024.1", "0.33.0rc1");
const clause = fc.oneof(
  fc.tuple(fc.constantFrom("==", "!=", "<=", ">=", "<", ">"), version).map((parts) => parts.join("")),
  fc.constantFrom("~=1.4", "~= 2.2.3", "==1.0.*", "!= 2.*", "===whatever-1", "==1.0+local.1"),
);
const clauses = fc
  .array(clause, { maxLength: 3 })
  .chain((all) =>
    fc.constantFrom(all.join(","), all.join(" , "), isInBrackets(all) ? `(${all.join(",")})` : all.join(",")),
  );
/** Older versions of pip read the parenthesis that closes as a part of an arbitrary version. */
function isInBrackets(all: readonly string[]): boolean {
  return all.length > 0 && !all.some((one) => one.startsWith("==="));
}

const marker = fc.constantFrom(
  "",
  '; python_version < "3.12"',
  " ; sys_platform == 'win32'",
  ";python_version>='3.8' and (os_name == \"posix\" or extra == 'x')",
  " ; platform_machine not in 'x86_64 aarch64'",
);
const comment = fc.constantFrom("", "  # why", "\t# see https://elsewhere.example.com/x", " #");
const hash = fc.constantFrom("", ` --hash=sha256:${"0a".repeat(32)}`, ` --hash sha512:${"b".repeat(128)}`);

const user = fc.constantFrom("", "git@", "${USER}:${TOKEN}@", "team@");
const port = fc.constantFrom("", ":8443");
const url = (path: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom("https", "http"), user, aHost, port, path).map(([scheme, who, at, number, rest]) => ({
    host: at,
    text: `${scheme}://${who}${at}${number}${rest}`,
  }));
const file = url(fc.constantFrom("/x-1.0-py3-none-any.whl", "/a/b/x-1.0.tar.gz", "/x.zip#sha256=00ff"));
const repository = fc
  .tuple(
    fc.constantFrom("git+https", "git+ssh", "hg+https", "svn+https"),
    fc.constantFrom("", "git@"),
    aHost,
    fc.constantFrom("", "@main", "@v1.2.0", `@${"0f".repeat(20)}`),
    fc.constantFrom("", "#egg=x", "#egg=x&subdirectory=pkg"),
  )
  .map(([scheme, who, at, ref, egg]) => ({ host: at, text: `${scheme}://${who}${at}/team/x.git${ref}${egg}` }));

const requirement: fc.Arbitrary<Line> = fc.oneof(
  fc
    .tuple(name, extras, clauses, marker, hash, comment)
    .map((parts): Line => ({ text: parts.join(""), does: { kind: "requirement", hosts: [] } })),
  fc
    .tuple(name, extras, fc.constantFrom(" @ ", "@", " @"), fc.oneof(file, repository), comment)
    .map(([one, more, sign, { host, text }, end]): Line => ({
      text: `${one}${more}${sign}${text}${end}`,
      does: { kind: "requirement", hosts: [host] },
    })),
  fc.tuple(fc.constantFrom("", "-e ", "--editable="), repository, comment).map(([edit, { host, text }, end]): Line => ({
    text: edit + text + (text.includes("#egg=") ? "" : "#egg=x") + end,
    does: { kind: "requirement", hosts: [host] },
  })),
);

const option: fc.Arbitrary<Line> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("-i ", "-i", "--index-url ", "--index-url=", "--pypi-url ", "--index "),
      url(fc.constant("/simple")),
    )
    .map(([flag, { host, text }]): Line => ({ text: flag + text, does: { kind: "index", host } })),
  fc
    .tuple(fc.constantFrom("--extra-index-url ", "--extra-index-url=", "--extra "), url(fc.constant("/simple/")))
    .map(([flag, { host, text }]): Line => ({ text: flag + text, does: { kind: "extra", host } })),
  fc
    .tuple(fc.constantFrom("-f ", "--find-links ", "--find-links='"), url(fc.constant("/links.html")))
    .map(([flag, { host, text }]): Line => ({
      text: flag + text + (flag.endsWith("'") ? "'" : ""),
      does: { kind: "links", host },
    })),
);

const rest: fc.Arbitrary<Line> = fc
  .constantFrom(
    "",
    "   ",
    "# pip install https://elsewhere.example.com/x.whl",
    "--pre",
    "--require-hashes",
    "--trusted-host elsewhere.example.com",
    "--only-binary :all:",
    "--no-binary=numpy --prefer-binary",
    "--find-links ./wheels",
    "\t# a tab",
  )
  .map((text): Line => ({ text, does: { kind: "nothing" } }));

const noIndex: fc.Arbitrary<Line> = fc.constant({ text: "--no-index", does: { kind: "no-index" } });

export const requirementLine = fc.oneof({ weight: 5, arbitrary: requirement }, { weight: 1, arbitrary: option });

/** Lines of one file; some are broken in two by a backslash where pip joins them again. */
export const requirementLines: fc.Arbitrary<readonly Line[]> = fc.array(
  fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: requirement },
        { weight: 3, arbitrary: option },
        { weight: 2, arbitrary: rest },
        { weight: 1, arbitrary: noIndex },
      ),
      fc.boolean(),
    )
    .map(([line, isSplit]) => (isSplit ? split(line) : line)),
  { maxLength: 8 },
);

/** In the middle of a word is as good as anywhere, except in a comment. */
function split(line: Line): Line {
  const middle = line.text.length >> 1;
  const isComment = /(?:^|\s)#/.test(line.text.slice(0, middle + 1));
  if (middle === 0 || isComment) return line;
  return { ...line, text: `${line.text.slice(0, middle)}\\\n${line.text.slice(middle)}` };
}

/** What pip reaches for a file of these lines, from what its documentation says each option does. */
export function expectedHosts(lines: readonly Line[]): string[] {
  let indexes: readonly string[] = PYTHON;
  let isClosed = false;
  const links: string[] = [];
  const direct: string[] = [];
  let asks = false;
  for (const { does } of lines) {
    if (does.kind === "no-index") {
      isClosed = true;
      indexes = [];
    }
    if (does.kind === "index" && !isClosed) indexes = [does.host];
    if (does.kind === "extra" && !isClosed) indexes = [...indexes, does.host];
    if (does.kind === "links") links.push(does.host);
    if (does.kind === "requirement") {
      asks = true;
      direct.push(...does.hosts);
    }
  }
  return [...new Set([...(asks ? [...indexes, ...links] : []), ...direct])].sort();
}

/** What pip refuses, each done to a line that is right. */
export const BREAK_LINE: Readonly<Record<string, (line: string) => string>> = {
  "an option that pip does not know": (line) => `${line} --frobnicate`,
  "an option without its value": () => "--index-url",
  "a quote that is not closed": () => "--find-links 'https://a.example.com/x",
  "no name": (line) => `==1.0 ${line}`,
  "a version that is none": () => "flask==one.two",
  "half a clause": () => "flask>=",
  "a single equals sign": () => "flask=1.0",
  "two names": () => "flask dash",
  "brackets that are not closed": () => "uvicorn[standard==1.0",
  "a marker that is none": () => 'flask; python_version ~ "3"',
  "a marker without a value": () => "flask; python_version",
  "a hash of an old kind": () => "flask==1.0 --hash=md5:00",
  "an address without a scheme": () => "flask @ files.example.com",
  "a compatible release of one number": () => "flask~=1",
};
