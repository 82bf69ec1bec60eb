// Parses Mermaid texts, given as a JSON list on stdin, and prints what mermaid made of each. Mermaid is an ES module
// and wants a document: it does not load inside jest.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
globalThis.window = window;
globalThis.document = window.document;

const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });

const results = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    const db = diagram.db;
    // Mermaid keeps numbered characters under marks of its own until it draws them.
    const plain = (label) =>
      String(label)
        .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
        .replace(/ﬂ°(\w+)¶ß/g, "&$1;");
    const vertices = [...db.getVertices().values()].map(({ id, text: label }) => [id, plain(label)]);
    const edges = db.getEdges().map(({ start, end, text: label }) => [start, end, plain(label)]);
    const groups = db.getSubGraphs().map(({ id, title, nodes }) => [id, plain(title), nodes]);
    results.push({ type: diagram.type, vertices, edges, groups });
  } catch (error) {
    results.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify(results));
