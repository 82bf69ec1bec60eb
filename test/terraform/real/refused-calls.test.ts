import { request } from "node:http";
import { LocalControlPlane, type Principal } from "databricks-apps-local";
import { startEchoServer } from "../../support/echo-server";
import { caller, SEED, target } from "../../support/refusal";
import { type RefusedCall, REFUSED_CALLS } from "../../support/refused-calls";

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startPlane({ seed, options }: Pick<RefusedCall, "seed" | "options"> = {}): Promise<LocalControlPlane> {
  const switches = { deletingWindow: false, ...options?.switches };
  const plane = await LocalControlPlane.start({ ...options, switches, seed: { workspaces: [{ ...SEED, ...seed }] } });
  stops.push(() => plane.stop());
  return plane;
}

async function startEcho(): Promise<string> {
  const echo = await startEchoServer();
  stops.push(echo.stop);
  return echo.url;
}

/** With a header that fetch does not let anybody write. */
function statusFrom(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/2.0/apps`, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once("error", reject).end();
  });
}

describe("a call", () => {
  test.each(REFUSED_CALLS)("fails $rule", async (row) => {
    const plane = await startPlane(row);
    const url = target(plane.url, await startEcho());
    const call = caller(url, (as?: Principal) => plane.token(as, SEED.id));
    await row.before?.(call);
    expect(await call(...spread(row))).toEqual({
      status: row.status,
      body: { error_code: row.code, message: expect.stringMatching(row.says) as string },
    });
  });

  test("fails without a token, and with one that nobody was given", async () => {
    const url = target((await startPlane()).url, await startEcho());
    expect(await statusFrom(url, {})).toBe(401);
    expect(await statusFrom(url, { authorization: "Bearer made-up" })).toBe(401);
  });

  test("fails for a page of another site, whose name for this machine is its own", async () => {
    const plane = await startPlane();
    const url = target(plane.url, await startEcho());
    const authorization = `Bearer ${plane.token(undefined, SEED.id)}`;
    expect(await statusFrom(url, { authorization, host: "evil.example.com" })).toBe(403);
  });

  // Each of these shows that the test above, of the same rule, is red where a server knows no rules.
  test.each(REFUSED_CALLS)("is answered by an echo server $rule", async (row) => {
    const call = caller(await startEcho(), () => "echo");
    await row.before?.(call);
    expect(await call(...spread(row))).toMatchObject({ status: 200 });
  });
});

function spread({ call: [method, path, body], as }: RefusedCall) {
  return [method, path, body, as] as const;
}
