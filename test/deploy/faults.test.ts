import type { Effect, Fault } from "databricks-apps-local";
import { DeployBench, cleanUp } from "../support/deploy-bench";
import { type Build, SECOND, build } from "../support/deploy-build";
import { inParallel } from "../support/in-parallel";

jest.setTimeout(120_000);

const DEPLOY = ["deploy", "prod"] as const;
const APP = "/api/2.0/apps/orders";
const ID = /^\/api\/2\.0\/apps\/orders\/deployments\/./;

let before: Build;
let after: Build;

beforeAll(() => {
  before = build();
  after = build(SECOND);
});

afterAll(cleanUp);

async function open(): Promise<DeployBench> {
  const bench = await DeployBench.stopped(before);
  bench.plane.faults.deployments = [{ startLooks: 1 }, { buildLooks: 1, startLooks: 1 }];
  return bench;
}

type Call = Omit<Fault, "effect"> & { readonly name: string; readonly once?: true };

/** Calls of every part of a deployment; what is made once is never simply made again. */
const CALLS: readonly Call[] = [
  { name: "upload: is it there", method: "GET", path: "/api/2.0/workspace/get-status" },
  { name: "upload: what is there", method: "GET", path: "/api/2.0/workspace/list" },
  { name: "upload: folder", method: "POST", path: "/api/2.0/workspace/mkdirs" },
  { name: "upload: file", method: "POST", path: "/api/2.0/workspace/import", nth: 2 },
  { name: "upload: mark of a complete folder", method: "POST", path: "/api/2.0/workspace/import", nth: 3 },
  { name: "deploy: start", method: "POST", path: `${APP}/start`, once: true },
  { name: "deploy: list", method: "GET", path: `${APP}/deployments` },
  { name: "deploy: create", method: "POST", path: `${APP}/deployments`, once: true },
  { name: "wait: app", method: "GET", path: APP, nth: 3 },
  { name: "wait: deployment", method: "GET", path: ID },
];

const answer = (status: number, more: object = {}): Effect => ({ kind: "answer", status, ...more });

/** What passes by itself, or whose effect can be looked up. */
const PASSING: readonly (readonly [string, Effect])[] = [
  ["429", answer(429, { headers: { "retry-after": "1" } })],
  ["502 of a proxy", answer(502, { text: "<html>Bad Gateway</html>" })],
  ["503", answer(503)],
  ["504", answer(504)],
  ["no answer, nothing done", { kind: "drop", when: "before" }],
  ["no answer, but done", { kind: "drop", when: "after" }],
  ["half an answer", { kind: "cut" }],
  ["a late answer", { kind: "delay", milliseconds: 100 }],
];

/** What does not. A page that is no answer of the vendor is none to act on, whatever its status. */
const STOPPING: readonly (readonly [string, Effect, RegExp])[] = [
  ["401", answer(401), /401/],
  ["403", answer(403), /403/],
  ["500", answer(500), /500/],
  ["a page of somebody else", answer(200, { text: "<html>Sign in</html>" }), /200/],
];

const expected = () => [`${before.release} SUCCEEDED`, `${after.release} SUCCEEDED`];
const done = (bench: DeployBench) => bench.deployments.map(({ release, state }) => `${release ?? "?"} ${state}`);

function pairs<T>(effects: readonly T[]): readonly (readonly [Call, T])[] {
  return CALLS.flatMap((call) => effects.map((effect) => [call, effect] as const));
}

test("a deployment goes on after every fault that passes, at every part of it, and is made once", async () => {
  const wrong: string[] = [];
  await inParallel(pairs(PASSING), async ([{ name, once: _once, ...call }, [what, effect]]) => {
    const bench = await open();
    bench.plane.faults.add({ ...call, effect });
    const { code, document } = await bench.json(after, ...DEPLOY);
    const seen = { code, outcome: document.apps[0].outcome, deployments: done(bench), active: bench.active };
    const { release: active } = after;
    const wanted = { code: 0, outcome: "running", deployments: expected(), active };
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push(`${what}, ${name}: ${JSON.stringify(document)}`);
    if (bench.plane.faults.unused.length > 0) wrong.push(`${what}, ${name}: there was no such call`);
    await bench.close();
  });
  expect(wrong).toEqual([]);
});

test("fails with the reason where a fault does not pass, names what is active, and ends well when run again", async () => {
  const wrong: string[] = [];
  // What became of a call that is made once is looked up instead, where the answer does not say.
  const cases = pairs(STOPPING).filter(([{ once }, [what]]) => once !== true || ["401", "403"].includes(what));
  await inParallel(cases, async ([{ name, once: _once, ...call }, [what, effect, reason]]) => {
    const bench = await open();
    bench.plane.faults.add({ ...call, times: 100, effect });
    const { code, document } = await bench.json(after, ...DEPLOY);
    const [{ outcome, message, runs }] = document.apps;
    bench.plane.faults.add({ path: "/none", effect });
    const truth = bench.active;
    // Where nothing more can be asked, nothing is claimed.
    const claims = runs?.active?.release as string | undefined;
    const isTrue = runs === undefined || claims === truth;
    if (code !== 1 || outcome !== "error" || !reason.test(String(message)) || !isTrue) {
      wrong.push(`${what}, ${name}: ${code} ${JSON.stringify(document)}, active is ${truth ?? "nothing"}`);
    }
    bench.plane.faults.clear();
    const again = await bench.json(after, ...DEPLOY);
    const seen = { code: again.code, deployments: done(bench), active: bench.active };
    const wanted = { code: 0, deployments: expected(), active: after.release };
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push(`${what}, ${name}, again: ${JSON.stringify(seen)}`);
    await bench.close();
  });
  expect(wrong).toEqual([]);
});

test("fails with the reason, within a bounded number of calls, where what passes does not pass", async () => {
  const wrong: string[] = [];
  const lasting = PASSING.filter(([what]) => what !== "a late answer");
  await inParallel(pairs(lasting), async ([{ name, once: _once, ...call }, [what, effect]]) => {
    const bench = await open();
    bench.plane.faults.add({ ...call, times: 1000, effect });
    const earlier = bench.calls().length;
    const { code, document } = await bench.json(after, ...DEPLOY);
    const { outcome, message } = document.apps[0] as { outcome: string; message?: string };
    const calls = bench.calls(earlier).length;
    // An effect that took place is found, however often its answer is lost.
    const found = code === 0 && call.method === "POST" && ["no answer, but done", "half an answer"].includes(what);
    const stopped = code === 1 && outcome === "error" && (message ?? "").includes(pathOf(call));
    if (!(found || stopped) || calls > 60) wrong.push(`${what}, ${name}: ${calls} calls, ${JSON.stringify(document)}`);
    if (bench.deployments.length > 2) wrong.push(`${what}, ${name}: ${done(bench).join()}`);
    await bench.close();
  });
  expect(wrong).toEqual([]);
});

function pathOf({ path }: Pick<Call, "path">): string {
  return typeof path === "string" ? path : `${APP}/deployments/`;
}

test("a deployment that never ends is waited for until the time is up, and then by the next run", async () => {
  const bench = await open();
  bench.plane.faults.deployments = [{}, { end: "never" }];
  const first = await bench.json(after, ...DEPLOY, "--timeout", "0.01");
  expect([first.code, first.document.apps[0].outcome]).toEqual([3, "unfinished"]);
  expect(first.document.apps[0].runs.active.release).toBe(before.release);
  const second = await bench.json(after, ...DEPLOY, "--timeout", "0.01");
  expect(second.code).toBe(3);
  expect(bench.deployments).toHaveLength(2);
  expect((await bench.json(after, "stop", "prod")).code).toBe(0);
  expect((await bench.json(after, ...DEPLOY)).code).toBe(0);
  expect(bench.active).toBe(after.release);
  await bench.close();
});
