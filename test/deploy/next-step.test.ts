import { nextStep, onItsWay, type Ours } from "../../src/deploy/next-step";
import { goalOf, meets, ownVariables, releaseOf } from "../../src/deploy/goal";
import { conditionOf } from "../../src/deploy/condition";
import { runsOf } from "../../src/deploy/status-row";
import type { AppState, ComputeState, DeploymentState } from "../../src/facts/deployment";
import type { Deployment, RunningApp } from "../../src/vendor/app-data";
import { conditionOf as localCondition } from "databricks-apps-local";
import { NEW, OLD } from "./fake-app";

function made(goal: typeof NEW, state: DeploymentState = "SUCCEEDED"): Deployment {
  const variables = (goal.request.env_vars as { readonly name: string }[]).map(({ name }) => name);
  return { id: goal.release, state, message: "", sourceCodePath: goal.folder, variables, createTime: "2026-01-01" };
}

function app(over: Partial<RunningApp> = {}): RunningApp {
  return {
    name: "orders",
    url: "https://orders.example",
    compute: "ACTIVE",
    computeMessage: "compute",
    state: "RUNNING",
    message: "",
    ...over,
  };
}

describe("the next step", () => {
  test.each<[ComputeState, string]>([
    ["STOPPED", "start"],
    ["STARTING", "wait"],
    ["STOPPING", "wait"],
    ["UPDATING", "wait"],
    ["ERROR", "refuse"],
    ["DELETING", "refuse"],
  ])("where compute is %s is to %s, whatever is deployed", (compute, kind) => {
    for (const active of [undefined, made(OLD), made(NEW)]) {
      const now = app({ compute, ...(active !== undefined && { active }) });
      expect(nextStep(now, NEW, undefined).kind).toBe(kind);
    }
  });

  test.each<[AppState, Ours, string]>([
    ["RUNNING", undefined, "done"],
    ["RUNNING", "IN_PROGRESS", "done"],
    ["DEPLOYING", undefined, "wait"],
    ["CRASHED", undefined, "deploy"],
    ["CRASHED", "SUCCEEDED", "crashed"],
    ["UNAVAILABLE", undefined, "deploy"],
    ["UNAVAILABLE", "SUCCEEDED", "wait"],
  ])("where the goal is active and the app %s, with ours %s, is %s", (state, ours, kind) => {
    expect(nextStep(app({ state, active: made(NEW) }), NEW, ours).kind).toBe(kind);
  });

  test.each<[Ours, string]>([
    [undefined, "deploy"],
    ["IN_PROGRESS", "wait"],
    ["SUCCEEDED", "replaced"],
  ])("where something else is active, with ours %s, is %s", (ours, kind) => {
    expect(nextStep(app({ active: made(OLD) }), NEW, ours).kind).toBe(kind);
    expect(nextStep(app(), NEW, ours).kind).toBe(kind);
  });

  test("follows the goal on its way, waits for anything else, and deploys over what failed", () => {
    const [mine, other] = [made(NEW, "IN_PROGRESS"), made(OLD, "IN_PROGRESS")];
    expect(nextStep(app({ pending: mine }), NEW, undefined)).toEqual({ kind: "follow", deployment: mine });
    expect(nextStep(app({ pending: other }), NEW, undefined)).toEqual({ kind: "wait", pending: other });
    expect(nextStep(app({ active: mine }), NEW, undefined).kind).toBe("follow");
    expect(nextStep(app({ active: made(NEW, "FAILED"), state: "CRASHED" }), NEW, undefined).kind).toBe("deploy");
    expect(onItsWay(app({ active: made(NEW) }))).toBeUndefined();
  });
});

describe("what a folder says", () => {
  const at = (sourceCodePath: string) => releaseOf("orders", { sourceCodePath });

  test("is the release, where it is that app's own", () => {
    expect(at(NEW.folder)).toBe("000000000002");
    expect(at(`${NEW.folder.replace("/Workspace", "")}/`)).toBe("000000000002");
  });

  test.each([
    ["", "nothing"],
    ["/Workspace/Shared/orders/000000000002", "another place"],
    ["/Workspace/Shared/.dbapps/other/000000000002", "another app"],
    ["/Workspace/Shared/.dbapps/orders/old/000000000002", "a folder below"],
    ["/Workspace/Shared/.dbapps/orders/00000000000g", "no digest"],
    ["/Workspace/Users/me/Shared/.dbapps/orders/000000000002", "somebody's home"],
  ])("is nothing of %s: %s", (folder) => {
    expect(at(folder)).toBeUndefined();
  });
});

describe("the variables of a deployment", () => {
  const goal = goalOf("orders", "000000000002", { env_vars: [{ name: "B" }, { name: "A" }] }, "abcdef0123456789");

  test("go with a name that tells them from others, and with nothing in place of the given ones", () => {
    expect(goal.marker).toBe("DBAPPS_VARIABLES_ABCDEF012345");
    expect(goal.marker).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
    expect(goal.request).toEqual({
      env_vars: [{ name: "B" }, { name: "A" }, { name: goal.marker, value: "000000000002" }],
      source_code_path: goal.folder,
    });
    expect(ownVariables(made(goal))).toEqual(["A", "B"]);
  });

  test("are others where that name differs or is not shown", () => {
    const other = goalOf("orders", "000000000002", {}, "000000000000");
    expect([meets(goal, made(goal)), meets(goal, made(other)), meets(goal, undefined)]).toEqual([true, false, false]);
    expect(meets(goal, { ...made(goal), variables: [] })).toBe(false);
  });
});

describe("the vendor's word", () => {
  const COMPUTE: ComputeState[] = ["ACTIVE", "DELETING", "ERROR", "STARTING", "STOPPED", "STOPPING", "UPDATING"];
  const STATES: AppState[] = ["RUNNING", "DEPLOYING", "CRASHED", "UNAVAILABLE"];
  const DEPLOYMENTS: DeploymentState[] = ["IN_PROGRESS", "SUCCEEDED", "FAILED", "CANCELLED"];

  test("is the one that the local control plane, which shares nothing with this, has for all states", () => {
    for (const compute of COMPUTE) {
      for (const state of STATES) {
        for (const deployment of DEPLOYMENTS) {
          const word = conditionOf(app({ compute, state, active: made(NEW, deployment) }));
          expect([compute, state, deployment, word]).toEqual([
            compute,
            state,
            deployment,
            localCondition(compute, state, deployment),
          ]);
        }
      }
    }
  });
});

describe("what runs, against the assembly", () => {
  test.each([
    ["assembly", made(NEW)],
    ["other release", made(OLD)],
    ["other variables", { ...made(NEW), variables: ["CATALOG"] }],
    ["unknown release", { ...made(NEW), sourceCodePath: "/Workspace/Users/me/app" }],
    ["nothing", undefined],
  ] as const)("is: %s", (matches, active) => {
    expect(runsOf(app(active === undefined ? {} : { active }), NEW).matches).toBe(matches);
  });

  test("is another release where the assembly has no source", () => {
    expect(runsOf(app({ active: made(NEW) }), undefined).matches).toBe("other release");
  });

  test("names what is on its way apart from what is active, once", () => {
    const pending = made(NEW, "IN_PROGRESS");
    expect(runsOf(app({ active: made(OLD), pending }), NEW)).toMatchObject({
      state: "Deploying",
      active: { release: OLD.release },
      pending: { release: NEW.release, state: "IN_PROGRESS" },
    });
    expect(runsOf(app({ active: pending }), NEW)).not.toHaveProperty("pending");
  });
});
