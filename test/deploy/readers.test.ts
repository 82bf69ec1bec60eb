import { type DeploymentCourse, type Switches, conditionOf } from "databricks-apps-local";
import { DeployBench, cleanUp } from "../support/deploy-bench";
import { type Build, SECOND, build } from "../support/deploy-build";
import { inParallel } from "../support/in-parallel";

jest.setTimeout(120_000);

const DEPLOY = ["deploy", "prod"] as const;
const ID = /^\/api\/2\.0\/apps\/orders\/deployments\/./;

let before: Build;
let after: Build;

beforeAll(() => {
  before = build();
  after = build(SECOND);
});

afterAll(cleanUp);

/** Every position of what the vendor does not say about deployments that are on their way or failed. */
const POSITIONS: readonly Partial<Switches>[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  startingIsActive: (bits & 1) > 0,
  failedStaysPending: (bits & 2) > 0,
  failedStartTakesOver: (bits & 4) > 0,
}));

/** What is active and how it does, as the control plane knows it. */
function truth({ app }: DeployBench, release: string | undefined): object {
  const state = app.deployments.find(({ id }) => id === app.active)?.state;
  return { release, condition: conditionOf(app.compute.state, app.process?.state ?? "UNAVAILABLE", state) };
}

/** What every reader says is active. */
async function readers(bench: DeployBench): Promise<Readonly<Record<string, unknown>>> {
  const status = await bench.json(after, "status");
  const text = await bench.print(after, "status");
  const detailed = await bench.print(after, "status", "--detailed-exitcode");
  const [{ runs }] = status.document.apps;
  const line = text.stdout.split("\n")[1] ?? "";
  return {
    json: { release: runs.active?.release, condition: runs.state },
    line: { release: /[0-9a-f]{12}/.exec(line)?.[0], condition: /Running|Stopped|Deploying|Crashed/.exec(line)?.[0] },
    codes: [status.code, text.code, detailed.code],
  };
}

const FAILURES: readonly (readonly [string, DeploymentCourse])[] = [
  ["after the upload", { buildLooks: 1, end: "failsToBuild", message: "npm ended with 1", logs: ["no such package"] }],
  ["during the start", { startLooks: 1, end: "failsToStart", message: "port 8000", logs: ["Error: two"] }],
];

test("fails to deploy, and every reader names the release that is really active", async () => {
  const wrong: string[] = [];
  const cases = POSITIONS.flatMap((switches) => FAILURES.map((failure) => [switches, failure] as const));
  await inParallel(cases, async ([switches, [what, course]]) => {
    const bench = await DeployBench.open(before, { switches });
    await bench.json(before, ...DEPLOY);
    bench.plane.faults.deployments = [course];
    const { code, document } = await bench.json(after, ...DEPLOY);
    const [{ outcome, message, logs, runs }] = document.apps;
    const real = truth(bench, bench.active);
    const takenOver = switches.failedStartTakesOver === true && course.end === "failsToStart";
    const seen = {
      active: bench.active,
      deploy: {
        code,
        outcome,
        message,
        logs: (logs as string[] | undefined)?.some((line) => course.logs?.includes(line)),
      },
      said: { release: runs.active?.release, condition: runs.state },
      ...(await readers(bench)),
    };
    const wanted = {
      active: takenOver ? after.release : before.release,
      deploy: { code: 1, outcome: "failed", message: course.message, logs: true },
      said: real,
      json: real,
      line: real,
      codes: [0, 0, 2],
    };
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) {
      wrong.push(`${what}, ${JSON.stringify(switches)}:\n${JSON.stringify(seen)}\nnot ${JSON.stringify(wanted)}`);
    }
    // On a screen, too; deployed again, it fails again.
    bench.plane.faults.deployments = [course];
    const { stderr, code: again } = await bench.print(after, ...DEPLOY);
    if (again !== 1 || !stderr.includes(`active is ${bench.active ?? "?"}`)) wrong.push(`${what}: ${stderr}`);
    await bench.close();
  });
  expect(wrong).toEqual([]);
});

test("fails to hear of the success, and every reader names the new release, which is active", async () => {
  const wrong: string[] = [];
  await inParallel(POSITIONS, async (switches) => {
    const bench = await DeployBench.open(before, { switches });
    await bench.json(before, ...DEPLOY);
    bench.plane.faults.add({ method: "GET", path: ID, times: 1000, effect: { kind: "drop", when: "after" } });
    const { code, document } = await bench.json(after, ...DEPLOY);
    const real = truth(bench, after.release);
    const [{ outcome, runs }] = document.apps;
    const seen = {
      deploy: [code, outcome],
      said: { release: runs.active?.release, condition: runs.state },
      ...(await readers(bench)),
    };
    const wanted = { deploy: [1, "error"], said: real, json: real, line: real, codes: [0, 0, 0] };
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      wrong.push(`${JSON.stringify(switches)}: ${JSON.stringify(seen)}`);
    bench.plane.faults.clear();
    const again = await bench.json(after, ...DEPLOY);
    if (again.code !== 0 || again.document.apps[0].deployed !== false) wrong.push(`again: ${JSON.stringify(again)}`);
    if (bench.deployments.length !== 2) wrong.push(`${bench.deployments.length} deployments`);
    await bench.close();
  });
  expect(wrong).toEqual([]);
});

test("fails to hear of anything after the deployment was asked for, and claims nothing", async () => {
  const bench = await DeployBench.open(before);
  await bench.json(before, ...DEPLOY);
  const { reached, release } = bench.hold({ method: "POST", path: "/api/2.0/apps/orders/deployments" }, "after");
  const running = bench.print(after, ...DEPLOY);
  await reached;
  bench.plane.faults.add({ path: /./, times: 1000, effect: { kind: "drop", when: "after" } });
  release();
  const { code, stdout, stderr } = await running;
  expect([code, stderr.includes("what runs is not known")]).toEqual([1, true]);
  expect(stdout).not.toContain("RUNNING");
  bench.plane.faults.clear();
  expect(await readers(bench)).toMatchObject({
    json: { release: after.release, condition: "Running" },
    codes: [0, 0, 0],
  });
  await bench.close();
});

test("an app that dies after it was deployed is Crashed for every reader, with its last lines", async () => {
  const bench = await DeployBench.open(before);
  await bench.json(before, ...DEPLOY);
  bench.plane.faults.deployments = [
    { end: "crashes", runningLooks: 5, message: "out of memory", logs: ["heap is full"] },
  ];
  expect((await bench.json(after, ...DEPLOY)).code).toBe(0);
  while (bench.app.process?.state === "RUNNING") await bench.call("GET", "/api/2.0/apps/orders");
  const { document } = await bench.json(after, "status");
  expect(document.apps[0]).toMatchObject({ runs: { state: "Crashed", active: { release: after.release } } });
  expect(document.apps[0].logs.join("\n")).toContain("heap is full");
  expect((await bench.print(after, "status", "--detailed-exitcode")).code).toBe(2);
  expect((await bench.json(after, "rollback", "prod")).code).toBe(0);
  expect(await readers(bench)).toMatchObject({ json: { release: before.release, condition: "Running" } });
  await bench.close();
});

test("a stop and a start bring back what ran, for every reader, whatever the vendor makes of it", async () => {
  const wrong: string[] = [];
  const positions = [0, 1, 2, 3].map((bits) => ({
    startMakesDeployment: (bits & 1) > 0,
    newestDeploymentFirst: (bits & 2) > 0,
  }));
  await inParallel(positions, async (switches) => {
    const bench = await DeployBench.open(before, { switches });
    await bench.json(before, ...DEPLOY);
    await bench.json(after, ...DEPLOY);
    await bench.json(after, "stop", "prod");
    bench.plane.faults.deployments = [{ buildLooks: 1, startLooks: 1 }];
    const started = await bench.json(after, "start", "prod");
    const { document } = await bench.json(after, "status");
    const rolled = await bench.json(after, "rollback", "prod");
    const seen = [started.code, document.apps[0].runs.matches, rolled.code, bench.active];
    if (JSON.stringify(seen) !== JSON.stringify([0, "assembly", 0, before.release])) {
      wrong.push(`${JSON.stringify(switches)}: ${JSON.stringify(seen)}`);
    }
    await bench.close();
  });
  expect(wrong).toEqual([]);
});
