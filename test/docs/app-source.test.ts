import * as fs from "node:fs";
import * as path from "node:path";
import { AppResource } from "databricks-apps-constructs";
import { PAGES } from "../../src/cli/pages/all";
import { SOURCE } from "../../src/cli/pages/source";
import { SOURCE_CODE } from "../../src/cli/pages/source-code";
import { VALUE_FROM } from "../../src/facts/app-yaml";

const page = fs.readFileSync(path.join(__dirname, "../../docs/app-source.md"), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| `"));

test("docs/app-source.md says what valueFrom yields, for each kind of resource, as the facts do", () => {
  const cells = new Map(
    rows.map((row) => row.split("|").map((cell) => cell.trim().replaceAll("`", ""))).map((row) => [row[1], row[2]]),
  );
  const kinds = { ...AppResource } as Readonly<
    Record<string, (permission: never) => { kind: string; securable?: string }>
  >;
  const names = Object.keys(kinds).filter((name) => typeof kinds[name] === "function");
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const { kind, securable } = kinds[name]?.("" as never) ?? { kind: "" };
    const key = securable === undefined ? kind : `${kind} ${securable}`;
    expect([key, Object.keys(VALUE_FROM.value)]).toEqual([key, expect.arrayContaining([key])]);
    expect(`${name}: ${cells.get(`AppResource.${name}`) ?? ""}`).toContain(
      VALUE_FROM.value[key] ?? "nobody confirmed it",
    );
  }
});

test("docs/app-source.md lists every code of an app's folder", () => {
  const listed = new Set(rows.flatMap((row) => row.match(/(?<=`)[a-z]+\.[a-z]+(?:-[a-z]+)*(?=`)/g) ?? []));
  const own = [...Object.keys(SOURCE), ...Object.keys(SOURCE_CODE)].filter((code) => code !== "source.changed");
  expect(own.filter((code) => !listed.has(code))).toEqual([]);
  expect([...listed].filter((code) => code !== "app.yaml" && !Object.hasOwn(PAGES, code))).toEqual([]);
});
