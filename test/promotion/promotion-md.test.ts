import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import { App, AppsError, WorkspaceStack, defineApp } from "databricks-apps-constructs";
import type { Promotion } from "databricks-apps-constructs/testing";
import { promotionMarkdown } from "../../src/assembly/promotion-md";
import { reviewOf, stepsOf } from "../../src/assembly/review";
import { synthesizeExample } from "../support/examples";
import { codeBlocks, headings, outsideCode } from "../support/markdown";
import { SECRETS } from "../support/generate-vendor";
import { workspace } from "../support/orders";
import { NASTY, samplePromotion } from "./sample-promotion";

/** The cells of the table rows of a page, as a renderer of Markdown splits them. */
function tableRows(page: string): string[][] {
  const rows = outsideCode(page).filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  return rows.map((line) =>
    line
      .slice(2, -2)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

const differencesOf = (promotion: Promotion) =>
  reviewOf(stepsOf(promotion)).comparisons.flatMap(({ differences }) => differences);

describe("promotion.md", () => {
  test("is written beside promotion.json, from promotion.json alone", () => {
    const { files } = synthesizeExample("orders");
    const promotion = JSON.parse(files["promotion.json"] ?? "") as Promotion;
    expect(files["promotion.md"]).toBe(promotionMarkdown(promotion));
    // Whatever order a reader of JSON leaves the members in.
    const reordered = JSON.parse(JSON.stringify(promotion), (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as Promotion;
    expect(promotionMarkdown(reordered)).toBe(files["promotion.md"]);
  });

  test("does not outlive a synthesis that fails", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "promotion-md-"));
    const synth = (name: string) => {
      const program = new CdktfApp({ outdir });
      new App(new WorkspaceStack(program, "tools", workspace("dev")), "tool", { definition: defineApp({ name }) });
      program.synth();
    };
    try {
      synth("tool");
      expect(fs.existsSync(path.join(outdir, "promotion.md"))).toBe(true);
      expect(() => {
        synth("Not A Name");
      }).toThrow(AppsError);
      expect(fs.existsSync(path.join(outdir, "promotion.md"))).toBe(false);
    } finally {
      fs.rmSync(outdir, { recursive: true, force: true });
    }
  });

  test("names no place of this machine", () => {
    const { files } = synthesizeExample("orders");
    expect(files["promotion.md"]).not.toMatch(/\/tmp|\/home|\r|[^\S\n]\n/);
  });

  test.each([
    ["plain", samplePromotion()],
    ["nasty", samplePromotion(NASTY)],
  ])("has a graph, and a row of five cells for every difference of a %s program", (_, promotion) => {
    const page = promotionMarkdown(promotion);
    expect(codeBlocks(page).map(({ language }) => language)).toEqual(["mermaid"]);
    const rows = tableRows(page);
    expect(rows.every(({ length }) => length === 5)).toBe(true);
    // One more for the head of each of the three tables.
    expect(rows).toHaveLength(differencesOf(promotion).length + 3);
    expect(headings(page).map(({ text }) => text)).toEqual([
      "Promotion",
      "What each step changes",
      "shop: dev to staging",
      "shop: staging to prod-eu",
      "shop: staging to prod-us",
      "Acknowledged",
    ]);
  });

  test("keeps what people wrote as text: no HTML, no link, no markup", () => {
    const text = outsideCode(promotionMarkdown(samplePromotion(NASTY))).join("\n");
    expect(text).not.toMatch(/<e|(?<!\\)`c|(?<!\\)\[g|(?<!\\)\*f/);
    expect(text).toContain("a\\|b \\`c\\`");
  });

  test("shows no credential, not even in the reason of an acknowledgement", () => {
    for (const secret of Object.values(SECRETS)) {
      const promotion = samplePromotion();
      const planted = JSON.parse(JSON.stringify(promotion), (key, value: unknown) =>
        ["reason", "because", "description", "CATALOG", "message"].includes(key) ? secret : value,
      ) as Promotion;
      expect(promotionMarkdown(planted)).not.toContain(secret);
      expect(JSON.stringify(reviewOf(stepsOf(planted)))).not.toContain(secret);
    }
  });
});
