import { GOALS, verdict } from "./goals";
import type { Results } from "./results";
import { digits, showSpread, spreadOf } from "./statistics";

/** A Markdown table. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What was reached of what was wanted; without what was not measured. */
export function showGoals(results: Results): string {
  const rows = GOALS.flatMap((goal) => {
    const reached = goal.read(results);
    if (reached === undefined) return [];
    const { figure, sign, stretch } = goal;
    return [[figure, showSpread(reached), `${sign} ${goal.goal}`, String(stretch), verdict(goal, reached)]];
  });
  return table([["figure", "median [range]", "goal", "stretch", "reached"], ...rows]);
}

/** Every measurement, in milliseconds, with its ratios to ours in the same rounds. */
export function showTable(results: Results): string {
  const rows = results.names.flatMap((group) =>
    Object.entries(results.of(group) ?? {}).map(([variant, runs]) => {
      const of = (figure: "createMs" | "synthMs" | "ms" | "rssMiB" | "cpuMs") => {
        const values = runs.map((run) => run[figure]).filter((value) => value !== undefined);
        return values.length === 0 ? "" : digits(spreadOf(values).median);
      };
      const engine = variant.endsWith(" on cdktn") ? " on cdktn" : "";
      const ratio = variant === `ours${engine}` ? undefined : results.ratio(group, variant, `ours${engine}`);
      const cells = [of("createMs"), of("synthMs"), of("ms"), of("cpuMs"), of("rssMiB")];
      return [group, variant, String(runs.length), ...cells, ratio === undefined ? "" : showSpread(ratio)];
    }),
  );
  const head = ["what", "program", "runs", "create", "synth", "sum ms", "CPU ms", "peak MiB", "/ ours, paired"];
  return table([head, ...rows]);
}
