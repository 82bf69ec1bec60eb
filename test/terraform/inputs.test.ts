import { PROVIDER_FLOOR } from "../../src/facts/provider-versions";
import { REFUSED_INPUTS } from "../../src/facts/refused-inputs";
import { synthesizePrograms } from "../support/generated";
import { isInput, leafPaths, PROVIDER_SCHEMA } from "../support/provider-schema";
import { versionOrder } from "../support/version-order";

/** Everything below a value, by dotted path; lists are not numbered. */
function writtenPaths(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => writtenPaths(item, path));
  if (typeof value !== "object" || value === null) return [path.join(".")];
  return Object.entries(value).flatMap(([name, member]) => writtenPaths(member, [...path, name]));
}

function covers(row: string, path: string): boolean {
  return path === row || path.startsWith(`${row}.`);
}

describe("the inputs of databricks_app", () => {
  const attributes = PROVIDER_SCHEMA.resource_schemas.databricks_app?.block.attributes ?? {};
  const inputs = leafPaths(attributes, isInput);
  const apps = Object.values(synthesizePrograms()).flatMap(({ resource }) =>
    Object.values(resource?.databricks_app ?? {}),
  );
  const written = new Set(apps.flatMap((app) => writtenPaths(app)));

  test("are found in the schema, nested ones too, without what only the provider sets", () => {
    expect(inputs).toEqual(expect.arrayContaining(["name", "resources.uc_securable.permission", "git_source.branch"]));
    expect(inputs).not.toContain("url");
    expect(inputs).not.toContain("resources.uc_securable.securable_kind");
  });

  test.each(inputs)("are written by some program or refused with a reason: %s", (input) => {
    const refused = REFUSED_INPUTS.some(({ path }) => covers(path, input));
    expect(written.has(input) || refused).toBe(true);
  });

  describe.each(REFUSED_INPUTS)("that are refused: $path", ({ path, reason, fixedIn, source }) => {
    test("exist in the schema", () => {
      expect(inputs.filter((input) => covers(path, input))).not.toEqual([]);
    });

    test("are written by no program", () => {
      expect([...written].filter((input) => covers(path, input))).toEqual([]);
    });

    test("have a source, and a reason that the oldest provider we ask for has not taken away", () => {
      expect(reason).toMatch(/\.$/);
      expect(source).toMatch(/^https:\/\//);
      expect(versionOrder(fixedIn ?? "999.0.0")).toBeGreaterThan(versionOrder(PROVIDER_FLOOR.value));
    });
  });
});
