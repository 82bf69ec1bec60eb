import * as fs from "node:fs";
import * as path from "node:path";
import { type Promotion, PROMOTION_FILE } from "../assembly/promotion";
import { assemblyDocument } from "./assembly-document";
import { CommandError } from "./io";

/** The promotion of an assembly; a command that finds none, or one of another age, says so. */
export function readPromotion(assembly: string): Promotion {
  const file = path.join(assembly, PROMOTION_FILE);
  if (!fs.existsSync(file)) {
    throw new CommandError(`${assembly} has no ${PROMOTION_FILE}: the program made no App, or its synthesis failed`);
  }
  const promotion = assemblyDocument(file) as Promotion | undefined;
  if (promotion === undefined) {
    throw new CommandError(`${file} was written by another version of this library: synthesize it again`);
  }
  return promotion;
}
