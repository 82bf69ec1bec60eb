import type { Results } from "./results";
import { type Spread, spreadOf } from "./statistics";

/** A figure that the project wants to reach. */
export interface Goal {
  readonly figure: string;
  readonly goal: number;
  readonly stretch: number;
  /** `>=`: more is better. */
  readonly sign: ">=" | "<=";
  readonly read: (results: Results) => Spread | undefined;
}

const RAM = "RAM disk";

function faster(workload: string, on: "" | " on cdktn" = ""): Goal["read"] {
  return (results) => results.ratio(`${workload}, ${RAM}`, `hand-written${on}`, `ours${on}`);
}

/** How the time grows with the number of apps: 1 is in proportion. */
function exponent(layout: "pipelines" | "30 stacks", from: number, to: number): Goal["read"] {
  return (results) => {
    const ratio = results.ratio(`growth, ${RAM}`, `${layout}, ${to}`, `${layout}, ${from}`);
    if (ratio === undefined) return undefined;
    const { median, least, most, count } = ratio;
    const of = (value: number) => Math.log(value) / Math.log(to / from);
    return { median: of(median), least: of(least), most: of(most), count };
  };
}

function counted(name: "traces" | "processes"): Goal["read"] {
  return (results) => {
    const at = (variant: string) => results.values("counts", variant, (run) => run[name])?.[0];
    const [few, many] = [at("ours, 10"), at("ours, 20")];
    if (few === undefined || many === undefined) return undefined;
    // What grows with the apps is captured by their resources; a stack of cdktf's has some of its own.
    return spreadOf([name === "traces" ? (many - few) / 30 : many]);
  };
}

export const GOALS: readonly Goal[] = [
  { figure: "big in 30 stacks, hand-written / ours", sign: ">=", goal: 8, stretch: 10, read: faster("big-30") },
  { figure: "big, 3,000 app stacks, hand-written / ours", sign: ">=", goal: 3, stretch: 5, read: faster("big") },
  { figure: "company, hand-written / ours", sign: ">=", goal: 2, stretch: 3, read: faster("company") },
  { figure: "tagged, hand-written / ours", sign: ">=", goal: 2, stretch: 3, read: faster("tagged") },
  {
    figure: "small, whole process, ours / hand-written",
    sign: "<=",
    goal: 1,
    stretch: 0.9,
    read: (results) => results.ratio(`small, ${RAM}`, "ours", "hand-written", ({ processMs }) => processMs),
  },
  {
    figure: "big in 30 stacks on cdktn, hand-written / ours",
    sign: ">=",
    goal: 12,
    stretch: 17,
    read: faster("big-30", " on cdktn"),
  },
  {
    figure: "a user's plain TerraformStack, hand-written / ours",
    sign: ">=",
    goal: 5,
    stretch: 7,
    read: faster("plain"),
  },
  {
    figure: "peak memory, big in 30 stacks, ours / hand-written",
    sign: "<=",
    goal: 0.5,
    stretch: 0.45,
    read: (results) => results.ratio(`big-30, ${RAM}`, "ours", "hand-written", ({ rssMiB }) => rssMiB),
  },
  {
    figure: "jest, creating 100 apps x 3, ours / hand-written",
    sign: "<=",
    goal: 0.08,
    stretch: 0.05,
    read: (results) => results.ratio(`jest, ${RAM}`, "ours", "hand-written", ({ createMs }) => createMs),
  },
  {
    figure: "big, 3,000 app stacks, ours / the same files as JSON",
    sign: "<=",
    goal: 3,
    stretch: 2,
    read: (results) => results.ratio(`big, ${RAM}`, "ours", "json"),
  },
  {
    figure: "import of the library / cdktf and 8 deep bindings, whole process",
    sign: "<=",
    goal: 1.1,
    stretch: 1.05,
    read: (results) => results.ratio("import", "ours", "hand-written", ({ processMs }) => processMs),
  },
  {
    figure: "growth exponent, by hand, 100 -> 1,000 apps",
    sign: "<=",
    goal: 1.02,
    stretch: 1,
    read: exponent("30 stacks", 100, 1000),
  },
  {
    figure: "growth exponent, by hand, 100 -> 3,000 apps",
    sign: "<=",
    goal: 1.02,
    stretch: 1,
    read: exponent("30 stacks", 100, 3000),
  },
  {
    figure: "growth exponent, pipelines, 100 -> 1,000 apps",
    sign: "<=",
    goal: 1.02,
    stretch: 1,
    read: exponent("pipelines", 100, 1000),
  },
  {
    figure: "`check` of the company assembly / its synth",
    sign: "<=",
    goal: 0.15,
    stretch: 0.1,
    read: (results) => results.ratio(`commands, ${RAM}`, "check and diff", "synth"),
  },
  { figure: "stack traces captured per App", sign: "<=", goal: 0, stretch: 0, read: counted("traces") },
  { figure: "child processes started", sign: "<=", goal: 0, stretch: 0, read: counted("processes") },
];

/** How far a goal is reached, by its median. */
export function verdict({ sign, goal, stretch }: Goal, { median }: Spread): "stretch" | "goal" | "missed" {
  const reaches = (bound: number) => (sign === ">=" ? median >= bound : median <= bound);
  return reaches(stretch) ? "stretch" : reaches(goal) ? "goal" : "missed";
}
