import * as fs from "node:fs";
import * as path from "node:path";
import type { Effect } from "databricks-apps-local";
import { DeployBench, cleanUp } from "../support/deploy-bench";
import { type Build, SECOND, build } from "../support/deploy-build";
import { inParallel } from "../support/in-parallel";

jest.setTimeout(120_000);

const DEPLOY = ["deploy", "prod"] as const;
const DEPLOYMENTS = "/api/2.0/apps/orders/deployments";

let one: Build;
let two: Build;
let bench: DeployBench;

beforeAll(() => {
  one = build();
  two = build(SECOND);
});

beforeEach(async () => {
  bench = await DeployBench.open(one);
});

afterEach(() => bench.close());
afterAll(cleanUp);

const releases = () => bench.deployments.map(({ release, state }) => `${release ?? "?"} ${state}`);

describe("two at once", () => {
  test("of the same release make one deployment, wherever the first is when the second begins", async () => {
    const calls = ["POST /api/2.0/workspace/import", "POST /api/2.0/apps/orders/start", `POST ${DEPLOYMENTS}`];
    for (const call of calls.flatMap((each) => [[each, "before"] as const, [each, "after"] as const])) {
      const [[method = "", address = ""], when] = [call[0].split(" "), call[1]];
      const fresh = await DeployBench.open(one);
      fresh.plane.faults.deployments = [{ buildLooks: 8 }];
      const held = fresh.hold({ method, path: address }, when);
      const first = fresh.json(one, ...DEPLOY);
      await held.reached;
      const second = fresh.json(one, ...DEPLOY);
      // The second has overtaken the first when that goes on.
      while (fresh.deployments.length === 0) await new Promise(setImmediate);
      held.release();
      const codes = [(await first).code, (await second).code];
      const made = fresh.deployments.map(({ release, state }) => `${release ?? "?"} ${state}`);
      expect([call, codes, made]).toEqual([call, [0, 0], [`${one.release} SUCCEEDED`]]);
      await fresh.close();
    }
  });

  test("of two releases deploy one after the other, and the second says what it waits for", async () => {
    bench.plane.faults.deployments = [{ buildLooks: 8 }];
    const held = bench.hold({ method: "POST", path: DEPLOYMENTS }, "after");
    const first = bench.json(one, ...DEPLOY);
    await held.reached;
    const second = bench.print(two, ...DEPLOY);
    while (!bench.calls().some(({ path: each }) => each.endsWith("/import"))) await new Promise(setImmediate);
    held.release();
    const { code, stderr } = await second;
    expect([code, stderr.includes(`waits for a deployment of ${one.release}`)]).toEqual([0, true]);
    // It ran; where the second was deployed before that could be seen, it says so.
    expect(["running", "replaced"]).toContain((await first).document.apps[0].outcome);
    expect(releases()).toEqual([`${one.release} SUCCEEDED`, `${two.release} SUCCEEDED`]);
    expect(bench.active).toBe(two.release);
  });
});

describe("bytes that do not hash", () => {
  /** What somebody, or a broken copy, may do to an assembly. */
  const DAMAGES: readonly (readonly [string, (assembly: string, id: string) => void])[] = [
    ["another byte", (assembly, id) => fs.appendFileSync(path.join(assembly, "sources", id, "server.js"), " ")],
    ["a file that is gone", (assembly, id) => fs.rmSync(path.join(assembly, "sources", id, "app.yaml"))],
    ["another list", (assembly, id) => edit(assembly, `sources/${id}.json`, /"size": (\d+)/, '"size": 1$1')],
    ["no list", (assembly, id) => fs.rmSync(path.join(assembly, "sources", `${id}.json`))],
    ["a list that leads out", (assembly, id) => edit(assembly, `sources/${id}.json`, /server\.js/, "../../x.js")],
    ["another release", (assembly) => edit(assembly, "promotion.json", /("release": "[0-9a-f]{63})./g, "$1x")],
  ];

  test.each(DAMAGES)("fail before the first call: %s", async (_what, damage) => {
    const copy = build();
    const { definitions } = JSON.parse(fs.readFileSync(path.join(copy.assembly, "promotion.json"), "utf8")) as {
      readonly definitions: readonly { readonly source: { readonly id: string } }[];
    };
    damage(copy.assembly, definitions[0]?.source.id ?? "");
    const { length: earlier } = bench.calls();
    const { code, stderr } = await bench.print(copy, ...DEPLOY);
    expect([code, bench.calls(earlier)]).toEqual([1, []]);
    expect(stderr).toMatch(/source\.changed|deploy\.release/);
  });

  function edit(assembly: string, file: string, what: RegExp, by: string): void {
    const whole = path.join(assembly, file);
    const text = fs.readFileSync(whole, "utf8");
    fs.writeFileSync(whole, text.replace(what, by));
    if (fs.readFileSync(whole, "utf8") === text) throw new Error(`${file} is as it was`);
  }
});

test("nothing prints a token, whoever sends it back", async () => {
  const message = `your token ${bench.token} is bad`;
  const echo: Effect = { kind: "answer", status: 403, message };
  const paths = ["/api/2.0/apps/orders", "/api/2.0/workspace/mkdirs", DEPLOYMENTS, /logz/];
  const printed: string[] = [];
  await inParallel(paths, async (each) => {
    for (const course of [{}, { end: "failsToStart", message, logs: [message] } as const]) {
      const fresh = await DeployBench.open(one);
      // Its own token, not that of another.
      const own = `your token ${fresh.token} is bad`;
      const fault: Effect = { ...echo, message: own };
      fresh.plane.faults.deployments = course.end === undefined ? [] : [{ ...course, message: own, logs: [own] }];
      fresh.plane.faults.add({ path: each, times: 1000, effect: fault });
      for (const args of [DEPLOY, ["status"], ["rollback", "prod"], ["start", "prod"], ["stop", "prod"]]) {
        for (const json of [[], ["--json"]]) {
          const ran = await fresh.print(one, ...args, ...json);
          if (fresh.hasToken(ran)) printed.push(`${args.join(" ")} ${json.join("")}: ${ran.stdout}${ran.stderr}`);
        }
      }
      await fresh.close();
    }
  });
  expect(printed).toEqual([]);
});
