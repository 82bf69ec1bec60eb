import { labelOf } from "../promotion/show";
import type { AppRecord, Promotion } from "./promotion";
import { type Comparison, type Review, type ReviewedDifference, type Side, sideOf, summaryOf } from "./review";

/** More would not be read, and a code host refuses a text that is too long; the tables have them all. */
const NAMED = 8;

/** Stages, waves and workspaces as a Mermaid graph, and on each edge what differs. */
export function pipelineMermaid(promotion: Promotion, { comparisons }: Pick<Review, "comparisons">): string {
  return pipelineGraph(promotion, comparisons.map(edgeOf));
}

/** A comparison, as far as a graph shows it. */
export interface Edge extends Pick<Comparison, "before" | "after"> {
  readonly text: string;
}

export function edgeOf({ before, after, differences }: Comparison): Edge {
  return { before, after, text: edgeText(differences) };
}

/**
 * {@link pipelineMermaid} for comparisons that are not kept.
 *
 * @param sides that were made for them
 */
export function pipelineGraph(
  promotion: Promotion,
  edges: readonly Edge[],
  sides?: ReadonlyMap<AppRecord, Side>,
): string {
  const known = new Map<string, Side>();
  promotion.apps.forEach((app) => known.set(app.path, sides?.get(app) ?? sideOf({ promotion, app })));
  const groups = promotion.pipelines.map(({ path, waves }) => ({
    title: path,
    waves: waves.map((wave) => wave.map((at) => known.get(at)).filter((side) => side !== undefined)),
  }));
  const inPipelines = new Set(promotion.pipelines.flatMap(({ waves }) => waves.flat()));
  const loose: Side[] = [];
  known.forEach((side, path) => {
    if (!inPipelines.has(path)) loose.push(side);
  });
  return graph(groups, loose, edges);
}

/** The sides of a review and what differs between them. */
export function reviewMermaid({ comparisons }: Review): string {
  return graph(
    [],
    comparisons.flatMap(({ before, after }) => [before, after]),
    comparisons.map(edgeOf),
  );
}

interface Group {
  readonly title: string;
  readonly waves: readonly (readonly Side[])[];
}

function graph(groups: readonly Group[], loose: readonly Side[], edges: readonly Edge[]): string {
  const ids = new Map<string, string>();
  const known = new Map<Side, string>();
  const idOf = (side: Side) => {
    const before = known.get(side);
    if (before !== undefined) return before;
    // A path and a title have one line each.
    const key = `${side.path}\n${side.title}\n${side.assemblyDigest}`;
    const id = ids.get(key) ?? `n${ids.size}`;
    ids.set(key, id);
    known.set(side, id);
    return id;
  };
  const node = (side: Side) => `${idOf(side)}["${nodeText(side)}"]`;
  const lines = groups.flatMap(({ title, waves }, index) => [
    `  subgraph p${index}["${escapeMermaid(title)}"]`,
    "    direction LR",
    ...waves.flatMap((wave, number) =>
      wave.length < 2
        ? wave.map((side) => `    ${node(side)}`)
        : [
            `    subgraph p${index}w${number}["wave ${number + 1}"]`,
            ...wave.map((side) => `      ${node(side)}`),
            "    end",
          ],
    ),
    "  end",
  ]);
  const alone = [...new Set(loose.map((side) => `  ${node(side)}`))];
  const arrows = edges.map(({ before, after, text }) => `  ${idOf(before)} -->|"${text}"| ${idOf(after)}`);
  return `${["flowchart LR", ...lines, ...alone, ...arrows].join("\n")}\n`;
}

function nodeText({ title, stack, workspace, protected: guarded }: Side): string {
  const place = escapeMermaid(`workspace ${workspace}${guarded ? ", protected" : ""}`);
  const names = title === stack ? escapeMermaid(title) : `${escapeMermaid(title)}<br/>${escapeMermaid(stack)}`;
  return `${names}<br/>${place}`;
}

function edgeText(differences: Comparison["differences"]): string {
  let text = escapeMermaid(summaryOf(differences));
  let wide = 0;
  for (let i = 0; i < differences.length; i++) {
    const difference = differences[i] as ReviewedDifference;
    if (difference.direction !== "widens") continue;
    wide += 1;
    if (wide <= NAMED) text += `<br/>${escapeMermaid(`widens ${labelOf(difference)}`)}`;
  }
  return wide > NAMED ? `${text}<br/>${escapeMermaid(`and ${wide - NAMED} more`)}` : text;
}

/** What most texts are made of. */
const HARMLESS = /^[A-Za-z0-9 .,()/-]*$/;

/** Every character that means something to Mermaid or to HTML, by its number: it stays text. */
function escapeMermaid(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text.replace(/[^\p{L}\p{N} .,()/-]/gu, (character) => `#${character.codePointAt(0) ?? 32};`);
}
