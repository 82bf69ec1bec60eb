import { shellWords } from "./shell-words";
import type { Mistake } from "./pep508";

/** One option of a line of a requirements file. */
export interface PipOption {
  readonly name: string;
  readonly value: string;
  /** Where the option begins in its line, and where its value does. */
  readonly at: number;
  readonly valueAt: number;
}

/** Long names of pip's options for such files by what they are called here; true where a value follows. */
const LONG: Readonly<Record<string, readonly [name: string, hasValue: boolean]>> = {
  "--index-url": ["index", true],
  "--pypi-url": ["index", true],
  "--extra-index-url": ["extra-index", true],
  "--no-index": ["no-index", false],
  "--constraint": ["constraint", true],
  "--requirement": ["requirement", true],
  "--editable": ["editable", true],
  "--find-links": ["find-links", true],
  "--no-binary": ["no-binary", true],
  "--only-binary": ["only-binary", true],
  "--prefer-binary": ["prefer-binary", false],
  "--require-hashes": ["require-hashes", false],
  "--pre": ["pre", false],
  "--trusted-host": ["trusted-host", true],
  "--use-feature": ["use-feature", true],
  "--global-option": ["global-option", true],
  "--config-settings": ["config-settings", true],
  "--config-setting": ["config-settings", true],
  "--hash": ["hash", true],
};

const SHORT: Readonly<Record<string, string>> = {
  i: "--index-url",
  c: "--constraint",
  r: "--requirement",
  e: "--editable",
  f: "--find-links",
  C: "--config-settings",
};

/** Reads the options of a line, from the first word that begins with a hyphen. */
export function pipOptions(line: string, from: number): readonly PipOption[] | Mistake {
  const words = shellWords(line, from);
  if (typeof words === "number") return { mistake: "this quote or backslash ends with the line", at: words };
  const found: PipOption[] = [];
  for (let index = 0; index < words.length; index++) {
    const { text, at } = words[index] ?? { text: "", at: 0 };
    if (text === "--") break;
    // pip reads on after words that belong to no option.
    if (!/^-./.test(text)) continue;
    const known = text.startsWith("--") ? longOption(text) : shortOption(text);
    if (known === undefined) return { mistake: "pip knows no such option in a requirements file", at };
    const [name, hasValue, attached] = known;
    if (!hasValue) {
      if (attached !== undefined) return { mistake: "this option takes no value", at };
      found.push({ name, value: "", at, valueAt: at });
      continue;
    }
    const next = attached === undefined ? words[++index] : { text: attached, at: at + text.length - attached.length };
    if (next === undefined) return { mistake: "this option lacks its value", at };
    if (name === "hash" && !/^(?:sha256|sha384|sha512):/.test(next.text)) {
      return { mistake: "a hash is sha256:, sha384: or sha512: with its digits", at };
    }
    found.push({ name, value: next.text, at, valueAt: next.at });
  }
  return found;
}

type Known = readonly [name: string, hasValue: boolean, attached: string | undefined];

/** pip takes any beginning of an option that only one has. */
function longOption(text: string): Known | undefined {
  const [, written = text, attached] = /^(--[^=]*)=([^]*)$/.exec(text) ?? [];
  const exact = LONG[written];
  if (exact !== undefined) return [...exact, attached];
  const meant = Object.entries(LONG).filter(([long]) => long.startsWith(written));
  const [only] = meant;
  return only === undefined || meant.length > 1 ? undefined : [...only[1], attached];
}

function shortOption(text: string): Known | undefined {
  const [name, hasValue] = LONG[SHORT[text[1] ?? ""] ?? ""] ?? [];
  return name === undefined || hasValue === undefined ? undefined : [name, hasValue, text.slice(2) || undefined];
}
