import { type Program } from "./compare";
import { aspects } from "./programs/aspects";
import { metaArguments } from "./programs/meta-arguments";
import { mistakes, perEngine } from "./programs/mistakes";
import { overrides } from "./programs/overrides";
import { references } from "./programs/references";
import { tree } from "./programs/tree";
import { values } from "./programs/values";

/** Programs that end well. */
export const sections: Readonly<Record<string, Readonly<Record<string, Program>>>> = {
  references,
  overrides,
  metaArguments,
  aspects,
  tree,
  values,
};

/** All of the zoo, by name. */
export const programs: Readonly<Record<string, Program>> = Object.fromEntries(
  [...Object.values(sections), mistakes, perEngine].flatMap((section) => Object.entries(section)),
);
