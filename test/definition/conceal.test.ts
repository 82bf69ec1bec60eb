import { conceal } from "../../src/definition/conceal";
import { SECRETS } from "../support/generate-vendor";

const issue = { code: "a.b", path: ["x"], message: "m" };

describe("a concealed issue", () => {
  test("is the same where there is nothing to hide", () => {
    const plain = { ...issue, path: ["env", 0, "x"], got: "orders", allowed: ["a"], fix: "f", at: "a.yaml:1:2" };
    expect(conceal(plain)).toEqual(plain);
    expect(conceal({ ...issue, got: 0 })).toEqual({ ...issue, got: 0 });
    expect(conceal({ ...issue, got: null })).toEqual({ ...issue, got: null });
  });

  test.each(Object.entries(SECRETS))("shows no %s in any of its parts", (_, secret) => {
    const everywhere = {
      code: "a.b",
      path: [secret],
      message: secret,
      got: `x ${secret}`,
      allowed: [secret],
      fix: secret,
    };
    expect(JSON.stringify(conceal(everywhere))).not.toContain(secret);
  });

  test("shows no token: its text depends on the order of creation", () => {
    const found = conceal({ ...issue, path: ["bindings", "$\{TfToken[TOKEN.1]}"], got: "a-#\{TfToken[TOKEN.2]}" });
    expect(found).toMatchObject({ path: ["bindings", "<token>"], got: "a-<token>" });
    expect(conceal({ ...issue, got: -1.8881545897087503e289 }).got).toBe("<token>");
  });

  test("shows no credentials of a URL and nothing of the body of a private key", () => {
    expect(conceal({ ...issue, got: "http://me:hunter2@example.com/x" }).got).toBe(
      "http://<credentials>@example.com/x",
    );
    expect(conceal({ ...issue, got: `${SECRETS.privateKey}\nMIIEabc` }).got).not.toContain("MIIE");
  });

  test("shows no value of a variable named like a secret", () => {
    expect(conceal({ ...issue, path: ["definition", "env", "API_TOKEN"], got: "hunter2" })).not.toHaveProperty("got");
    expect(conceal({ ...issue, path: ["bindings", "stripe-key", "key"], got: "a b" })).toHaveProperty("got");
  });
});
