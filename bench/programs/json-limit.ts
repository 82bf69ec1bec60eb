import * as fs from "node:fs";
import * as path from "node:path";
import { peakMiB, report, startClock, task } from "./clock";

/** The limit: the objects of an assembly that exists, as JSON, into the same files and folders. */
const { from, to } = task() as { readonly from: string; readonly to: string };

const contents = fs
  .readdirSync(from, { recursive: true, encoding: "utf8" })
  .filter((name) => fs.statSync(path.join(from, name)).isFile())
  .map((name): [string, unknown] => {
    const text = fs.readFileSync(path.join(from, name), "utf8");
    return [name, name.endsWith(".json") ? JSON.parse(text) : text];
  });

const clock = startClock();
const made = new Set<string>();
for (const [name, content] of contents) {
  const folder = path.join(to, path.dirname(name));
  if (!made.has(folder)) fs.mkdirSync(folder, { recursive: true });
  made.add(folder);
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  fs.writeFileSync(path.join(to, name), text);
}
report({ ms: clock.ms(), cpuMs: clock.cpuMs(), rssMiB: peakMiB(), files: contents.length });
