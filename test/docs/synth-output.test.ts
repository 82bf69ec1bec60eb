import * as fs from "node:fs";
import * as path from "node:path";
import { createColors } from "picocolors";
import { printPromotion } from "../../src/cli/print-promotion";
import { synthesizeExample } from "../support/examples";

test("README shows what npm run synth prints", () => {
  const readme = fs.readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");
  const shown = /```text\n([\s\S]*?)```/.exec(readme)?.[1];
  const { promotion } = synthesizeExample("orders");
  if (promotion === undefined) throw new Error("the example has an App");
  // The digest covers the engine's version too, which is another one on the fork.
  const isFork = process.env.ENGINE === "cdktn";
  const withoutDigest = (text: string) => (isFork ? text.replace(/assembly [0-9a-f]{12}/, "assembly") : text);
  expect(withoutDigest(shown ?? "")).toBe(withoutDigest(printPromotion(promotion, "cdktf.out", createColors(false))));
});
