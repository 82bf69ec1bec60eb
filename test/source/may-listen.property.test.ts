import * as fc from "../support/random";
import { LISTEN_CALLS } from "../../src/facts/listen";
import { mayListen } from "../../src/source/may-listen";
import { parseCode } from "../../src/source/parse-code";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);
const names = Object.keys(LISTEN_CALLS.value);

/** Pieces of code, in any order: most of what they make is no code, which is read as far as it is. */
const piece = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...names, ...names.flatMap((name) => [name.slice(0, 2), name.slice(2)])) },
  { weight: 2, arbitrary: fc.constantFrom("(", ")", "(8080)", '("localhost", port)', "?.(", "<T>(", "(host='x')") },
  { weight: 1, arbitrary: fc.constantFrom(" ", "\n", "\t", "/* c */", "# c\n", "// c\n", "\\\n", "\u00a0", "\u2028") },
  { weight: 1, arbitrary: fc.constantFrom(".", "new ", "app", "await ", "=", ";", "`", "'", "{", "}", "@", ",") },
);
const pieces = fc.array(piece, { maxLength: 12 }).map((several) => several.join(""));
/** Or a call in the midst of them: by chance alone there are few. */
const call = fc
  .tuple(
    pieces,
    fc.constantFrom(...names),
    fc.constantFrom("", " ", "\n", "/* c */"),
    fc.constantFrom("()", "(8080)", "?.(port)", "<T>(port)", "(host='x')"),
    pieces,
  )
  .map((several) => several.join(""));
const text = fc.oneof(pieces, call);

/** Calls that the check looks at, by the last name of their callees. */
function listening(file: string, code: string): string[] {
  const callees = parseCode(file, code).calls.map(({ callee }) => callee);
  return callees.filter((callee) => names.includes(/[^.]*$/.exec(callee)?.[0] ?? ""));
}

describe("a look at a text, before it is parsed", () => {
  test.each(["main.py", "server.mjs", "server.tsx"])("misses no call that parsing %s finds", (file) => {
    let withCalls = 0;
    const property = fc.property(text, (code) => {
      if (listening(file, code).length === 0) return;
      withCalls += 1;
      expect(mayListen(code)).toBe(true);
    });
    fc.assert(property, { numRuns: RUNS });
    // A sixth of the texts have one, give or take a few in a hundred of them.
    expect(withCalls).toBeGreaterThan(RUNS / 10);
  });

  test.each(["app.run()", "app . run\n(debug=True)", "new HTTPServer(a, b)", "run(a)", "server.listen(1)"])(
    "sees that %s may listen",
    (code) => {
      expect(mayListen(code)).toBe(true);
    },
  );

  test.each(["import streamlit as st\nst.title('running')\n", "running(1)", "prerun()", "$listen(1)", "run_2()"])(
    "is spared parsing %j",
    (code) => {
      expect(mayListen(code)).toBe(false);
    },
  );
});
