/**
 * Texts without quotes that YAML 1.2, which is read here, takes for text, and YAML 1.1, which many other tools still
 * read, for a boolean, a number or a date.
 *
 * @see https://yaml.org/type/
 */
const YAML_1_1: readonly RegExp[] = [
  /^(?:y|n|yes|no|on|off)$/i,
  /^[-+]?(?:0b[01_]+|0x[\da-f_]+|\d[\d_]*)$/i,
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  /^[-+]?(?:\d[\d_]*)?\.[\d_]+(?:e[-+]?\d+)?$/i,
  /^\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\S.*)?$/i,
];

/** Would another reader of YAML take this text for something else? */
export function isAmbiguous(text: string): boolean {
  return YAML_1_1.some((pattern) => pattern.test(text));
}

/** What a reader of YAML takes a text without quotes for, in words. */
export function readAs(text: string): string {
  if (/^(?:y|n|yes|no|on|off|true|false)$/i.test(text)) return "a boolean";
  if (/^(?:~|null)?$/i.test(text)) return "nothing";
  return /^\d{4}-/.test(text) ? "a date" : "a number";
}
