import type { Io } from "../../src/cli/io";
import { Live } from "../../src/cli/live";

function screen(isTerminal: boolean, json = false, columns?: number) {
  const written: [stream: "out" | "err", text: string][] = [];
  const io: Io = {
    out: (text) => written.push(["out", text]),
    err: (text) => written.push(["err", text]),
    cwd: "/",
    env: {},
    isTerminal,
    ...(columns !== undefined && { columns }),
    now: () => new Date(0),
  };
  return { live: new Live(io, json), written };
}

/** What a terminal of the simplest kind shows in the end. */
function shown(written: readonly (readonly [string, string])[]): readonly string[] {
  const lines = written
    .map(([, text]) => text)
    .join("")
    .split("\n");
  return lines.map((line) => line.slice(line.lastIndexOf("\r\u001b[2K") + (line.includes("\r") ? 5 : 0)));
}

describe("what goes on", () => {
  test("is one line that changes on a terminal, and is gone when there is a result", () => {
    const { live, written } = screen(true);
    for (const clock of ["00:01", "00:02"]) live.progress("deploy   IN_PROGRESS", clock);
    expect(shown(written)).toEqual(["deploy   IN_PROGRESS  00:02"]);
    live.result("deploy   SUCCEEDED");
    expect(shown(written)).toEqual(["deploy   SUCCEEDED", ""]);
    expect(written.filter(([stream]) => stream === "err")).toEqual([]);
  });

  test("fits the terminal, or it would not be erased", () => {
    const { live, written } = screen(true, false, 40);
    live.progress("x".repeat(100), "00:01");
    expect(shown(written)[0]).toHaveLength(39);
  });

  test("is a line for each change in a pipe, without the time that passes", () => {
    const { live, written } = screen(false);
    for (const clock of ["00:01", "00:02"]) live.progress("compute is STARTING", clock);
    live.progress("compute is ACTIVE", "00:03");
    live.result("done");
    expect(written).toEqual([
      ["err", "compute is STARTING\n"],
      ["err", "compute is ACTIVE\n"],
      ["out", "done\n"],
    ]);
  });

  test.each([true, false])("is no part of a JSON document, terminal: %s", (isTerminal) => {
    const { live, written } = screen(isTerminal, true);
    live.progress("compute is STARTING");
    live.result("done");
    live.problem("not done");
    expect(written.filter(([stream]) => stream === "out")).toEqual([]);
  });
});
