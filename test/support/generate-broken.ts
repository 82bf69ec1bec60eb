import * as fc from "./random";
import { DEFINITION_MUTATIONS } from "./generate-broken-definition";
import { STAGE_MUTATIONS } from "./generate-broken-stage";
import { WORKSPACE_MUTATIONS } from "./generate-broken-workspace";
import type { Draw } from "./generate-draw";
import { independent, mutate, type Mutation } from "./generate-mutation";
import { validDraw } from "./generate-program";

export const MUTATIONS: readonly Mutation[] = [...DEFINITION_MUTATIONS, ...WORKSPACE_MUTATIONS, ...STAGE_MUTATIONS];

export interface BrokenDraw {
  readonly draw: Draw;
  readonly mutations: readonly Mutation[];
}

/** A program with one to four mistakes that do not hide each other. */
export const brokenDraw: fc.Arbitrary<BrokenDraw> = fc
  .tuple(
    validDraw,
    fc.uniqueArray(fc.nat({ max: MUTATIONS.length - 1 }), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([draw, indexes, most]) => {
    const mutations = independent(
      indexes.flatMap((index) => MUTATIONS[index] ?? []),
      most,
    );
    return { draw: mutate(draw, mutations), mutations };
  });
