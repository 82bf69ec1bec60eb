import { runStart, runStop, type PowerOutcome } from "../../src/deploy/run-power";
import { FakeApp, fakeClock, OLD, refused, unclear } from "./fake-app";

const options = (minutes = 20) => {
  const clock = fakeClock();
  return { clock, deadline: minutes * 60_000, report: () => undefined };
};
const start = (app: FakeApp, minutes?: number): Promise<PowerOutcome> => runStart(app, options(minutes));
const stop = (app: FakeApp): Promise<PowerOutcome> => runStop(app, options());

/** The first call of that name has no answer, before or after it did its work. */
function losing(app: FakeApp, call: string, when: "before" | "after", error: Error = unclear()): FakeApp {
  let left = 1;
  app.around = (name, moment) => {
    if (name === call && moment === when && (left -= 1) >= 0) throw error;
  };
  return app;
}

describe("a start", () => {
  test("waits for what it brings back", async () => {
    const app = new FakeApp().ran(OLD);
    await app.stop();
    expect(await start(app)).toMatchObject({ kind: "done", changed: true, app: { state: "RUNNING" } });
    expect(app.made).toHaveLength(1);
  });

  test("does nothing where compute is up", async () => {
    expect(await start(new FakeApp().ran(OLD))).toMatchObject({ kind: "done", changed: false });
  });

  test.each(["before", "after"] as const)("whose answer was lost %s it is looked up", async (when) => {
    const app = losing(new FakeApp(), "start", when);
    app.compute = "STOPPED";
    expect(await start(app)).toMatchObject({ kind: "done" });
  });

  test("that somebody else made meanwhile is no failure", async () => {
    const app = losing(new FakeApp(), "start", "after", refused("App is not STOPPED."));
    app.compute = "STOPPED";
    expect(await start(app)).toMatchObject({ kind: "done" });
  });

  test("ends unfinished when the time is up", async () => {
    const app = new FakeApp();
    app.compute = "STOPPED";
    app.looks = Infinity;
    expect(await start(app, 1)).toMatchObject({ kind: "unfinished" });
  });

  test("fails for compute in error, an app on its way out, and where the vendor forbids it", async () => {
    const app = new FakeApp();
    app.compute = "ERROR";
    expect(await start(app)).toMatchObject({ kind: "refused", why: "error" });
    app.compute = "DELETING";
    expect(await start(app)).toMatchObject({ kind: "refused", why: "deleting" });
    const forbidden = losing(new FakeApp(), "start", "before", refused("PERMISSION_DENIED", 403));
    forbidden.compute = "STOPPED";
    await expect(start(forbidden)).rejects.toThrow("PERMISSION_DENIED");
  });
});

describe("a stop", () => {
  test("ends what runs, and does nothing twice", async () => {
    const app = new FakeApp().ran(OLD);
    expect(await stop(app)).toMatchObject({ kind: "done", changed: true, app: { compute: "STOPPED" } });
    expect(await stop(app)).toMatchObject({ kind: "done", changed: false });
  });

  test.each(["before", "after"] as const)("whose answer was lost %s it is looked up", async (when) => {
    expect(await stop(losing(new FakeApp().ran(OLD), "stop", when))).toMatchObject({ kind: "done" });
  });

  test("is made for compute in error, too, and not for an app on its way out", async () => {
    const app = new FakeApp();
    app.compute = "ERROR";
    expect(await stop(app)).toMatchObject({ kind: "done", changed: true });
    app.compute = "DELETING";
    expect(await stop(app)).toMatchObject({ kind: "refused" });
  });
});
