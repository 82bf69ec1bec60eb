import * as fs from "node:fs";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");
const read = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("codes.test.ts"))
    .map((file) => fs.readFileSync(path.join(ROOT, folder, file), "utf8"))
    .join("\n");

/** Names of files look like codes. */
const FILE = /\.(?:json|md)$/;

test("every code of the network's layers is asserted by a test", () => {
  const sources = [read("src/network"), read("src/assembly")].join("\n");
  const codes = [...new Set(sources.match(/(?<=")[a-z]+\.[a-z]+(?:-[a-z]+)*(?=")/g) ?? [])];
  const tests = read("test");
  expect(codes).toEqual(expect.arrayContaining(["denials.edited", "egress.too-many", "needs.file"]));
  const untested = codes.filter(
    (code) => !FILE.test(code) && !new RegExp(`["\`' ]${code.replace(".", "\\.")}\\b`).test(tests),
  );
  expect(untested).toEqual([]);
});
