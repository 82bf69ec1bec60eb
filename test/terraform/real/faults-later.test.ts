import { describeWithTerraform } from "../../support/terraform";
import { ACCESS, APP, type Call, ORDERS, PERMISSIONS, RecoverRun, SAYS } from "./recover-run";

jest.setTimeout(60_000);

const PUT = { method: "PUT", path: ACCESS } as const;
const GET_ACCESS = { method: "GET", path: ACCESS } as const;
const GET = { method: "GET", path: ORDERS } as const;
const PATCH = { method: "PATCH", path: ORDERS } as const;

/** What terraform says to a broken connection. */
const BROKEN = "EOF";

describeWithTerraform("after an app's creation", (terraform) => {
  let run: RecoverRun;
  beforeEach(async () => {
    run = await RecoverRun.start(terraform);
  });
  afterEach(async () => {
    await run.close();
  });

  const isDone = async () => {
    expect(run.plane.faults.unused).toEqual([]);
    expect(await run.stack.plan()).toMatchObject({ empty: true });
    const grants = run.plane.state.workspaces["1111"]?.objects["apps/orders"]?.grants ?? [];
    expect(grants.map(({ principal, level }) => `${principal.name} ${level}`)).toContain("analysts CAN_USE");
  };

  test.each<[what: string, Call, fault: string]>([
    ["the PUT meets 429", PUT, "429"],
    ["the PUT meets 503", PUT, "503"],
    ["the read meets 504", GET_ACCESS, "504"],
    ["the read's connection breaks", GET_ACCESS, "a connection that breaks before the effect"],
  ])("its permissions are set by the provider's own retry, where %s", async (_, call, fault) => {
    run.fail(call, fault);
    expect(await run.apply()).toBeUndefined();
    await isDone();
  });

  // A list that was set and could not be read back is tainted: it is taken away and set again, all in one apply.
  test.each<[what: string, Call, fault: string, says: string, planned: readonly string[]]>([
    ["the PUT meets 500", PUT, "500", SAYS, ["create"]],
    ["the PUT meets 409", PUT, "409", SAYS, ["create"]],
    [
      "the PUT's connection breaks before the effect",
      PUT,
      "a connection that breaks before the effect",
      BROKEN,
      ["create"],
    ],
    [
      "the PUT's connection breaks after the effect",
      PUT,
      "a connection that breaks after the effect",
      BROKEN,
      ["create"],
    ],
    ["half an answer comes to the PUT", PUT, "half an answer", "unexpected EOF", ["create"]],
    ["the read meets 500", GET_ACCESS, "500", SAYS, ["delete", "create"]],
  ])("its permissions are set by the same command again, where %s", async (_, call, fault, says, planned) => {
    run.fail(call, fault);
    expect(await run.apply()).toContain(says);
    const { actions } = await run.stack.plan();
    expect([actions[APP], actions[PERMISSIONS]]).toEqual([["no-op"], planned]);
    expect(await run.apply()).toBeUndefined();
    await isDone();
  });

  describe("it is changed", () => {
    beforeEach(async () => {
      expect(await run.apply()).toBeUndefined();
      run.change({ description: "new" });
    });

    test.each<[what: string, Call, fault: string]>([
      ["the PATCH meets 429", PATCH, "429"],
      ["the PATCH meets 503", PATCH, "503"],
      ["the read before it meets 503", GET, "503"],
    ])("by the provider's own retry, where %s", async (_, call, fault) => {
      run.fail(call, fault);
      expect(await run.apply()).toBeUndefined();
      expect(run.apps.orders?.config.description).toBe("new");
      await isDone();
    });

    test.each<[what: string, Call, fault: string, says: string]>([
      ["the PATCH meets 500", PATCH, "500", SAYS],
      ["the PATCH meets 409", PATCH, "409", SAYS],
      ["its connection breaks before the effect", PATCH, "a connection that breaks before the effect", BROKEN],
      ["its connection breaks after the effect", PATCH, "a connection that breaks after the effect", BROKEN],
      ["half an answer comes to it", PATCH, "half an answer", "unexpected EOF"],
      ["the read before it meets 500", GET, "500", SAYS],
      ["half an answer comes to the read before it", GET, "half an answer", "unexpected EOF"],
    ])("by the same command again, where %s", async (_, call, fault, says) => {
      run.fail(call, fault);
      expect(await run.apply()).toContain(says);
      expect(await run.apply()).toBeUndefined();
      expect(run.apps.orders?.config.description).toBe("new");
      await isDone();
    });
  });
});
