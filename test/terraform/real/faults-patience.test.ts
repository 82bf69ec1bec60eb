import { describeWithTerraform } from "../../support/terraform";
import { APPS, RecoverRun, SAYS, WITH_COMPUTE } from "./recover-run";

jest.setTimeout(60_000);

describeWithTerraform("the provider's patience", (terraform) => {
  let run: RecoverRun;
  afterEach(async () => {
    await run.close();
  });

  test("outlasts compute that starts slowly", async () => {
    run = await RecoverRun.start(terraform, WITH_COMPUTE);
    run.plane.faults.startPolls = 2;
    expect(await run.apply()).toBeUndefined();
    expect(run.apps.orders?.compute.state).toBe("ACTIVE");
    expect(await run.stack.plan()).toMatchObject({ empty: true });
  });

  test("fails with the vendor's message, where 429 does not end within retry_timeout_seconds", async () => {
    run = await RecoverRun.start(terraform);
    const effect = { kind: "answer", status: 429, message: SAYS } as const;
    run.plane.faults.add({ method: "POST", path: APPS, times: 1000, effect });
    expect(await run.apply()).toContain(SAYS);
    expect(run.apps).toEqual({});
    run.plane.faults.clear();
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true });
  });
});
