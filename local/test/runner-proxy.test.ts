import { type Answer, AppDesk, RUN_MIRROR, WORKSPACE, rawCall, until } from "./support/app-desk";

// Processes are started here, slowly where a machine has other things to do; what waits for one says itself what for.
jest.setTimeout(30_000);

let desk: AppDesk;

const ANN = { kind: "user", name: "ann@example.com" } as const;
const BOB = { kind: "user", name: "bob@example.com" } as const;

beforeAll(async () => {
  desk = await AppDesk.open();
  await desk.run("orders");
  const access_control_list = [{ user_name: ANN.name, permission_level: "CAN_USE" }];
  await desk.call("PATCH", "/permissions/apps/orders", { access_control_list });
});

afterAll(async () => {
  await desk.close();
});

function as(identity: typeof ANN | typeof BOB): { readonly headers: { readonly authorization: string } } {
  return { headers: { authorization: `Bearer ${desk.plane.token(identity, WORKSPACE)}` } };
}

test("an app answers at its url, which is behind the control plane", async () => {
  const { url } = await desk.call("GET", "/apps/orders");
  expect(url).toBe(`${desk.plane.url}/run/${WORKSPACE}/orders`);
  expect(await (await desk.visit("orders", "/a/b%2Fc?d=1&d=2")).json()).toMatchObject({ url: "/a/b%2Fc?d=1&d=2" });
  expect(await (await desk.visit("orders", "")).json()).toMatchObject({ url: "/" });
});

test("an app learns who visits and through which address, and not their token", async () => {
  const { headers } = (await (await desk.visit("orders", "/", as(ANN))).json()) as Answer;
  const user = desk.plane.state.workspaces[WORKSPACE]?.users.find(({ userName }) => userName === ANN.name);
  expect(headers).toMatchObject({
    "x-forwarded-user": `${user?.id ?? "nobody"}@${WORKSPACE}`,
    "x-forwarded-email": ANN.name,
    "x-forwarded-preferred-username": ANN.name,
    "x-forwarded-host": new URL(desk.plane.url).host,
    "x-real-ip": "127.0.0.1",
    "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(JSON.stringify(headers)).not.toContain(desk.plane.token(ANN, WORKSPACE));
});

test("an app gets the token of its visitor where it acts on behalf of its users", async () => {
  await desk.create("delegate", { user_api_scopes: ["sql"] });
  await desk.deploy("delegate", RUN_MIRROR);
  const { headers } = await desk.mirror("delegate");
  expect(headers["x-forwarded-access-token"]).toBe(desk.plane.token(undefined, WORKSPACE));
});

test("fails to pretend to be somebody else by sending the platform's own headers", async () => {
  const { authorization } = as(ANN).headers;
  const forged = { authorization, "x-forwarded-email": BOB.name, "x-forwarded-access-token": "t", "x-real-ip": "::" };
  const { headers } = (await (await desk.visit("orders", "/", { headers: forged })).json()) as Answer;
  expect([headers["x-forwarded-email"], headers["x-real-ip"]]).toEqual([ANN.name, "127.0.0.1"]);
  expect(headers).not.toHaveProperty("x-forwarded-access-token");
});

test("a body and the method reach the app, whatever they are", async () => {
  const body = "z".repeat(300_000);
  const answer = await (await desk.visit("orders", "/form", { method: "PUT", body })).json();
  expect(answer).toMatchObject({ method: "PUT", url: "/form", body });
});

test("a redirect of the app stays below its address", async () => {
  const answer = await desk.visit("orders", "/moved");
  expect([answer.status, answer.headers.get("location")]).toEqual([302, `/run/${WORKSPACE}/orders/there`]);
});

test("fails alone when the app breaks a connection or the visitor leaves", async () => {
  expect((await desk.visit("orders", "/broken")).status).toBe(502);
  await expect(desk.visit("orders", "/cut").then((answer) => answer.text())).rejects.toThrow();
  await expect(desk.visit("orders", "/slow", { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  expect((await desk.visit("orders")).status).toBe(200);
});

test("a browser signs in once, and its cookie is for that app alone and unknown to it", async () => {
  const page = await fetch(`${desk.plane.url}/run/${WORKSPACE}/orders/`);
  const action = /action="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const body = new URLSearchParams({ token: desk.plane.token(ANN, WORKSPACE) });
  const signed = await fetch(`${desk.plane.url}${action}`, { method: "POST", body, redirect: "manual" });
  const [cookie = "", ...attributes] = (signed.headers.get("set-cookie") ?? "").split("; ");
  expect(signed.status).toBe(303);
  expect(attributes).toEqual([`Path=/run/${WORKSPACE}/orders`, "HttpOnly", "SameSite=Strict"]);
  const headers = { cookie: `theme=dark; ${cookie}` };
  const seen = (await (await fetch(`${desk.plane.url}/run/${WORKSPACE}/orders/`, { headers })).json()) as Answer;
  expect(seen.headers).toMatchObject({ cookie: "theme=dark", "x-forwarded-email": ANN.name });
  const api = await fetch(`${desk.plane.url}/api/2.0/apps`, { headers });
  expect(api.status).toBe(401);
});

test.each([
  ["without a token", "orders", undefined, 401],
  ["with a token that is none", "orders", "Bearer nothing", 401],
  ["for somebody who may not use the app", "orders", "bob", 403],
  ["for an app that does not exist", "nothing", "ann", 404],
  ["for the name of something that every object has", "constructor", "ann", 404],
])("fails %s", async (_why, app, who, status) => {
  const authorization =
    who === "ann" ? as(ANN).headers.authorization : who === "bob" ? as(BOB).headers.authorization : who;
  const headers = new Headers(authorization === undefined ? {} : { authorization });
  const answer = await fetch(`${desk.plane.url}/run/${WORKSPACE}/${app}/`, { headers });
  expect(answer.status).toBe(status);
});

test("fails to use a sign-in with a token that is none", async () => {
  const address = `${desk.plane.url}/run/${WORKSPACE}/orders/.dbapps-local/sign-in`;
  const body = new URLSearchParams({ token: "nothing" });
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
});

test("fails with the vendor's words where the app does not run", async () => {
  await desk.create("idle");
  const answer = await desk.visit("idle");
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("App Not Available")]);
});

test("fails under another name than loopback's, token or not", async () => {
  const { authorization } = as(ANN).headers;
  const host = "rebound.example.com";
  expect(await rawCall(desk.plane.url, "GET", `/run/${WORKSPACE}/orders/`, { host, authorization })).toBe(403);
});

test("fails for the token of another workspace", async () => {
  desk.plane.seed({ workspaces: [{ id: "2000000000000002", name: "prod" }] });
  const authorization = `Bearer ${desk.plane.token(undefined, "prod")}`;
  expect((await desk.visit("orders", "/", { headers: { authorization } })).status).toBe(401);
});

test("a visit is among the recorded requests", async () => {
  await desk.visit("orders", "/seen?a=b", as(ANN));
  const path = `/run/${WORKSPACE}/orders/seen`;
  const visits = () => desk.plane.inspect().requests.filter((each) => each.path === path);
  await until(() => visits().length > 0);
  expect(visits()).toMatchObject([{ method: "GET", query: "?a=b", status: 200, identity: ANN }]);
});
