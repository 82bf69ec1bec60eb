import { closest, distance } from "fastest-levenshtein";

/** The candidate that a slip of the keyboard turns into `text`: at most two edits away, and fewer than half of it. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(
    text.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const found = candidates.find((candidate) => candidate.toLowerCase() === best);
  return distance(text.toLowerCase(), best) <= Math.min(2, Math.floor(text.length / 2)) ? found : undefined;
}
