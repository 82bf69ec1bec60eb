import { changedAttributes } from "../../src/assembly/overrides";

describe("what an override changed", () => {
  const expected = { name: "orders", resources: [{ name: "wh", sql_warehouse: { id: "1", permission: "CAN_USE" } }] };

  test("nothing, where the written resource is the expected one beside cdktf's own keys", () => {
    const written = { ...expected, "//": { metadata: {} }, provider: "databricks", depends_on: ["x.y"] };
    expect(changedAttributes(expected, written)).toEqual([]);
  });

  test("an attribute that was changed, added or removed", () => {
    expect(
      changedAttributes({ ...expected, description: "d" }, { ...expected, name: "other", no_compute: true }),
    ).toEqual(["description", "name", "no_compute"]);
  });

  test("a nested level that was widened", () => {
    const resources = [{ name: "wh", sql_warehouse: { id: "1", permission: "CAN_MANAGE" } }];
    expect(changedAttributes(expected, { ...expected, resources })).toEqual(["resources"]);
  });

  test("an entry that was appended to a list", () => {
    const resources = [...expected.resources, { name: "more" }];
    expect(changedAttributes(expected, { ...expected, resources })).toEqual(["resources"]);
  });

  test("a value of another type, and a member that was added or removed inside", () => {
    const [wh] = expected.resources;
    const changes = [
      ...[null, {}, [], "x", [[]], [null], [{ ...wh, more: 1 }], [{ name: "wh" }]],
      [{ ...wh, sql_warehouse: [] }],
      [{ ...wh, name: null }],
    ];
    for (const resources of changes) {
      expect(changedAttributes(expected, { ...expected, resources })).toEqual(["resources"]);
      expect(changedAttributes({ ...expected, resources }, expected)).toEqual(["resources"]);
    }
  });

  test("nothing, where a member without a value stands beside none", () => {
    const written = { ...expected, no_compute: undefined, resources: [{ ...expected.resources[0], more: undefined }] };
    expect(changedAttributes(expected, written)).toEqual([]);
    expect(changedAttributes(written, expected)).toEqual([]);
  });

  test("nothing, where a token became the text that it stands for", () => {
    const token = "${" + "TfToken[TOKEN.0]}";
    expect(changedAttributes({ app_name: token }, { app_name: "${databricks_app.orders.name}" })).toEqual([]);
  });

  test("everything, where the resource is not in the document", () => {
    expect(changedAttributes(expected, undefined)).toEqual(["(the whole resource)"]);
  });
});
