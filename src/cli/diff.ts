import * as path from "node:path";
import { pipelineMermaid, reviewMermaid } from "../assembly/pipeline-mermaid";
import { type NetworkComparison, reviewNetworks } from "../assembly/network-review";
import { differencesOf, type Review, reviewOf } from "../assembly/review";
import { reviewMarkdown } from "../assembly/review-markdown";
import { type Assemblies, select } from "./diff-selection";
import { CommandError, type CommonOptions, type Io } from "./io";
import { printDiff } from "./print-diff";
import { assemblyFolder } from "./project";
import { readNetworkFile } from "./read-network";
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
 * Shows what one stage gets that another does not have, from promotion.json, and of two assemblies what their networks
 * do differently, from network.json. Returns the exit code: 2 where there
 * are differences and that was asked for.
 */
export function diff(io: Io, names: readonly string[], options: DiffOptions): number {
  const forms = (["json", "markdown", "mermaid"] as const).filter((form) => options[form] === true);
  if (forms.length > 1) throw new CommandError(`choose one of --${forms.join(" and --")}`);
  const assemblies = readAssemblies(io, options);
  const network = networkOf(assemblies, names, options);
  const { pairs, notes } = select(assemblies, names, options.app, network !== undefined);
  for (const note of notes) io.err(`${note}\n`);
  if (options.mermaid === true && pairs.length === 0) throw new CommandError("a network has no graph; try --markdown");
  const review = reviewOf(pairs, network);
  io.out(render(review, assemblies, names, options, io));
  return differencesOf(review).length > 0 && options.detailedExitcode === true ? 2 : 0;
}

/** Of two whole assemblies, where one of them makes a network: it is no stage's and no app's. */
function networkOf(
  { from, to }: Assemblies,
  names: readonly string[],
  { app }: DiffOptions,
): readonly NetworkComparison[] | undefined {
  if (from.name === to.name || names.length > 0 || app !== undefined) return undefined;
  const [before, after] = [from, to].map(({ promotion, name, folder }) => {
    const { assemblyDigest } = promotion;
    return { network: readNetworkFile(folder), name, assemblyDigest };
  });
  if (before === undefined || after === undefined) return undefined;
  return before.network === undefined && after.network === undefined ? undefined : reviewNetworks(before, after);
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
    return { promotion: readPromotion(place), name: path.relative(io.cwd, place) || ".", folder: place };
  };
  const second = read(to);
  return { from: from === undefined ? second : read(from), to: second };
}
