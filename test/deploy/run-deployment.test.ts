import { type Event, type Outcome, runDeployment } from "../../src/deploy/run-deployment";
import { FakeApp, fakeClock, Killed, NEW, OLD, refused, unclear } from "./fake-app";

const MINUTES = 60_000;

let events: Event[];
beforeEach(() => {
  events = [];
});

function run(app: FakeApp, goal = NEW, minutes = 20, clock = fakeClock()): Promise<Outcome> {
  return runDeployment(app, goal, {
    clock,
    deadline: clock.now() + minutes * MINUTES,
    report: (event) => events.push(event),
  });
}

function ofGoal(app: FakeApp): number {
  return app.made.filter(({ sourceCodePath }) => sourceCodePath === NEW.folder).length;
}

describe("a deployment", () => {
  test("goes from a stopped app to a running release, past what the start brings back", async () => {
    const app = new FakeApp().ran(OLD);
    await app.stop();
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(app.active).toBe("d2");
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["starting", "waiting", "deployment"]));
    expect(ofGoal(app)).toBe(1);
  });

  test("does nothing where the release runs", async () => {
    const app = new FakeApp().ran(NEW);
    expect(await run(app)).toMatchObject({ kind: "running", deployed: false });
    expect(app.made).toHaveLength(1);
  });

  test("deploys the same release again where a variable has another value", async () => {
    const app = new FakeApp().ran({ ...NEW, request: { ...NEW.request, env_vars: [{ name: "CATALOG" }] } });
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(ofGoal(app)).toBe(2);
  });

  test("deploys the same release again where it crashed", async () => {
    expect(await run(new FakeApp().ran(NEW, "CRASHED"))).toMatchObject({ kind: "running", deployed: true });
  });

  test("waits for somebody else's deployment, then deploys its own", async () => {
    const app = new FakeApp();
    app.begin(app.make(OLD.request));
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(app.made.map(({ state }) => state)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(events[0]?.kind).toBe("waiting");
  });

  test("joins another run that deploys the same", async () => {
    const app = new FakeApp();
    app.begin(app.make(NEW.request));
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(ofGoal(app)).toBe(1);
  });

  test.each(["FAILED", "CANCELLED"] as const)("fails where it is %s, with what still runs", async (end) => {
    const app = new FakeApp().ran(OLD);
    app.ends.set(NEW.folder, end);
    const outcome = await run(app);
    expect(outcome).toMatchObject({ kind: "failed", deployment: { state: end }, app: { active: { id: "d1" } } });
  });

  test("fails where it crashes as soon as it runs", async () => {
    const app = new FakeApp();
    app.ends.set(NEW.folder, "crashes");
    expect(await run(app)).toMatchObject({ kind: "crashed" });
    expect(ofGoal(app)).toBe(1);
  });

  test("fails, and does not fight, where somebody deploys something else over it", async () => {
    const app = new FakeApp();
    app.looks = 3;
    app.around = (call, when) => {
      // Between the end of ours and the look at the app.
      if (call !== "app" || when !== "before" || app.made[0]?.state !== "SUCCEEDED" || app.made.length > 1) return;
      app.ran(OLD);
    };
    expect(await run(app)).toMatchObject({ kind: "replaced" });
    expect(ofGoal(app)).toBe(1);
  });

  test("fails for an app that is being deleted or whose compute is in error", async () => {
    for (const [compute, why] of [
      ["DELETING", "deleting"],
      ["ERROR", "error"],
    ] as const) {
      const app = new FakeApp();
      app.compute = compute;
      expect(await run(app)).toMatchObject({ kind: "refused", why });
      expect(app.made).toEqual([]);
    }
  });

  test("ends unfinished when the time is up, not a look later", async () => {
    const app = new FakeApp();
    app.looks = Infinity;
    const clock = fakeClock();
    expect(await run(app, NEW, 3, clock)).toMatchObject({ kind: "unfinished" });
    expect(clock.now()).toBe(3 * MINUTES);
  });

  test("takes a built deployment that is shown as active for what it is: on its way", async () => {
    const app = new FakeApp();
    const made = app.make(NEW.request);
    app.active = made.id;
    app.state = "DEPLOYING";
    let looks = 0;
    app.around = (call) => {
      if (call === "app" && (looks += 1) > 4) Object.assign(made, { state: "SUCCEEDED" }) && (app.state = "RUNNING");
    };
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(ofGoal(app)).toBe(1);
  });
});

describe("a call without an answer", () => {
  /** The n-th call of that name fails, before or after it did its work. */
  function failing(app: FakeApp, call: string, when: "before" | "after", error: Error, times = 1): FakeApp {
    let left = times;
    app.around = (name, moment) => {
      if (name === call && moment === when && (left -= 1) >= 0) throw error;
    };
    return app;
  }

  test.each(["before", "after"] as const)("of a deployment is looked up, not repeated: lost %s it", async (when) => {
    const app = failing(new FakeApp(), "deploy", when, unclear());
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
    expect(ofGoal(app)).toBe(1);
  });

  test("of a deployment that failed meanwhile is found in the list: it is not tried again", async () => {
    const app = failing(new FakeApp().ran(OLD), "deploy", "after", unclear());
    app.looks = 0;
    app.ends.set(NEW.folder, "FAILED");
    const { around } = app;
    app.around = (name, when) => {
      // It fails at once.
      if (name === "deployments" && when === "before") void app.app().catch(() => undefined);
      around(name, when);
    };
    expect(await run(app)).toMatchObject({ kind: "failed", app: { active: { id: "d1" } } });
    expect(ofGoal(app)).toBe(1);
  });

  test("of a start is looked up", async () => {
    const app = failing(new FakeApp(), "start", "after", unclear());
    app.compute = "STOPPED";
    expect(await run(app)).toMatchObject({ kind: "running" });
  });

  test("that was refused because somebody was faster is no failure", async () => {
    const app = failing(new FakeApp(), "deploy", "before", refused("there is an active deployment in progress"));
    expect(await run(app)).toMatchObject({ kind: "running", deployed: true });
  });

  test("fails after three tries, and at once where the vendor refuses", async () => {
    await expect(run(failing(new FakeApp(), "deploy", "before", unclear(), 9))).rejects.toThrow("no answer");
    const app = failing(new FakeApp(), "deploy", "before", refused("INVALID_PARAMETER_VALUE"), 9);
    await expect(run(app)).rejects.toThrow("INVALID_PARAMETER_VALUE");
  });
});

describe("a run that is killed", () => {
  const before = ["stopped", "old", "nothing"] as const;

  function start(from: (typeof before)[number]): FakeApp {
    const app = new FakeApp();
    if (from !== "nothing") app.ran(OLD);
    if (from === "stopped") {
      app.compute = "STOPPED";
      app.active = undefined;
    }
    return app;
  }

  test.each(before)("at any of its calls leaves nothing that the next run does not finish: from %s", async (from) => {
    const calls = start(from);
    let count = 0;
    calls.around = () => (count += 1);
    await run(calls);
    expect(count).toBeGreaterThan(8);
    for (let at = 1; at <= count; at += 1) {
      const app = start(from);
      let seen = 0;
      app.around = () => {
        seen += 1;
        if (seen === at) throw new Killed();
      };
      await expect(run(app)).rejects.toThrow(Killed);
      app.around = () => undefined;
      expect(await run(app)).toMatchObject({ kind: "running" });
      expect([at, ofGoal(app)]).toEqual([at, 1]);
    }
  });

  test("two runs at once end well, with one deployment", async () => {
    for (const from of before) {
      const app = start(from);
      const outcomes = await Promise.all([run(app), run(app), run(app)]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(["running", "running", "running"]);
      expect(ofGoal(app)).toBe(1);
    }
  });
});
