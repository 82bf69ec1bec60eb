import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { pipelineMermaid, reviewMermaid } from "../../src/assembly/pipeline-mermaid";
import { reviewOf, stepsOf } from "../../src/assembly/review";
import { NASTY, samplePromotion } from "./sample-promotion";

interface Parsed {
  readonly error?: string;
  readonly type?: string;
  readonly vertices: readonly (readonly [id: string, text: string])[];
  readonly edges: readonly (readonly [start: string, end: string, text: string])[];
  readonly groups: readonly (readonly [id: string, title: string, nodes: readonly string[]])[];
}

/** What mermaid itself reads, in a process of its own. */
function parse(texts: readonly string[]): Parsed[] {
  const script = path.join(__dirname, "parse-mermaid.mjs");
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(texts), encoding: "utf8" });
  return JSON.parse(output) as Parsed[];
}

const plain = samplePromotion();
const nasty = samplePromotion(NASTY);
const ofSteps = (promotion: typeof plain) => reviewOf(stepsOf(promotion));
const texts = [
  pipelineMermaid(plain, ofSteps(plain)),
  pipelineMermaid(nasty, ofSteps(nasty)),
  reviewMermaid(ofSteps(nasty)),
  pipelineMermaid({ ...plain, pipelines: [] }, { ...ofSteps(plain), comparisons: [] }),
  'flowchart LR\n  n0["',
];
let parsed: Parsed[];

beforeAll(() => {
  parsed = parse(texts);
}, 60_000);

const lines = (label = "") => label.split(/<br\s*\/?>/);

describe("the graph of a pipeline, read by mermaid", () => {
  test("has every stage with its stack and workspace, and the app beside the pipeline", () => {
    expect(parsed[0]?.vertices.map(([, text]) => lines(text))).toEqual([
      ["dev", "shop-dev", "workspace dev"],
      ["staging", "shop-staging", "workspace staging"],
      ["prod-eu", "shop-prod-eu", "workspace prod-eu, protected"],
      ["prod-us", "shop-prod-us", "workspace prod-us, protected"],
      ["dev", "tools", "workspace dev"],
    ]);
  });

  test("has the pipeline, and the wave in it, as groups", () => {
    expect(parsed[0]?.groups.map(([id, title]) => [id, title])).toEqual(
      expect.arrayContaining([
        ["p0", "shop"],
        ["p0w2", "wave 3"],
      ]),
    );
    expect(parsed[0]?.groups.find(([id]) => id === "p0w2")?.[2]).toEqual(expect.arrayContaining(["n2", "n3"]));
  });

  test("has an edge for every step, with the counts and what widens by name", () => {
    expect(parsed[0]?.edges.map(([start, end, text]) => [start, end, ...lines(text)])).toEqual([
      ["n0", "n1", "7 differences: 1 widens, 1 narrows", "widens resource key scope"],
      ["n1", "n2", "8 differences: 1 widens, 2 narrow", "widens resource key scope"],
      [
        "n1",
        "n3",
        "10 differences: 2 widen (1 acknowledged), 2 narrow",
        "widens resource key scope",
        "widens access viewers desk",
      ],
    ]);
  });

  test("keeps names apart from its own language, whatever characters they hold", () => {
    const shown = NASTY.replace(/\s+/g, " ");
    expect(parsed[1]?.error).toBeUndefined();
    expect(parsed[1]?.vertices).toHaveLength(5);
    expect(lines(parsed[1]?.edges[2]?.[2]).at(-1)).toBe(`widens access viewers ${shown}`);
    expect(parsed[2]?.edges).toHaveLength(3);
  });

  test("is one without edges where nothing is promoted", () => {
    expect(parsed[3]).toMatchObject({ type: "flowchart-v2", edges: [], groups: [] });
    expect(parsed[3]?.vertices).toHaveLength(5);
  });

  test("fails to be read where the text is no graph: the parser does look", () => {
    expect(parsed[4]?.error).toMatch(/Parse error/);
  });
});
