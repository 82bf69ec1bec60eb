import { synthesize } from "databricks-apps-constructs/testing";
import { addProgram, PROGRAMS } from "../../support/generated";
import { LocalRun, seedOf, workspaceOf } from "../../support/local";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(90_000);

const synthesized = synthesize((app) => {
  Object.entries(PROGRAMS).forEach(([id, program], index) => addProgram(app, id, program, index));
});

/** The kinds of resources have tests of their own. */
const IDS = Object.keys(PROGRAMS).filter((id) => !id.startsWith("kind-"));

describeWithTerraform("everything that can be written for an app, on a local control plane", (terraform) => {
  let local: LocalRun;

  beforeAll(async () => {
    local = await LocalRun.start(terraform, { seed: seedOf(synthesized) });
  });

  afterAll(async () => {
    await local.close();
  });

  test.each(IDS)("is applied, has an empty plan, and leaves nothing: %s", async (id) => {
    const workspace = workspaceOf(synthesized, id);
    const before = local.workspace(workspace);
    const document = synthesized.stacks[id] ?? {};
    const stack = local.stack(document, workspace);
    await stack.apply();
    const { plan, app } = { plan: await stack.plan(), app: local.workspace(workspace).apps.orders };
    expect(plan).toMatchObject({ empty: true });
    expect(app).toMatchObject({ name: "orders", compute: { state: "STOPPED" } });
    await stack.destroy({ liftProtection: true });
    expect(local.workspace(workspace)).toEqual(before);
  });

  test("is asked for by nothing but calls that are answered", () => {
    expect(local.plane.inspect().unknown).toEqual([]);
  });
});
