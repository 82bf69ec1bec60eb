import { describeWithTerraform } from "../../support/terraform";
import { APP, APPS, type Call, ORDERS, PERMISSIONS, RecoverRun, SAYS } from "./recover-run";

jest.setTimeout(60_000);

const POST = { method: "POST", path: APPS } as const;
/** Right after the POST: the plan of a new app reads nothing. */
const GET = { method: "GET", path: ORDERS } as const;
const ME = { method: "GET", path: "/api/2.0/preview/scim/v2/Me" } as const;

describeWithTerraform("an app is created", (terraform) => {
  let run: RecoverRun;
  beforeEach(async () => {
    run = await RecoverRun.start(terraform);
  });
  afterEach(async () => {
    await run.close();
  });

  const converges = async () => {
    expect(run.plane.faults.unused).toEqual([]);
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true });
    expect(Object.keys(run.apps)).toEqual(["orders"]);
    expect(run.writes.filter((each) => each.startsWith("DELETE"))).toEqual([]);
  };

  test.each<[what: string, fault: string, Call]>([
    ["the POST", "429", POST],
    ["the POST", "503", POST],
    ["the POST", "a delay", POST],
    ["the read of the new app", "429", GET],
    ["the read of the new app", "503", GET],
    // Go asks a second time where a connection that was used before breaks; a POST it does not repeat.
    ["the read of the new app", "a connection that breaks before the effect", GET],
    ["the question for the workspace", "503", ME],
  ])("by the provider's own patience, where %s meets %s", async (_, fault, call) => {
    run.fail(call, fault);
    expect(await run.apply()).toBeUndefined();
    await converges();
  });

  test.each<[fault: string, says: string]>([
    ["500", SAYS],
    ["504", SAYS],
    ["409", SAYS],
    ["a connection that breaks before the effect", "EOF"],
  ])("by the same command again, where the POST meets %s", async (fault, says) => {
    run.fail(POST, fault);
    expect(await run.apply()).toContain(says);
    expect(run.apps).toEqual({});
    await converges();
  });

  test.each<[fault: string, says: string]>([
    ["a connection that breaks after the effect", "EOF"],
    ["half an answer", "unexpected EOF"],
  ])("by recover, where the POST meets %s", async (fault, says) => {
    run.fail(POST, fault);
    expect(await run.apply()).toContain(says);
    expect(await run.apply()).toContain("An app with the same name already exists: orders");
    expect(await run.recover()).toMatchObject({ code: 0 });
    expect((await run.stack.plan()).actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["create"] });
    await converges();
  });

  test.each<[what: string, Call, fault: string, says: string]>([
    ["the read of the new app meets 500", GET, "500", SAYS],
    ["the read of the new app meets half an answer", GET, "half an answer", "unexpected EOF"],
    ["the question for the workspace meets 500", ME, "500", SAYS],
  ])("by untaint, where %s: terraform would delete it", async (_, call, fault, says) => {
    run.fail(call, fault);
    expect(await run.apply()).toContain(says);
    expect((await run.stack.plan()).actions[APP]).toEqual(["delete", "create"]);
    // Recover leaves what is in the state alone, and says what to do about it.
    expect((await run.recover()).out).toContain(`untaint ${APP}`);
    expect((await run.stack.plan()).actions[APP]).toEqual(["delete", "create"]);
    expect(await terraform.run(run.stack.folder, ["untaint", APP])).toMatchObject({ code: 0 });
    expect((await run.stack.plan()).actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["create"] });
    await converges();
  });

  test("fails for 20 minutes, where a tainted app is applied again", async () => {
    run.fail(GET, "500");
    await run.apply();
    expect(await run.apply()).toContain("An app with the same name already exists: orders");
    expect(run.writes).toEqual([`POST ${APPS} 200`, `DELETE ${ORDERS} 200`, `POST ${APPS} 409`]);
    expect((await run.recover()).err).toContain("is being deleted");
  });
});
