import { synthesize, type SynthesizedStack } from "databricks-apps-constructs/testing";
import { addProgram, type Program, PROGRAMS } from "../../support/generated";
import { LocalRun, seedOf, workspaceOf } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

/** Some program under its stack's name, in the workspace that the name stands for. */
function synthesizeAs(id: string, program: Program) {
  const synthesized = synthesize((app) => {
    addProgram(app, id, program, Object.keys(PROGRAMS).indexOf(id));
  });
  return { document: synthesized.stacks[id] ?? {}, workspace: workspaceOf(synthesized, id), seed: seedOf(synthesized) };
}

/** Another level of the kinds that have several. */
const LEVELS: Readonly<Record<string, string>> = {
  experiment: "CAN_READ",
  "genie-space": "CAN_EDIT",
  job: "CAN_MANAGE",
  secret: "MANAGE",
  "serving-endpoint": "CAN_MANAGE",
  "sql-warehouse": "CAN_MANAGE",
  table: "MODIFY",
  volume: "READ_VOLUME",
};

/** The description and, where there is another one, the level changed. */
function changed(document: SynthesizedStack, level: string | undefined): SynthesizedStack {
  const text = JSON.stringify(document.resource);
  const resource = JSON.parse(
    level === undefined ? text : text.replace(/"permission":"\w+"/, `"permission":"${level}"`),
  ) as NonNullable<SynthesizedStack["resource"]>;
  Object.assign(resource.databricks_app?.orders ?? {}, { description: "changed" });
  return { ...document, resource };
}

const APP = "databricks_app.orders";
const KINDS = Object.keys(PROGRAMS).filter((id) => id.startsWith("kind-"));

describeWithTerraform("an app with one resource, on a local control plane", (terraform) => {
  let local: LocalRun;

  beforeAll(async () => {
    local = await LocalRun.start(terraform);
  });

  afterAll(async () => {
    await local.close();
  });

  test("is tried with every kind", () => {
    expect(KINDS).toHaveLength(13);
  });

  test.each(KINDS)("comes, is changed in place, loses it in place and goes: %s", async (id) => {
    const { document, workspace, seed } = synthesizeAs(id, PROGRAMS[id] ?? {});
    local.plane.seed(seed);
    const before = local.workspace(workspace);
    const stack = local.stack(document, workspace);
    const grants = () =>
      Object.values(local.workspace(workspace).objects).flatMap(({ grants }) => grants.filter(({ by }) => by));
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    // What the platform gives the app's service principal for it.
    const by = { app: "orders", resource: id.slice("kind-".length) };
    expect(grants()).toContainEqual(expect.objectContaining({ by }));

    const level = LEVELS[by.resource];
    stack.write(changed(document, level));
    expect((await stack.plan()).actions).toEqual({ [APP]: ["update"] });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    if (level !== undefined) expect(grants()).toContainEqual(expect.objectContaining({ by, level }));

    const { id: found } = local.workspace(workspace).apps.orders ?? {};
    stack.write(synthesizeAs(id, {}).document);
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ empty: true });
    expect(local.workspace(workspace).apps.orders?.id).toBe(found);
    expect(grants()).toEqual([]);

    await stack.destroy();
    expect(local.workspace(workspace)).toEqual(before);
  });
});
