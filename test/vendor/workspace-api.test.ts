import { VendorApiError } from "../../src/vendor/vendor-error";
import { WorkspaceApi } from "../../src/vendor/workspace-api";
import { StubVendor } from "../cli/recover-vendor";

const vendor = new StubVendor();
beforeAll(() => vendor.start());
afterAll(() => vendor.stop());

const TOKEN = "a-token";

describe("the vendor's API", () => {
  test("fails after a bounded time, whether no answer comes or no end of it", async () => {
    vendor.answers = {
      "/silent": () => undefined,
      "/endless": (response) => response.write("{"),
    };
    const api = new WorkspaceApi(vendor.url, TOKEN, { timeoutMilliseconds: 100 });
    for (const path of ["/silent", "/endless"]) {
      await expect(api.get(path)).rejects.toThrow("no answer within 0.1 seconds");
    }
  });

  test("does not follow a redirect: the token stays with the host that was named", async () => {
    vendor.answers = { "/here": { status: 307, headers: { location: `${vendor.url}/there` }, body: "" } };
    await expect(new WorkspaceApi(vendor.url, TOKEN).get("/here")).rejects.toThrow(VendorApiError);
    expect(vendor.asked).not.toContain("/there");
  });

  test("takes the vendor's word for what is missing, and nobody else's", async () => {
    const api = new WorkspaceApi(vendor.url, TOKEN);
    vendor.answers = { "/proxy": { status: 404, body: "not found" } };
    expect(await api.get("/gone")).toEqual({ body: undefined, workspaceId: undefined });
    await expect(api.get("/proxy")).rejects.toThrow(VendorApiError);
  });

  test.each(["", "two words", "a\nb", "käse"])("fails on the token %j, which no header can hold", (token) => {
    expect(() => new WorkspaceApi(vendor.url, token)).toThrow(VendorApiError);
  });
});
