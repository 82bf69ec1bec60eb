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
    return [...construct.node.scopes].reverse().flatMap((scope) => {
      const found = this.rules.get(scope);
      return found === undefined ? [] : [{ ...found, at: scope.node.path }];
    });
  }
}
