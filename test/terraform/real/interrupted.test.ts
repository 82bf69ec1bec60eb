import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { ManualClock } from "databricks-apps-local";
import { describeWithTerraform } from "../../support/terraform";
import { ACCESS, APP, APPS, ORDERS, PERMISSIONS, type Program, RecoverRun, WITH_COMPUTE } from "./recover-run";

jest.setTimeout(60_000);

const EXISTS = "An app with the same name already exists: orders";
const POST = { method: "POST", path: APPS } as const;
const PUT = { method: "PUT", path: ACCESS } as const;

/** A backend that is not a file, kept in memory; its lock outlives the process that took it. */
class RemoteState {
  state: string | undefined;
  lock: string | undefined;
  private readonly server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += String(chunk)));
    request.on("end", () => {
      const [status, text = ""] = this.answer(request.method ?? "", body);
      response.writeHead(status);
      response.end(text);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  /** Replaces the backend of a stack; read after the override that applyLocally writes. */
  use(stack: string): void {
    const address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/state`;
    const http = { address, lock_address: address, unlock_address: address };
    fs.writeFileSync(path.join(stack, "remote_override.tf.json"), JSON.stringify({ terraform: { backend: { http } } }));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(method: string, body: string): readonly [status: number, text?: string] {
    switch (method) {
      case "GET":
        return this.state === undefined ? [404] : [200, this.state];
      case "POST":
        this.state = body;
        return [200];
      case "LOCK":
        if (this.lock !== undefined) return [423, this.lock];
        this.lock = body;
        return [200];
      default:
        this.lock = undefined;
        return [200];
    }
  }
}

describeWithTerraform("terraform killed with SIGKILL", (terraform) => {
  let run: RecoverRun;
  const start = async (...options: [Program?, Parameters<typeof RecoverRun.start>[2]?]) => {
    run = await RecoverRun.start(terraform, ...options);
  };

  afterEach(async () => {
    await run.close();
  });

  /** The last apply succeeds, nothing is left to do, and there is one app. */
  const converges = async () => {
    expect(await run.apply()).toBeUndefined();
    expect(await run.stack.plan()).toMatchObject({ empty: true });
    expect(Object.keys(run.apps)).toEqual(["orders"]);
  };
  /** How often a change took place. */
  const times = (write: string) => run.writes.filter((each) => each === `${write} 200`).length;

  test("before the app is asked for: nothing exists, and the same command creates it", async () => {
    await start();
    await run.killAt(POST, "before");
    expect(run.apps).toEqual({});
    expect((await run.recover()).out).toContain("Nothing to import");
    await converges();
    expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 1]);
  });

  test("after the app exists and before terraform knows: the same command fails for ever, recover adopts it", async () => {
    await start();
    await run.killAt(POST, "after");
    const { id } = run.apps.orders ?? {};
    expect(await run.apply()).toContain(EXISTS);
    expect(await run.apply()).toContain(EXISTS);
    await run.recover();
    expect(await run.stack.plan()).toMatchObject({ imports: [APP], actions: { [APP]: ["no-op"] } });
    await converges();
    expect(run.apps.orders?.id).toBe(id);
    expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 1]);
  });

  test("while the provider waits for compute: likewise, and the next plan starts nothing anew", async () => {
    await start(WITH_COMPUTE);
    run.plane.faults.startPolls = 2;
    await run.killAt({ method: "GET", path: ORDERS, nth: 2 }, "before");
    expect(run.apps.orders?.compute.state).toBe("STARTING");
    expect(await run.apply()).toContain(EXISTS);
    await run.recover();
    expect(await run.stack.plan()).toMatchObject({ imports: [APP], actions: { [APP]: ["no-op"] } });
    await converges();
    expect(run.apps.orders?.compute.state).toBe("ACTIVE");
    expect([times(`POST ${APPS}`), times(`PATCH ${ORDERS}`)]).toEqual([1, 0]);
  });

  test("between app and permissions: a local state knows the app, the same command goes on", async () => {
    await start();
    await run.killAt(PUT, "before");
    expect(Object.keys(run.stack.state)).toEqual([APP]);
    // The lock died with the process; the note about it stays, and is in nobody's way.
    expect(fs.existsSync(path.join(run.stack.folder, ".local.tfstate.lock.info"))).toBe(true);
    await converges();
    expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 1]);
  });

  test("after the permissions took effect: a local state lacks them, the same command sets them again", async () => {
    await start();
    await run.killAt(PUT, "after");
    expect(Object.keys(run.stack.state)).toEqual([APP]);
    await converges();
    expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 2]);
  });

  describe("with a remote backend, which terraform sends its state to every 20 seconds and at the end", () => {
    const remote = new RemoteState();
    beforeAll(() => remote.start());
    afterAll(() => remote.stop());
    beforeEach(async () => {
      Object.assign(remote, { state: undefined, lock: undefined });
      await start();
      remote.use(run.project.stack);
    });

    test("between app and permissions: the lock stays and the app is lost, recover adopts it", async () => {
      await run.killAt(PUT, "before");
      expect(remote.state ?? "").not.toContain("databricks_app");
      expect(await run.apply()).toContain("Error acquiring the state lock");
      const { ID } = JSON.parse(remote.lock ?? "{}");
      expect(await terraform.run(run.stack.folder, ["force-unlock", "-force", ID])).toMatchObject({ code: 0 });
      expect(await run.apply()).toContain(EXISTS);
      await run.recover();
      expect((await run.stack.plan()).actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["create"] });
      await converges();
      expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 1]);
    });

    test("after the permissions took effect: both are lost, recover adopts both", async () => {
      await run.killAt(PUT, "after");
      remote.lock = undefined;
      expect(await run.apply()).toContain(EXISTS);
      await run.recover();
      const plan = await run.stack.plan();
      expect([...plan.imports].sort()).toEqual([APP, PERMISSIONS]);
      expect(plan.actions).toEqual({ [APP]: ["no-op"], [PERMISSIONS]: ["no-op"] });
      await converges();
      expect([times(`POST ${APPS}`), times(`PUT ${ACCESS}`)]).toEqual([1, 1]);
    });
  });

  test("after an update took effect and before its answer: the next plan sees it and is empty", async () => {
    await start();
    await converges();
    run.change({ description: "Order desk, new" });
    await run.killAt({ method: "PATCH", path: ORDERS }, "after");
    expect(run.apps.orders?.config.description).toBe("Order desk, new");
    await converges();
    expect(times(`PATCH ${ORDERS}`)).toBe(1);
  });

  test("after a deletion took effect: the same command fails while the name is locked, then succeeds", async () => {
    const clock = new ManualClock();
    await start(undefined, { clock });
    await converges();
    await run.killAt({ method: "DELETE", path: ORDERS }, "after", ["destroy"]);
    expect(run.apps.orders?.compute.state).toBe("DELETING");
    const { code, err } = await run.recover();
    expect([code, err.includes("is being deleted")]).toEqual([1, true]);
    await expect(run.stack.destroy()).rejects.toThrow("is not terminal with state DELETING");
    clock.advance(20 * 60_000);
    await run.stack.destroy();
    expect(run.stack.state).toEqual({});
  });
});
