import { ACCESS } from "./access";
import { ACCOUNT } from "./account";
import { APP } from "./app";
import { CONNECTIVITY } from "./connectivity";
import { DEPENDENCIES } from "./dependencies";
import { DEPLOY } from "./deploy";
import { EGRESS } from "./egress";
import { FILES } from "./files";
import { NETWORK_FILES } from "./network-files";
import type { Pages } from "./page";
import { PROGRAM } from "./program";
import { SCALING } from "./scaling";
import { SOURCE } from "./source";
import { SOURCE_CODE } from "./source-code";
import { STAGE } from "./stage";
import { VALUES } from "./values";
import { WORKSPACE } from "./workspace";

/** Every page, by code, in the order of the alphabet. */
export const PAGES: Pages = Object.fromEntries(
  [
    ACCESS,
    ACCOUNT,
    APP,
    CONNECTIVITY,
    DEPENDENCIES,
    DEPLOY,
    EGRESS,
    FILES,
    NETWORK_FILES,
    PROGRAM,
    SCALING,
    SOURCE,
    SOURCE_CODE,
    STAGE,
    VALUES,
    WORKSPACE,
  ]
    .flatMap((pages) => Object.entries(pages))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
