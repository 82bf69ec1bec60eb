import * as apps from "databricks-apps-constructs";
import { ORDERS as STAGE, WORKSPACE } from "../../cli/recover-project";
import { describeWithTerraform } from "../../support/terraform";
import { APP, ORDERS, type Program, RecoverRun, SAYS } from "./recover-run";

jest.setTimeout(60_000);

const DELETE = { method: "DELETE", path: ORDERS } as const;

const PROTECTED: Program = (cdktfApp) => {
  const workspace = { ...WORKSPACE, protected: true };
  const stack = new apps.WorkspaceStack(cdktfApp, "orders-dev", workspace);
  new apps.App(stack, "orders", { ...STAGE, workspace });
};

describeWithTerraform("an app is deleted", (terraform) => {
  let run: RecoverRun;
  const start = async (program?: Program) => {
    run = await RecoverRun.start(terraform, program, { switches: { deletingWindow: false } });
  };
  afterEach(async () => {
    await run.close();
  });

  test.each<[fault: string, says: string | undefined]>([
    ["429", undefined],
    ["503", undefined],
    ["500", SAYS],
    ["504", SAYS],
    ["409", SAYS],
    ["a connection that breaks before the effect", "EOF"],
    ["a connection that breaks after the effect", "EOF"],
    ["half an answer", "unexpected EOF"],
  ])("at the latest by the same command again, where the DELETE meets %s", async (fault, says) => {
    await start();
    expect(await run.apply()).toBeUndefined();
    run.fail(DELETE, fault);
    if (says === undefined) await run.stack.destroy();
    else await expect(run.stack.destroy()).rejects.toThrow(says);
    await run.stack.destroy();
    expect(run.plane.faults.unused).toEqual([]);
    expect([run.apps, run.stack.state]).toEqual([{}, {}]);
  });

  test("by nothing, in a protected workspace: a tainted app stops the plan, and untaint helps", async () => {
    await start(PROTECTED);
    run.fail({ method: "GET", path: ORDERS }, "500");
    expect(await run.apply()).toContain(SAYS);
    expect(await run.apply()).toContain("Instance cannot be destroyed");
    expect(await terraform.run(run.stack.folder, ["untaint", APP])).toMatchObject({ code: 0 });
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true });
    expect(run.writes.filter((each) => each.startsWith("DELETE"))).toEqual([]);
  });
});
