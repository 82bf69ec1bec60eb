import * as fs from "node:fs";
import * as path from "node:path";
import { type Promotion, PROMOTION_FILE } from "../assembly/promotion";
import { CommandError } from "./io";

/** The promotion of an assembly; a command that finds none, or one of another age, says so. */
export function readPromotion(assembly: string): Promotion {
  const file = path.join(assembly, PROMOTION_FILE);
  if (!fs.existsSync(file)) {
    throw new CommandError(`${assembly} has no ${PROMOTION_FILE}: the program made no App, or its synthesis failed`);
  }
  const promotion = parse(fs.readFileSync(file, "utf8"));
  if (promotion?.schemaVersion !== 1) {
    throw new CommandError(`${file} was written by another version of this library: synthesize it again`);
  }
  return promotion;
}

function parse(text: string): Promotion | undefined {
  try {
    return JSON.parse(text) as Promotion;
  } catch {
    return undefined;
  }
}
