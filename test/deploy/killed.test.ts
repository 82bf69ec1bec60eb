import { DeployBench, cleanUp } from "../support/deploy-bench";
import { type Build, SECOND, build } from "../support/deploy-build";
import { inParallel } from "../support/in-parallel";

jest.setTimeout(240_000);

/** Slow enough to be killed in all of it: what the start brings back, then what is deployed. */
const SLOW = [{ startLooks: 1 }, { buildLooks: 1, startLooks: 1 }];
const DEPLOY = ["deploy", "prod"] as const;

let before: Build;
let after: Build;

beforeAll(() => {
  before = build();
  after = build(SECOND);
});

afterAll(cleanUp);

async function open(): Promise<DeployBench> {
  const bench = await DeployBench.stopped(before);
  bench.plane.faults.deployments = [...SLOW];
  return bench;
}

/** A release is complete, or nothing says that it is. */
function expectNothingHalf(bench: DeployBench, complete: readonly string[]): void {
  const label = `/Shared/.dbapps/orders/${after.release}.json`;
  if (bench.uploads.includes(label)) expect(bench.uploads).toEqual(complete);
}

test("deploy, killed before and after each of its calls and run again, makes one deployment of the right release", async () => {
  const clean = await open();
  const { length: earlier } = clean.calls();
  expect(await clean.run(after, ...DEPLOY)).toMatchObject({ code: 0 });
  const calls = clean.calls(earlier).map(({ method, path }) => `${method} ${path}`);
  const { uploads, files } = clean;
  await clean.close();
  // Else there is nothing to kill it at: a start, an upload, a deployment, and the looks at them.
  expect(calls.filter((call) => call.startsWith("POST")).length).toBeGreaterThanOrEqual(6);

  const moments = calls.flatMap((_call, index) => [[index + 1, "before"] as const, [index + 1, "after"] as const]);
  const wrong: string[] = [];
  await inParallel(moments, async ([nth, when]) => {
    const bench = await open();
    const killed = await bench.killAt(nth, when, after, ...DEPLOY);
    expectNothingHalf(bench, uploads);
    const again = await bench.run(after, ...DEPLOY);
    const seen = {
      killed: killed.code,
      code: again.code,
      deployments: bench.deployments.map(({ release, state }) => `${release ?? "?"} ${state}`),
      active: bench.active,
      same: JSON.stringify([bench.uploads, bench.files]) === JSON.stringify([uploads, files]),
      token: bench.hasToken(killed) || bench.hasToken(again),
    };
    const expected = {
      killed: undefined,
      code: 0,
      deployments: [`${before.release} SUCCEEDED`, `${after.release} SUCCEEDED`],
      active: after.release,
      same: true,
      token: false,
    };
    if (JSON.stringify(seen) !== JSON.stringify(expected)) {
      wrong.push(`${when} ${calls[nth - 1] ?? ""}: ${JSON.stringify(seen)} ${again.stderr}`);
    }
    await bench.close();
  });
  expect(wrong).toEqual([]);
});
