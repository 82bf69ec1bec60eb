import { NOT_PORTABLE, type NotPortable, PLACE_VARIABLES, PLACEHOLDER } from "../facts/not-portable";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";
import { languageOf } from "./parse-code";
import type { SourceText } from "./source-text";

/** Is the same source right in every workspace? What differs between them belongs into bindings and variables. */
export function checkPortable(folder: AppFolder): PlacedIssue[] {
  return [...ofAppYaml(folder), ...[...folder.source.texts].flatMap(([file, text]) => ofFile(folder, file, text))];
}

function ofAppYaml({ appYaml }: AppFolder): PlacedIssue[] {
  return (appYaml?.env ?? []).flatMap(({ name, value, valueAt }): PlacedIssue[] => {
    if (appYaml === undefined || value === undefined) return [];
    const text = NOT_PORTABLE.value.flatMap((row) => foundIn(row, value).map(() => row));
    const path = ["env", name];
    if (text.length > 0) return text.map((row) => finding(appYaml.text, row, valueAt, path));
    const place = PLACE_VARIABLES.value.find((row) => row.name.test(name) && row.value.test(value));
    if (place === undefined || PLACEHOLDER.value.test(value)) return [];
    const fix = "bind it: a resource with valueFrom, or a variable of stageEnv that each stage sets";
    return [finding(appYaml.text, { kind: "id", what: `${place.what} of one workspace`, fix }, valueAt, path)];
  });
}

/** Tests, and what else is run by hand. */
const BESIDE =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|fixtures|docs|scripts)\/|(?:^|\/)(?:test_[^/]*|conftest|[^/]*_test)\.py$|\.(?:test|spec)\.\w+$|\.config\.[cm]?[jt]s$/;

function ofFile(folder: AppFolder, file: string, content: string): PlacedIssue[] {
  if (BESIDE.test(file) || (languageOf(file) === undefined && !file.endsWith(".sql"))) return [];
  // Parsing takes a hundred times as long as looking, and most files hold nothing of the kind.
  const rows = NOT_PORTABLE.value.filter(({ pattern }) => pattern.test(content));
  if (rows.length === 0) return [];
  const text = folder.textOf(file);
  const texts = file.endsWith(".sql")
    ? [{ at: 0, text: content.replaceAll(/--.*$|\/\*[^]*?\*\//gm, (comment) => " ".repeat(comment.length)) }]
    : folder.codeOf(file).texts;
  return texts.flatMap((one) =>
    rows.flatMap((row) => foundIn(row, one.text).map((at) => finding(text, row, one.at + at, []))),
  );
}

/** Where a text names something of one workspace. A sample does not. */
function foundIn({ pattern }: NotPortable, text: string): number[] {
  const all = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
  return all.filter(({ 0: match }) => !match.split(/[/.\s]+/).some(isPlaceholder)).map(({ index }) => index);
}

function isPlaceholder(part: string): boolean {
  return PLACEHOLDER.value.test(part);
}

const CODES: { readonly [K in NotPortable["kind"]]: string } = {
  host: "portable.host",
  id: "portable.id",
  volume: "portable.volume",
  table: "portable.table",
};

function finding(
  text: SourceText,
  { kind, what, fix }: Pick<NotPortable, "kind" | "what" | "fix">,
  at: number,
  path: readonly (string | number)[],
): PlacedIssue {
  const message = `this names ${what}, and the same source runs in all of them`;
  return { issue: text.issue({ code: CODES[kind], message, fix }, at, path), level: "warning", acknowledgeable: true };
}
