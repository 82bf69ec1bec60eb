import { goalOf } from "../../src/deploy/goal";
import { previousReleases } from "../../src/deploy/previous";
import { toPrune } from "../../src/deploy/prune";
import type { DeploymentState } from "../../src/facts/deployment";
import type { Deployment, RunningApp } from "../../src/vendor/app-data";

const release = (number: number): string => String(number).padStart(12, "0");

function deployed(number: number, state: DeploymentState = "SUCCEEDED"): Deployment {
  const { folder } = goalOf("orders", release(number), {}, "a".repeat(12));
  return { id: `d${number}`, state, message: "", sourceCodePath: folder, variables: [] };
}

function app(active?: Deployment, pending?: Deployment): RunningApp {
  const states = { compute: "ACTIVE", computeMessage: "", state: "RUNNING", message: "" } as const;
  return { name: "orders", url: "", ...states, ...(active && { active }), ...(pending && { pending }) };
}

const FOREIGN: Deployment = { ...deployed(9), sourceCodePath: "/Workspace/Users/me/app" };

describe("the folders that may go", () => {
  const there = [1, 2, 3, 4, 7].map(release);
  const newestFirst = [4, 3, 2, 1].map((number) => deployed(number));

  test("are those of the oldest releases that were deployed", () => {
    expect(toPrune(app(deployed(4)), newestFirst, there, 2)).toEqual([release(2), release(1)]);
    expect(toPrune(app(deployed(4)), newestFirst, there, 4)).toEqual([]);
  });

  test("are never those of what runs or is on its way, however old", () => {
    expect(toPrune(app(deployed(1)), newestFirst, there, 1)).toEqual([release(4), release(3), release(2)]);
    expect(toPrune(app(deployed(1), deployed(2, "IN_PROGRESS")), newestFirst, there, 1)).toEqual([
      release(4),
      release(3),
    ]);
  });

  test("are not those that were never deployed: another run may have just uploaded them", () => {
    expect(toPrune(app(deployed(4)), newestFirst, there, 1)).not.toContain(release(7));
  });

  test("are not those that are gone, nor anything of somebody else's", () => {
    expect(toPrune(app(FOREIGN), [FOREIGN, deployed(5), deployed(6)], [release(5)], 1)).toEqual([]);
  });

  test("count a release once, when it was deployed last", () => {
    const list = [1, 3, 2, 1].map((number) => deployed(number));
    expect(toPrune(app(deployed(1)), list, there, 2)).toEqual([release(2)]);
  });
});

describe("what ran before", () => {
  const before = (now: RunningApp, list: readonly Deployment[]) =>
    previousReleases(now, list).map((each) => each.release);

  test("is each release that succeeded, the last first, without the one that runs", () => {
    const list = [deployed(3), deployed(2), deployed(3), deployed(1)];
    expect(before(app(deployed(3)), list)).toEqual([release(2), release(1)]);
  });

  test("is not what failed or was cancelled, nor what is not ours", () => {
    const list = [deployed(4, "FAILED"), deployed(3, "CANCELLED"), FOREIGN, deployed(2), deployed(1)];
    expect(before(app(deployed(2)), list)).toEqual([release(1)]);
  });

  test("is what ran, where a deployment that failed took over", () => {
    expect(before(app(deployed(2, "FAILED")), [deployed(2, "FAILED"), deployed(1)])).toEqual([release(1)]);
  });

  test("is what ran before the last one, where a stop has cleared what is active", () => {
    expect(before(app(), [deployed(2), deployed(1)])).toEqual([release(1)]);
  });
});
