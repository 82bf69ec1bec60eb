import { WORKSPACE, callerOf, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const APPS = "/api/2.0/apps";

test.each([409, 429, 500, 503])("the second matching call answers %d, the others do not", async (status) => {
  const plane = await startPlane();
  plane.faults.add({ method: "GET", path: /^\/api\/2\.0\/apps/, nth: 2, effect: { kind: "answer", status } });
  const call = callerOf(plane);
  const seen = [];
  for (let n = 0; n < 3; n += 1) seen.push((await call("GET", APPS)).status);
  expect(seen).toEqual([200, status, 200]);
});

test("fails before its effect: nothing happened", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: APPS, effect: { kind: "drop", when: "before" } });
  await expect(callerOf(plane)("POST", APPS, { name: "orders" })).rejects.toThrow();
  expect(plane.state.workspaces[WORKSPACE.id]?.apps).toEqual({});
});

test("fails after its effect: it happened, and nobody was told", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: APPS, effect: { kind: "drop", when: "after" } });
  await expect(callerOf(plane)("POST", APPS, { name: "orders" })).rejects.toThrow();
  expect(plane.state.workspaces[WORKSPACE.id]?.apps).toHaveProperty("orders");
});

test("fails in the middle of an answer", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: APPS, effect: { kind: "cut" } });
  await expect(callerOf(plane)("POST", APPS, { name: "orders" })).rejects.toThrow();
  expect(plane.state.workspaces[WORKSPACE.id]?.apps).toHaveProperty("orders");
});

test("a delayed call takes its time", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: APPS, effect: { kind: "delay", milliseconds: 60 } });
  const started = performance.now();
  expect((await callerOf(plane)("GET", APPS)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(55);
});

test("a fault that hit nothing is listed, and clear() disarms all", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: "/misspelt", effect: { kind: "cut" } });
  plane.faults.add({ path: APPS, effect: { kind: "cut" } });
  expect(plane.faults.unused).toHaveLength(2);
  plane.faults.clear();
  expect((await callerOf(plane)("GET", APPS)).status).toBe(200);
  expect(plane.faults.unused).toEqual([]);
});

test("an answer may carry headers, or be the page of a proxy on the way", async () => {
  const plane = await startPlane();
  plane.faults.add({ path: APPS, effect: { kind: "answer", status: 429, headers: { "retry-after": "3" } } });
  plane.faults.add({ path: APPS, nth: 2, effect: { kind: "answer", status: 502, text: "<html>Bad Gateway</html>" } });
  const call = () => fetch(`${plane.url}${APPS}`, { headers: { authorization: `Bearer ${plane.token()}` } });
  expect((await call()).headers.get("retry-after")).toBe("3");
  expect(await (await call()).text()).toBe("<html>Bad Gateway</html>");
});
