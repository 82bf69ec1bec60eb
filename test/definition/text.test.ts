import * as fc from "../support/random";
import { problems } from "../../src/definition/parse";
import type { Schema } from "../../src/definition/schema";
import { matching, ref, text } from "../../src/definition/text";
import { SECRETS } from "../support/generate-vendor";

const TOKEN = "$\{TfToken[TOKEN.12]}";
const codes = (schema: Schema, value: unknown) => problems(schema, value).map(({ code }) => code);

describe("a text", () => {
  test.each([
    "orders",
    "a$b",
    "100 %",
    "$ {",
    "{x}",
    "$(HOME)",
    "xx",
    "todo list",
    "a <b> c",
    "dapi",
    "eyJ",
    "ümläut 🧱",
  ])("may be %s", (value) => {
    expect(codes(text(), value)).toEqual([]);
  });

  test.each([
    ["text.token", TOKEN],
    ["text.token", `a ${TOKEN} b`],
    ["text.token", "#\{TfToken[TOKEN.12]}"],
    ["text.token", "-1.8881545897087503e+289"],
    ["text.interpolation", "$\{var.x}"],
    ["text.interpolation", "$$\{var.x}"],
    ["text.interpolation", "a%{if true}b"],
    ["text.interpolation", "$\{TfToken"],
    ["text.placeholder", ""],
    ["text.placeholder", " \n"],
    ["text.placeholder", "<warehouse id>"],
    ["text.placeholder", "REPLACE_ME"],
    ["text.placeholder", "prod-replace-me"],
    ["text.placeholder", "changeme"],
    ["text.placeholder", "todo"],
    ["text.placeholder", "TBD"],
    ["text.placeholder", "XXX"],
    ["secret.value", SECRETS.accessToken],
    ["secret.value", `https://x/?t=${SECRETS.accessToken.toUpperCase()}`],
    ["secret.value", SECRETS.oauthSecret],
    ["secret.value", SECRETS.webToken],
    ["secret.value", SECRETS.privateKey],
    ["schema.type", 7],
    ["schema.type", null],
    ["schema.missing", undefined],
  ])("fails with %s: %j", (code, value) => {
    expect(codes(text(), value)).toEqual([code]);
  });

  test("is held against its own rule only where it is sound otherwise", () => {
    const digits = matching(/^\d+$/, "own.rule", "digits");
    expect(codes(digits, "12")).toEqual([]);
    expect(codes(digits, "a")).toEqual(["own.rule"]);
    expect(codes(digits, "TODO")).toEqual(["text.placeholder"]);
  });
});

describe("a reference", () => {
  const digits = ref((value) => (/^\d+$/.test(value) ? undefined : { code: "own.rule", message: "digits" }));

  test.each(["12", TOKEN, `prefix-${TOKEN}`, `${TOKEN}${TOKEN}`, `${TOKEN}-suffix`])("may be %s", (value) => {
    expect(codes(digits, value)).toEqual([]);
  });

  test.each([
    ["own.rule", "a"],
    ["text.interpolation", `$\{lower(${TOKEN})}`],
    ["text.interpolation", "$\{databricks_job.x.id}"],
    ["text.token", "#\{TfToken[TOKEN.12]}"],
    ["text.placeholder", "<id>"],
    ["secret.value", `${TOKEN}${SECRETS.oauthSecret}`],
  ])("fails with %s: %s", (code, value) => {
    expect(codes(digits, value)).toEqual([code]);
  });

  test("is judged by what stands around its tokens, and by its own rule where it has none", () => {
    const part = fc.oneof(
      fc.constantFrom(TOKEN, "-1.8881545897087503e+289", "$\{var.x}", "%\{", "#\{TfToken[TOKEN.1]}", "<", ">", "todo"),
      fc.constantFrom("$\{TfToken", "$\{tftoken[TOKEN.1]}", "]}", "12", " ", "-", SECRETS.webToken),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const value = parts.join("");
        const literal = value.replaceAll(/\$\{TfToken\[[^\]]*\]\}|-?\d\.\d{5,}e\+2\d\d/g, "");
        const around = literal === "" && value !== "" ? [] : codes(text(), literal);
        const own = literal === value && around.length === 0 && !/^\d+$/.test(value) ? ["own.rule"] : [];
        expect(codes(digits, value)).toEqual([...around, ...own]);
      }),
      { numRuns: 2000 },
    );
  });
});
