import { record, refined, type Schema } from "./schema";
import { textProblem } from "./text";
import type { Rule } from "./wording";

/** Definitions call their members alike; what is remembered of them has an end. */
const MOST_NAMES = 1000;

/** A record whose keys are names of the user's: each key is text, and obeys `rule`. */
export function strictMembers<T>(
  member: Schema<T>,
  rule: (key: string) => (Rule & { readonly message: string }) | undefined,
): Schema<Readonly<Record<string, T>>> {
  const sound = new Set<string>();
  const problemOf = (key: string) => {
    if (sound.has(key)) return undefined;
    const problem = textProblem(key) ?? rule(key);
    if (problem === undefined && sound.size < MOST_NAMES) sound.add(key);
    return problem;
  };
  // The check runs on the raw value, so that a bad key is reported beside bad members, not after they are mended.
  return refined(
    record(member),
    (members, context) => {
      for (const key of Object.keys(members)) {
        const problem = problemOf(key);
        if (problem === undefined) continue;
        const { message, ...params } = problem;
        context.addIssue({ code: "custom", path: [key], input: key, message, params: { ...params } });
      }
    },
    { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
  );
}
