import type { IConstruct } from "constructs";
import type { Rules } from "../stage/check";
import type { PlacedApp } from "../stage/program";

/** Checks and acknowledgements of a program, each for all that stands at or below a construct. */
export class ProgramRules {
  private readonly rules = new Map<IConstruct, Rules>();

  add(construct: IConstruct, { checks, acknowledge }: Rules): void {
    if (checks !== undefined || acknowledge !== undefined) this.rules.set(construct, { checks, acknowledge });
  }

  /** Nearest first. */
  of(construct: IConstruct): PlacedApp["rules"] {
    // As in most programs: nobody said anything, and nobody has to ask every scope of every App.
    if (this.rules.size === 0) return [];
    const found: PlacedApp["rules"][number][] = [];
    for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
      const rules = this.rules.get(scope);
      if (rules !== undefined) found.push({ ...rules, at: scope.node.path });
    }
    return found;
  }
}
