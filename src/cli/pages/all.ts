import { ACCESS } from "./access";
import { APP } from "./app";
import { FILES } from "./files";
import type { Pages } from "./page";
import { PROGRAM } from "./program";
import { SCALING } from "./scaling";
import { STAGE } from "./stage";
import { VALUES } from "./values";
import { WORKSPACE } from "./workspace";

/** Every page, by code, in the order of the alphabet. */
export const PAGES: Pages = Object.fromEntries(
  [ACCESS, APP, FILES, PROGRAM, SCALING, STAGE, VALUES, WORKSPACE]
    .flatMap((pages) => Object.entries(pages))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
