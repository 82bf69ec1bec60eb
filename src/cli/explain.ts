import type { Colors } from "picocolors/types";
import { nearest } from "../definition/nearest";
import { CommandError, type CommonOptions, type Io } from "./io";
import { PAGES } from "./pages/all";
import type { Example, Page } from "./pages/page";
import { colorsOf, json, wrap } from "./render";

export type ExplainOptions = CommonOptions;

type Entry = readonly [code: string, page: Page];

/** Prints the page of a code; the list of an area, such as `binding`; without either, all codes. */
export function explain(io: Io, wanted: string | undefined, options: ExplainOptions): void {
  const entries = Object.entries(PAGES);
  const page = wanted === undefined ? undefined : entries.find(([code]) => code === wanted);
  if (page !== undefined) {
    const [code, content] = page;
    io.out(options.json ? json({ code, ...content }) : printPage(page, io));
    return;
  }
  const listed = entries.filter(([code]) => wanted === undefined || code.startsWith(`${wanted}.`));
  if (wanted !== undefined && listed.length === 0) throw new CommandError(unknown(wanted, Object.keys(PAGES)));
  const titles = listed.map(([code, { title }]) => ({ code, title }));
  io.out(options.json ? json({ codes: titles }) : printList(listed, colorsOf(io)));
}

function printPage([code, page]: Entry, io: Io): string {
  const colors = colorsOf(io);
  const width = Math.min(io.columns ?? 80, 100);
  const { wrong, right } = labels(page.example);
  const parts = [
    `${colors.bold(code)}\n${page.title}`,
    wrap(page.means, width, "  "),
    `${colors.red(wrong)}\n${block(page.example.wrong)}`,
    `${colors.green(right)}\n${block(page.example.right)}`,
    `${colors.bold("fix")}\n${wrap(page.fix, width, "  ")}`,
    ...(page.see === undefined ? [] : [`${colors.bold("see")}\n  ${page.see}`]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function labels(example: Example): { readonly wrong: string; readonly right: string } {
  switch (example.in) {
    case "command":
      return { wrong: "reported by", right: "instead" };
    case "file":
    case "source":
      return { wrong: "refused", right: "accepted" };
    default:
      return { wrong: `refused, in a ${example.in}`, right: `accepted` };
  }
}

function block(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");
}

/** An area's codes stand together. */
function printList(entries: readonly Entry[], colors: Colors): string {
  const width = Math.max(...entries.map(([code]) => code.length));
  const lines = entries.flatMap(([code, { title }], index) => {
    const before = entries[index - 1]?.[0];
    const gap = before !== undefined && areaOf(before) !== areaOf(code) ? [""] : [];
    return [...gap, `${colors.bold(code)}${" ".repeat(width - code.length)}  ${title}`];
  });
  return `${lines.join("\n")}\n`;
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf("."));
}

function unknown(wanted: string, codes: readonly string[]): string {
  const [area = "", rule = ""] = wanted.toLowerCase().split(".");
  const areas = [...new Set(codes.map(areaOf))];
  // A slip of the keyboard in either part, the rule without its area, or the right words under the wrong area.
  const near = [
    nearest(wanted, codes),
    ...codes.filter((code) => code.endsWith(`.${rule === "" ? area : rule}`)),
    nearest(area, areas),
  ].filter((code) => code !== undefined);
  const suggestions = [...new Set(near)].slice(0, 3).map((code) => `"${code}"`);
  const hint =
    suggestions.length > 0
      ? `did you mean ${suggestions.join(" or ")}?`
      : "dbapps explain lists them all. The ids of your own checks have no page here";
  return `there is no code "${wanted}": ${hint}`;
}
