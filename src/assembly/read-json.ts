import * as fs from "node:fs";
import { AppsError } from "../errors";

/** The document of a JSON file. `what` completes "this is not ..."; `path` is the file as the program names it. */
export function readJson(file: string, code: string, what: string, fix: string): unknown {
  const refuse = (message: string) => new AppsError([{ code, path: [file], message, fix }]);
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    throw refuse(`there is no such file, which would be ${what}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw refuse(`this is not JSON, and so not ${what}`);
  }
}
