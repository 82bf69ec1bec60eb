import { escapeMarkdown } from "../../src/assembly/review-markdown";

test.each([
  ["ana@acme.com", "ana&#64;acme.com"],
  ["https://acme.com/a_b", "https&#58;//acme.com/a\\_b"],
  ["<b> & | `x` #1", "&lt;b&gt; &amp; \\| \\`x\\` \\#1"],
  ["two  words\nof one line", "two words of one line"],
])("%j is shown as it is, and is no link, no markup and no cell's end", (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});
