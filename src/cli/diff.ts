import * as path from "node:path";
import { pipelineMermaid, reviewMermaid } from "../assembly/pipeline-mermaid";
import { type Review, reviewOf } from "../assembly/review";
import { reviewMarkdown } from "../assembly/review-markdown";
import { type Assemblies, select } from "./diff-selection";
import { CommandError, type CommonOptions, type Io } from "./io";
import { printDiff } from "./print-diff";
import { assemblyFolder } from "./project";
import { readPromotion } from "./read-promotion";
import { colorsOf, json } from "./render";

export interface DiffOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly app?: string;
  readonly markdown?: boolean;
  readonly mermaid?: boolean;
  readonly detailedExitcode?: boolean;
}

/**
 * Shows what one stage gets that another does not have, from promotion.json alone. Returns the exit code: 2 where there
 * are differences and that was asked for.
 */
export function diff(io: Io, names: readonly string[], options: DiffOptions): number {
  const forms = (["json", "markdown", "mermaid"] as const).filter((form) => options[form] === true);
  if (forms.length > 1) throw new CommandError(`choose one of --${forms.join(" and --")}`);
  const assemblies = readAssemblies(io, options);
  const { pairs, notes } = select(assemblies, names, options.app);
  for (const note of notes) io.err(`${note}\n`);
  const review = reviewOf(pairs);
  io.out(render(review, assemblies, names, options, io));
  const differs = review.comparisons.some(({ differences }) => differences.length > 0);
  return differs && options.detailedExitcode === true ? 2 : 0;
}

function render(
  review: Review,
  { from, to }: Assemblies,
  names: readonly string[],
  { json: asJson, markdown, mermaid, app }: DiffOptions,
  io: Io,
): string {
  if (asJson === true) return json(review);
  if (markdown === true) return reviewMarkdown(review);
  if (mermaid !== true) return printDiff(review, colorsOf(io));
  const isWhole = names.length === 0 && app === undefined && from.name === to.name;
  return isWhole ? pipelineMermaid(to.promotion, review) : reviewMermaid(review);
}

function readAssemblies(io: Io, { from, to }: DiffOptions): Assemblies {
  const read = (folder?: string) => {
    const place = assemblyFolder(io.cwd, folder);
    return { promotion: readPromotion(place), name: path.relative(io.cwd, place) || "." };
  };
  const second = read(to);
  return { from: from === undefined ? second : read(from), to: second };
}
