import type { Size } from "./programs/company";

/** What is measured beside the library. */
export type Variant = "hand-written" | "ours" | "json" | "hand-written on cdktn" | "ours on cdktn";

/** One program of the table, hand-written and with the library. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  readonly size: Size;
  /** How often the variants take turns. */
  readonly rounds: number;
  /** Also where files are written to a disk. */
  readonly onDisk?: true;
}

const company: Size = { apps: 100, workspacesPerStage: 1, layout: "pipelines", platform: true };
const big: Size = { apps: 1000, workspacesPerStage: 10, layout: "pipelines" };

export const WORKLOADS: readonly Workload[] = [
  { name: "company", title: "company: 100 apps x 3, 303 stacks", size: company, rounds: 7, onDisk: true },
  {
    name: "tagged",
    title: "company with a tagging Aspect on every stack",
    size: { ...company, tagged: true },
    rounds: 7,
  },
  { name: "big", title: "big: 1,000 apps x 3, 3,000 app stacks", size: big, rounds: 5, onDisk: true },
  {
    name: "big-30",
    title: "big by hand in 30 stacks",
    size: { ...big, layout: "stacks" },
    rounds: 5,
    onDisk: true,
  },
  {
    name: "plain",
    title: "a user's plain TerraformStack, 3 x 1,000 apps",
    size: { apps: 1000, workspacesPerStage: 1, layout: "plain" },
    rounds: 5,
  },
];

/** What else is measured; see the functions of these names. */
export const OTHERS = ["small", "commands", "jest", "import", "growth", "counts"] as const;

/** A tenth of it, to see that everything runs. */
export function quick(workload: Workload): Workload {
  const { size } = workload;
  return { ...workload, rounds: 1, size: { ...size, apps: size.apps / 10 } };
}
