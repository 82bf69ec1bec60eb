import { createSign, generateKeyPairSync } from "node:crypto";
import type { LocalControlPlane } from "databricks-apps-local";
import { ANNA, DEPLOYER, WORKSPACE, callWith, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const ME = "/api/2.0/preview/scim/v2/Me";
const JOB = { issuer: "https://ci.example.com", subject: "repo:acme/orders:ref:main", audience: "acme" };
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });

function jwt(over: object = {}, key = privateKey): string {
  const claims = { iss: JOB.issuer, sub: JOB.subject, aud: JOB.audience, exp: Date.now() / 1000 + 60, ...over };
  const parts = [{ alg: "RS256", typ: "JWT" }, claims];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

function start(): Promise<LocalControlPlane> {
  const federation = [{ ...JOB, publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() }];
  return startPlane({ seed: { workspaces: [{ ...WORKSPACE, federation }] } });
}

function ask(plane: LocalControlPlane, form: Readonly<Record<string, string>>) {
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return callWith(plane)("POST", "/oidc/v1/token", Buffer.from(new URLSearchParams(form).toString()), type);
}

const exchange = (token: string) => ({
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  client_id: DEPLOYER.name,
  subject_token: token,
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
});

test("a job's own token is exchanged for one of the service principal that trusts it", async () => {
  const plane = await start();
  const { access_token } = (await ask(plane, exchange(jwt()))).body as { access_token: string };
  expect((await callWith(plane, access_token)("GET", ME)).body.userName).toBe(DEPLOYER.name);
});

test.each([
  ["of another repository", { sub: "repo:acme/other:ref:main" }],
  ["of another issuer", { iss: "https://example.com" }],
  ["for another audience", { aud: ["somebody"] }],
  ["that ran out", { exp: Date.now() / 1000 - 1 }],
  ["that never runs out", { exp: undefined }],
])("fails to exchange a token %s", async (_what, over) => {
  expect(refusal(await ask(await start(), exchange(jwt(over))))).toEqual([401, "invalid_client"]);
});

test("fails to exchange a token that somebody else signed, or that is none", async () => {
  const plane = await start();
  for (const token of [jwt({}, other.privateKey), "a.b.c", "", `${jwt()}.x`]) {
    expect(refusal(await ask(plane, exchange(token)))).toEqual([401, "invalid_client"]);
  }
});

test("fails in the way of OAuth, too, for a grant that is not known", async () => {
  const { status, body } = await ask(await start(), { grant_type: "password" });
  expect([status, body.error, body.error_code]).toEqual([400, "unsupported_grant_type", "unsupported_grant_type"]);
});

test("who deploys has a secret, always the same, and a user has none", async () => {
  const plane = await start();
  const secret = plane.clientSecret();
  expect(plane.clientSecret()).toBe(secret);
  const form = { grant_type: "client_credentials", client_id: DEPLOYER.name, client_secret: secret };
  expect((await ask(plane, form)).status).toBe(200);
  expect(() => plane.clientSecret(ANNA)).toThrow("no service principal");
});

test("the document about the token endpoint names its issuer", async () => {
  const plane = await start();
  const { body } = await callWith(plane)("GET", "/oidc/.well-known/oauth-authorization-server");
  expect([body.issuer, body.token_endpoint]).toEqual([`${plane.url}/oidc`, `${plane.url}/oidc/v1/token`]);
});
