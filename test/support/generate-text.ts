import * as fc from "./random";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

/** Text over an alphabet; every length up to the maximum is drawn, the maximum too. */
export function over(alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet.split("")), minLength, maxLength, size: "max" });
}

/** The first character over one alphabet, the rest over another, at most `max` in all. */
export function named(first: string, rest: string, min: number, max: number): fc.Arbitrary<string> {
  return fc.tuple(over(first, 1, 1), over(rest, min - 1, max - 1)).map(([head, tail]) => head + tail);
}

/** `xxx` and the like are refused as placeholders, so no name is drawn that could be one. */
const sound = (value: string) => !/^x{3,}$|^(?:todo|tbd|fixme)$|(?:replace|change)[_-]?me/i.test(value);

export const appName = named(LOWER, `${LOWER}${DIGITS}-`, 2, 30).filter(sound);
export const resourceKey = named(LOWER + LOWER.toUpperCase() + DIGITS, `${LOWER}${DIGITS} _-`, 2, 30).filter((key) =>
  sound(key.trim()),
);
export const roleName = named(LOWER, `${LOWER}${DIGITS}-`, 1, 12).filter(sound);
export const identifier = named(LOWER, `${LOWER}${DIGITS}_`, 1, 12).filter(sound);
export const slug = named(LOWER, LOWER + DIGITS, 3, 20).filter(sound);
export const workspaceName = slug;
export const uuid = fc.uuid();
export const numericId = named("123456789", DIGITS, 8, 16);
export const hexId = over(`${DIGITS}abcdef`, 16, 16);

/** Names that promise a credential are refused for constants. */
export const variableName = named(`${LOWER.toUpperCase()}_`, `${LOWER.toUpperCase()}${DIGITS}_`, 1, 20).filter(
  (name) => sound(name) && !/(?:TOKEN|SECRET|PASSWORD|KEY)$/.test(name) && !name.startsWith("DATABRICKS_"),
);

/** What people write for people: any characters at all, without Terraform's own brackets. */
export const prose = fc
  .string({ unit: "grapheme", maxLength: 30 })
  .map((value) => `Desk ${value.replaceAll("{", "(")}`)
  .filter(sound);

export const because = prose;

/** `${TfToken[...]}`, as cdktf writes another construct's attribute into a string. */
export const token = fc.nat({ max: 999 }).map((number) => `$\{TfToken[TOKEN.${number}]}`);

/** A literal, a token, or a token within text. */
export function refTo(literal: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: literal },
    token,
    fc.tuple(slug, token).map((parts) => parts.join("-")),
  );
}

/** A record with up to `maxKeys` members under distinct keys. */
export function keyed<T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>, maxKeys: number) {
  return fc.dictionary(key, value, { maxKeys, noNullPrototype: true });
}

/** A record of optional members: an absent one is absent, not undefined. */
export function optional<T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(members, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;
}
