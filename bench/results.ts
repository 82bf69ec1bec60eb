import type { Measured } from "./rounds";
import type { Run } from "./session";
import { pairedRatios, type Spread } from "./statistics";

type Figure = (run: Run) => number | undefined;

/** Every run of a bench, by what was measured and where. */
export class Results {
  private readonly groups = new Map<string, Measured>();

  add(group: string, measured: Measured): void {
    this.groups.set(group, measured);
  }

  get names(): readonly string[] {
    return [...this.groups.keys()];
  }

  of(group: string): Measured | undefined {
    return this.groups.get(group);
  }

  values(group: string, variant: string, figure: Figure): readonly number[] | undefined {
    const values = this.groups
      .get(group)
      ?.[variant]?.map(figure)
      .filter((value) => value !== undefined);
    return values === undefined || values.length === 0 ? undefined : values;
  }

  /** Pair by pair, in the order of the rounds. */
  ratio(group: string, above: string, below: string, figure: Figure = ({ ms }) => ms): Spread | undefined {
    const [a, b] = [this.values(group, above, figure), this.values(group, below, figure)];
    return a === undefined || b === undefined ? undefined : pairedRatios(a, b);
  }
}
