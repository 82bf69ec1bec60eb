import {
  ADMIN,
  ANNA,
  DEPLOYER,
  SEED,
  WORKSPACE,
  callWith,
  callerOf,
  refusal,
  startPlane,
  stopPlanes,
} from "./support/plane";

afterEach(stopPlanes);

const ME = "/api/2.0/preview/scim/v2/Me";

test("it starts in under 300 ms", async () => {
  const taken: number[] = [];
  for (let start = 0; start < 5; start++) {
    const started = performance.now();
    await startPlane();
    taken.push(performance.now() - started);
  }
  // What else the machine does makes some slow, not the quickest.
  expect(Math.min(...taken)).toBeLessThan(300);
});

test("it listens on 127.0.0.1 alone", async () => {
  const plane = await startPlane();
  expect(new URL(plane.url).hostname).toBe("127.0.0.1");
});

test("a token says who calls and which workspace is meant, and every answer says which one that was", async () => {
  const second = { ...WORKSPACE, id: "2222222222222222", name: "prod" };
  const plane = await startPlane({ seed: { workspaces: [WORKSPACE, second] } });
  const dev = await callerOf(plane, ANNA, "dev")("GET", ME);
  const prod = await callerOf(plane, DEPLOYER, "prod")("GET", ME);
  expect(dev.body.userName).toBe(ANNA.name);
  expect(dev.headers["x-databricks-org-id"]).toBe(WORKSPACE.id);
  expect(prod.body.userName).toBe(DEPLOYER.name);
  expect(prod.headers["x-databricks-org-id"]).toBe(second.id);
});

test("what one workspace has is not there for another", async () => {
  const second = { ...WORKSPACE, id: "2222222222222222", name: "prod" };
  const plane = await startPlane({ seed: { workspaces: [WORKSPACE, second] } });
  await callerOf(plane)("POST", "/api/2.0/apps", { name: "orders" });
  expect((await callerOf(plane, DEPLOYER, "prod")("GET", "/api/2.0/apps/orders")).status).toBe(404);
});

test("fails without a token, or with one that was never issued", async () => {
  const plane = await startPlane();
  expect(refusal(await callWith(plane)("GET", ME))).toEqual([401, "UNAUTHENTICATED"]);
  expect(refusal(await callWith(plane, "guessed")("GET", ME))).toEqual([401, "UNAUTHENTICATED"]);
});

test.each(["example.com", "127.0.0.1", "localhost.example.com:PORT", "127.0.0.1:1"])(
  "fails when the server is called %s, as a page of another site would",
  async (host) => {
    const plane = await startPlane();
    const header = { host: host.replace("PORT", new URL(plane.url).port) };
    const call = callerOf(plane);
    expect((await call("POST", "/api/2.0/apps", { name: "orders" }, header)).status).toBe(403);
    expect(plane.state.workspaces[WORKSPACE.id]?.apps).toEqual({});
    expect((await call("GET", "/.well-known/databricks-config", undefined, header)).status).toBe(403);
  },
);

test("localhost is another name for it", async () => {
  const plane = await startPlane();
  const host = `localhost:${new URL(plane.url).port}`;
  expect((await callerOf(plane)("GET", ME, undefined, { host })).status).toBe(200);
});

test("fails with 501 and the path where nothing answers, and inspect() lists it", async () => {
  const plane = await startPlane();
  const reply = await callerOf(plane)("GET", "/api/2.0/clusters/list");
  expect(refusal(reply)).toEqual([501, "NOT_IMPLEMENTED"]);
  expect(reply.body.message).toContain("/api/2.0/clusters/list");
  expect(plane.inspect().unknown).toMatchObject([{ method: "GET", path: "/api/2.0/clusters/list" }]);
});

test("inspect() has every call with its body, status and identity", async () => {
  const plane = await startPlane();
  await callerOf(plane)("POST", "/api/2.0/apps", { name: "orders" });
  await callerOf(plane, ANNA)("GET", "/api/2.0/apps/orders");
  expect(plane.inspect().requests).toMatchObject([
    { method: "POST", path: "/api/2.0/apps", body: { name: "orders" }, status: 200, identity: DEPLOYER },
    { method: "GET", path: "/api/2.0/apps/orders", status: 403, identity: ANNA, workspace: WORKSPACE.id },
  ]);
});

test("an app's own process gets a token by its client id and secret", async () => {
  const plane = await startPlane();
  const { body } = await callerOf(plane)("POST", "/api/2.0/apps", { name: "orders" });
  const id = body.service_principal_client_id as string;
  const workspace = plane.state.workspaces[WORKSPACE.id];
  const secret = workspace?.servicePrincipals.find((each) => each.applicationId === id)?.clientSecret ?? "";
  const ask = (password: string) =>
    callWith(plane)("POST", "/oidc/v1/token", Buffer.from("grant_type=client_credentials&scope=all-apis"), {
      authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    });
  const { access_token } = (await ask(secret)).body as { access_token: string };
  expect((await callWith(plane, access_token)("GET", ME)).body.userName).toBe(id);
  expect(refusal(await ask("wrong"))).toEqual([401, "invalid_client"]);
});

test("fails to issue a token for somebody unknown", async () => {
  const plane = await startPlane();
  expect(() => plane.token({ kind: "user", name: "nobody@example.com" })).toThrow("nobody@example.com");
});

test("groups, users and service principals are found by filter", async () => {
  const plane = await startPlane({ seed: SEED });
  const call = callerOf(plane);
  const scim = "/api/2.0/preview/scim/v2";
  const found = async (path: string) => (await call("GET", `${scim}/${path}`)).body.Resources as { id: string }[];
  expect(await found(`Groups?filter=${encodeURIComponent('displayName eq "outer"')}`)).toMatchObject([
    { displayName: "outer", members: [{ display: "readers" }] },
  ]);
  expect(await found(`Groups?filter=${encodeURIComponent('displayName eq "none"')}`)).toEqual([]);
  expect(await found(`Users?filter=${encodeURIComponent(`userName eq "${ADMIN.name}"`)}`)).toHaveLength(1);
  expect(
    await found(`ServicePrincipals?filter=${encodeURIComponent(`applicationId eq "${DEPLOYER.name}"`)}`),
  ).toMatchObject([{ applicationId: DEPLOYER.name, displayName: "deployer" }]);
});

test.each([
  ["a path", "/api/2.0/apps/%E0%A4%A", undefined],
  ["a multipart body", "/api/2.0/workspace/import", { "content-type": "multipart/form-data; boundary=edge" }],
] as const)("fails with 400 for %s that cannot be read", async (_what, path, headers) => {
  const plane = await startPlane();
  const reply = await callerOf(plane)("POST", path, Buffer.from("nonsense"), headers);
  expect(refusal(reply)).toEqual([400, "BAD_REQUEST"]);
});
