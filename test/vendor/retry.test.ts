import type * as http from "node:http";
import { backoff, isPassing } from "../../src/vendor/retry";
import { Tokens } from "../../src/vendor/token-source";
import { VendorApiError } from "../../src/vendor/vendor-error";
import { WorkspaceApi } from "../../src/vendor/workspace-api";
import { StubVendor } from "../cli/recover-vendor";
import { patience } from "./patience";

const TOKEN = ["a", "token"].join("-");

const vendor = new StubVendor();
beforeAll(() => vendor.start());
afterAll(() => vendor.stop());
beforeEach(() => {
  vendor.asked.length = 0;
});

/** One answer after the other; the last one for ever. */
function inTurn(...answers: readonly ((response: http.ServerResponse) => void)[]): (r: http.ServerResponse) => void {
  let index = 0;
  return (response) => {
    answers[Math.min(index, answers.length - 1)]?.(response);
    index += 1;
  };
}

const answer =
  (status: number, body: object = {}, headers: http.OutgoingHttpHeaders = {}) =>
  (response: http.ServerResponse) =>
    response.writeHead(status, headers).end(JSON.stringify(body));
const drop = (response: http.ServerResponse): unknown => response.destroy();
const half = (response: http.ServerResponse): unknown => {
  response.writeHead(200, { "content-length": "100" });
  return response.write('{"a":', () => response.destroy());
};

describe("the wait before another try", () => {
  const { random, now } = patience();

  test("doubles up to half a minute", () => {
    const waits = [1, 2, 3, 4, 5, 6, 9].map((attempt) => backoff(attempt, null, patience()));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(backoff(1, null, { ...patience(), random: () => 0 })).toBe(500);
  });

  test.each([
    ["seconds", "7", 7000],
    ["a date", "Thu, 01 Jan 2026 00:00:09 GMT", 9000],
    ["a date that has passed", "Thu, 01 Jan 2025 00:00:00 GMT", 1000],
    ["less than the backoff", "0", 1000],
    ["nonsense", "soon", 1000],
    ["more than anybody waits", "86400", 120_000],
  ])("is at least what the vendor asks for in %s", (_, header, milliseconds) => {
    expect(backoff(1, header, { ...patience(), random, now })).toBe(milliseconds);
  });

  test.each([
    [429, true],
    [503, true],
    [504, true],
    [undefined, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [409, false],
    [500, false],
  ])("follows %s: %s", (status, passing) => {
    expect(isPassing(status)).toBe(passing);
  });
});

describe("a call that changes nothing when it is repeated", () => {
  test.each([
    ["429", answer(429)],
    ["503", answer(503)],
    ["a broken connection", drop],
    ["half an answer", half],
  ])("is tried again after %s", async (_, first) => {
    vendor.answers = { "/x": inTurn(first, first, answer(200, { a: 1 })) };
    const calm = patience();
    const api = new WorkspaceApi(vendor.url, TOKEN, { patience: calm });
    expect((await api.get("/x")).body).toEqual({ a: 1 });
    expect((await api.put("/x", {})).body).toEqual({ a: 1 });
    expect(calm.waits).toEqual([1000, 2000]);
  });

  test("waits as long as the vendor asks", async () => {
    vendor.answers = { "/x": inTurn(answer(429, {}, { "retry-after": "33" }), answer(200)) };
    const calm = patience();
    await new WorkspaceApi(vendor.url, TOKEN, { patience: calm }).get("/x");
    expect(calm.waits).toEqual([33_000]);
  });

  test("fails with the last answer when the patience is over", async () => {
    vendor.answers = { "/x": answer(503, { message: "later" }) };
    const calm = patience(2);
    const call = new WorkspaceApi(vendor.url, TOKEN, { patience: calm }).get("/x");
    await expect(call).rejects.toMatchObject({ failure: { status: 503 } });
    expect(vendor.asked).toHaveLength(3);
  });

  test.each([400, 403, 500])("fails at once after %d", async (status) => {
    vendor.answers = { "/x": answer(status) };
    await expect(new WorkspaceApi(vendor.url, TOKEN, { patience: patience() }).get("/x")).rejects.toThrow(
      VendorApiError,
    );
    expect(vendor.asked).toHaveLength(1);
  });
});

describe("a call that does something each time", () => {
  test.each([
    ["429, which did nothing", answer(429), undefined],
    ["503", answer(503), true],
    ["500", answer(500), true],
    ["an answer that is not JSON", (response: http.ServerResponse) => response.end("<html>"), true],
    ["a broken connection", drop, true],
    ["half an answer", half, true],
    ["400", answer(400, { error_code: "BAD_REQUEST" }), undefined],
  ])("is made once, and says whether it may have been done: %s", async (_, first, unclear) => {
    vendor.answers = { "/x": first };
    const calm = patience();
    const failure = await new WorkspaceApi(vendor.url, TOKEN, { patience: calm })
      .post("/x", {})
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VendorApiError);
    expect((failure as VendorApiError).failure.unclear).toBe(unclear);
    expect(vendor.asked).toEqual(["/x"]);
    expect(calm.waits).toEqual([]);
  });
});

describe("tokens", () => {
  test("are asked for when the last one runs out, and not before", async () => {
    let now = 0;
    let given = 0;
    const source = () => Promise.resolve({ value: `token-${(given += 1)}`, expiresAt: now + 600_000 });
    const tokens = new Tokens(source, () => now);
    expect([await tokens.get(), await tokens.get()]).toEqual(["token-1", "token-1"]);
    now = 539_000;
    expect(await tokens.get()).toBe("token-1");
    now = 541_000;
    expect(await tokens.get()).toBe("token-2");
  });

  test("that ran out unseen are replaced once, also where a call is made once", async () => {
    let given = 0;
    const tokens = new Tokens(() => Promise.resolve({ value: `token-${(given += 1)}` }));
    vendor.tokens.clear();
    vendor.answers = { "/x": inTurn(answer(401), answer(200, { a: 1 })) };
    expect((await new WorkspaceApi(vendor.url, tokens).post("/x", {})).body).toEqual({ a: 1 });
    expect([...vendor.tokens]).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("fails on 401 at once where there is no other token", async () => {
    vendor.answers = { "/x": answer(401) };
    await expect(new WorkspaceApi(vendor.url, TOKEN).get("/x")).rejects.toMatchObject({ failure: { status: 401 } });
    expect(vendor.asked).toHaveLength(1);
  });

  test("are never in an error, the earlier ones neither", async () => {
    let given = 0;
    const tokens = new Tokens(() => Promise.resolve({ value: `token-${(given += 1)}` }));
    const message = "token-1, token-2";
    vendor.answers = { "/x": inTurn(answer(401), answer(403, { message })) };
    const error: unknown = await new WorkspaceApi(vendor.url, tokens).get("/x").catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("<token>, <token>");
  });
});

describe("an answer of another workspace", () => {
  test("is refused: the token is one of its", async () => {
    vendor.answers = { "/x": answer(200, { a: 1 }, { "x-databricks-org-id": "2" }) };
    const api = new WorkspaceApi(vendor.url, TOKEN, { workspaceId: "1" });
    await expect(api.get("/x")).rejects.toThrow("workspace 2, not 1");
    expect((await new WorkspaceApi(vendor.url, TOKEN, { workspaceId: "2" }).get("/x")).body).toEqual({ a: 1 });
  });
});
