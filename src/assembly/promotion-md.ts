import { oneLine } from "../promotion/show";
import { type Edge, edgeOf, pipelineGraph } from "./pipeline-mermaid";
import type { AppRecord, Promotion } from "./promotion";
import { comparisonsOf, type Place, type Side, stepsOf } from "./review";
import { comparisonMarkdown, escapeMarkdown } from "./review-markdown";

/**
 * `promotion.md`: promotion.json for people, on a code host or in an editor. It is derived from promotion.json alone
 * and no part of the assembly's digest, which it shows: whoever trusts the digest can write the page again.
 */
export function promotionMarkdown(promotion: Promotion): string {
  const sides = new Map<Place, Side>();
  const edges: Edge[] = [];
  const tables: string[] = [];
  for (const comparison of comparisonsOf(stepsOf(promotion), sides)) {
    edges.push(edgeOf(comparison));
    tables.push(comparisonMarkdown(comparison));
  }
  const known = new Map<AppRecord, Side>();
  sides.forEach((side, { app }) => known.set(app, side));
  const { findings } = promotion;
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, "", ...items.map((item) => `- ${item}`), ""];
  const at = (path: readonly (string | number)[]) => escapeMarkdown(oneLine(path.join("/")));
  return [
    "# Promotion",
    "",
    "```mermaid",
    `${pipelineGraph(promotion, edges, known)}\`\`\``,
    "",
    ...(tables.length === 0 ? [] : ["## What each step changes", "", tables.join("\n")]),
    ...list(
      "Warnings",
      open.map(({ path, code, message }) => `${at(path)}: ${escapeMarkdown(oneLine(`${message} (${code})`))}`),
    ),
    ...list(
      "Acknowledged",
      findings.flatMap(({ path, code, message, acknowledged: said }) => {
        if (said === undefined) return [];
        const until = said.until === undefined ? "" : `, until ${said.until}`;
        return [`${at(path)}: ${escapeMarkdown(oneLine(`${message} (${code}). Because: ${said.reason}${until}`))}`];
      }),
    ),
    ...list(
      "Changed by overrides, after every check",
      promotion.overrides.map(({ stack, address, attributes }) =>
        escapeMarkdown(oneLine(`${stack}: ${address}: ${attributes.join(", ")}`)),
      ),
    ),
    `Assembly ${promotion.assemblyDigest.slice(0, 12)}, written by databricks-apps-constructs ` +
      `${escapeMarkdown(promotion.libraryVersion)}.`,
    "",
  ].join("\n");
}
