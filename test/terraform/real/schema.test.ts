import {
  type AttributeSchemas,
  type BlockSchema,
  LACKING_IN_FLOOR,
  PROVIDER_SCHEMA,
  type ProviderSchema,
} from "../../support/provider-schema";
import { describeWithTerraform, pinnedVersion } from "../../support/terraform";
import { PROVIDER_FLOOR } from "../../../src/facts/provider-versions";

jest.setTimeout(60_000);

/** Every name of a block with what may be done with it, as flat lines: differences are then easy to read. */
function flat({ attributes = {}, block_types: blocks = {} }: BlockSchema): string[] {
  return [
    ...flatAttributes(attributes),
    ...Object.entries(blocks).flatMap(([name, { block, nesting_mode, min_items = 0, max_items = 0 }]) => [
      `${name}: ${nesting_mode} block ${min_items}-${max_items}`,
      ...flat(block).map((line) => `${name}.${line}`),
    ]),
  ];
}

function flatAttributes(attributes: AttributeSchemas): string[] {
  return Object.entries(attributes).flatMap(([name, { type, nested_type: nested, required, optional, computed }]) => [
    `${name}: ${JSON.stringify(type ?? nested?.nesting_mode)} ${JSON.stringify({ required, optional, computed })}`,
    ...flatAttributes(nested?.attributes ?? {}).map((line) => `${name}.${line}`),
  ]);
}

describeWithTerraform("the schema in test/fixtures", (terraform) => {
  let real: ProviderSchema;

  beforeAll(async () => {
    const databricks = { source: "databricks/databricks" };
    const folder = terraform.write({ terraform: { required_providers: { databricks } } });
    await terraform.run(folder, ["init", "-backend=false", "-input=false"]);
    const { output } = await terraform.run(folder, ["providers", "schema", "-json"]);
    const document = JSON.parse(output) as { provider_schemas: Record<string, ProviderSchema> };
    const found = document.provider_schemas["registry.terraform.io/databricks/databricks"];
    if (found === undefined) throw new Error("terraform printed no schema of the provider");
    real = found;
  });

  test("is tested against the oldest provider that a stack may ask for", () => {
    expect(pinnedVersion()).toBe(PROVIDER_FLOOR.value);
  });

  test.each(Object.keys(PROVIDER_SCHEMA.resource_schemas))(
    "is the oldest provider's, but for what it lacks, in %s",
    (type) => {
      const ours = flat(PROVIDER_SCHEMA.resource_schemas[type]?.block ?? {});
      const theirs = flat(real.resource_schemas[type]?.block ?? {});
      // What the vendor reports about a deployment grew as well; no configuration holds it.
      const reported = ["active_deployment.", "pending_deployment."];
      const lacking = ours.filter((line) => !theirs.includes(line) && !reported.some((name) => line.startsWith(name)));
      const topmost = (LACKING_IN_FLOOR[type] ?? []).filter((name) =>
        lacking.some((line) => line.startsWith(`${name}:`)),
      );
      expect(topmost).toEqual(LACKING_IN_FLOOR[type] ?? []);
      expect(lacking.filter((line) => !topmost.some((name) => new RegExp(`^${name}[.:]`).test(line)))).toEqual([]);
      expect(theirs.filter((line) => !ours.includes(line))).toEqual([]);
    },
  );

  test.each(Object.keys(PROVIDER_SCHEMA.data_source_schemas))(
    "is the oldest provider's in the data source %s",
    (type) => {
      const ours = flat(PROVIDER_SCHEMA.data_source_schemas[type]?.block ?? {});
      expect(flat(real.data_source_schemas[type]?.block ?? {}).sort()).toEqual(ours.sort());
    },
  );

  test("is the oldest provider's in the arguments of the provider block", () => {
    const [ours, theirs] = [flat(PROVIDER_SCHEMA.provider.block), flat(real.provider.block)];
    expect(ours.filter((line) => !theirs.includes(line))).toEqual([]);
  });
});
