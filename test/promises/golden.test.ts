import * as fs from "node:fs";
import * as path from "node:path";
import { EXAMPLES, EXAMPLES_FOLDER, synthesizeExample } from "../support/examples";

const ENGINE = process.env.ENGINE ?? "cdktf";
/** A golden file is meant to be read: whoever reviews a change reads it whole. */
const MOST_BYTES = 8 * 1024;

function packageOf(name: string): { readonly name: string; readonly version: string } {
  const file = path.resolve(__dirname, "../../node_modules", name, "package.json");
  return JSON.parse(fs.readFileSync(file, "utf8")) as { readonly name: string; readonly version: string };
}

/** The document as cdktf writes it: its fork has another version, and closes what is empty on the same line. */
function asGolden(text: string): string {
  if (ENGINE === "cdktf") return text;
  return text
    .replace(`"version": "${packageOf(ENGINE).version}"`, `"version": "${packageOf("cdktf").version}"`)
    .replaceAll(/^( *)(.*)([{[])([}\]],?)$/gm, "$1$2$3\n$1$4");
}

const documents = EXAMPLES.flatMap((example) =>
  Object.keys(synthesizeExample(example).stacks).map((stack) => ({ example, stack })),
);

test("there are examples to compare", () => {
  expect(EXAMPLES).toEqual(["minimal", "network/forecast", "network/platform", "network/shop", "orders", "platform"]);
  expect(documents.map(({ stack }) => stack)).toEqual([
    "hello",
    "forecast-prod",
    "network-prod",
    "network-staging",
    "shop-prod",
    "shop-staging",
    "orders-dev",
    "orders-prod",
    "orders-staging",
    "reports-dev",
    "reports-lab",
    "reports-prod",
  ]);
});

test("the engine under test wrote the documents", () => {
  const engine = packageOf(ENGINE);
  expect(engine.name).toBe(ENGINE);
  for (const { example, stack } of documents) {
    expect(synthesizeExample(example).stacks[stack]).toMatchObject({ "//": { metadata: { version: engine.version } } });
  }
});

describe.each(EXAMPLES)("%s", (example) => {
  const folder = path.join(EXAMPLES_FOLDER, example, "golden");
  const { files, stacks } = synthesizeExample(example);
  const names = Object.keys(stacks).map((stack) => `${stack}.cdk.tf.json`);

  if (process.env.UPDATE_GOLDEN === "1") {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const stack of Object.keys(stacks)) {
      const text = asGolden(files[`stacks/${stack}/cdk.tf.json`] ?? "");
      fs.writeFileSync(path.join(folder, `${stack}.cdk.tf.json`), text);
    }
  }

  test("every stack has a golden file, and no file is left over", () => {
    expect(fs.readdirSync(folder).sort()).toEqual([...names].sort());
  });

  test.each(Object.keys(stacks))("%s is its golden file, byte for byte", (stack) => {
    const golden = fs.readFileSync(path.join(folder, `${stack}.cdk.tf.json`), "utf8");
    expect(asGolden(files[`stacks/${stack}/cdk.tf.json`] ?? "")).toBe(golden);
    expect(Buffer.byteLength(golden)).toBeLessThan(MOST_BYTES);
  });
});
