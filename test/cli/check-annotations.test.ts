import { annotations } from "../../src/cli/annotations";
import { checked } from "../../src/cli/check-issue";
import type { Issue } from "../../src/errors";
import { CheckProject } from "./check-project";
import { runCli } from "./run-cli";

const io = { cwd: "/home/runner/work/shop/shop/apps", env: { GITHUB_ACTIONS: "true" } };
const issue: Issue = {
  code: "binding.value",
  path: ["bindings"],
  message: "no such name",
  at: "stages/prod.yaml:14:9",
};
const one = (more: Partial<Issue>, env = {}) =>
  annotations([checked({ ...issue, ...more }, "error")], { ...io, env: { ...io.env, ...env } });

/** As the runner reads a command, by its documented rules. */
function parse(line: string) {
  const [, command = "", list = "", data = ""] = /^::(\w+) ([^\n]*?)::([^\n]*)\n$/.exec(line) ?? [];
  const decoded = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const properties = list.split(",").map((property) => {
    const [name = "", value = ""] = property.split("=");
    return [name, decoded(value.replaceAll("%3A", ":").replaceAll("%2C", ","))];
  });
  return { command, properties: Object.fromEntries(properties) as Record<string, string>, data: decoded(data) };
}

describe("an annotation", () => {
  test("names the line, and says what to change", () => {
    expect(one({ fix: "name it" })).toBe(
      "::error file=stages/prod.yaml,line=14,col=9,title=binding.value::no such name%0Afix: name it\n",
    );
  });

  test.each([
    ["100% sure", "100% sure"],
    ["two\r\nlines", "two\r\nlines"],
    ["::error::injected", "::error::injected"],
    ["a%0Ab", "a%0Ab"],
  ])("carries %j through the runner's parser", (message, read) => {
    const line = one({ message });
    expect(line.trimEnd().split("\n")).toHaveLength(1);
    expect(parse(line).data).toBe(read);
  });

  test("carries a file's name with colons, commas and percent signs", () => {
    expect(parse(one({ at: "a:b,c%.yaml:3:4" })).properties).toMatchObject({
      file: "a:b,c%.yaml",
      line: "3",
      col: "4",
    });
  });

  test("counts the path from the repository's root", () => {
    expect(parse(one({}, { GITHUB_WORKSPACE: "/home/runner/work/shop/shop" })).properties.file).toBe(
      "apps/stages/prod.yaml",
    );
  });

  test("without a place names what it is about", () => {
    const line = one({ at: undefined, path: ["orders-prod", "access"] });
    expect(line).toBe("::error title=binding.value::orders-prod/access: no such name\n");
  });

  test("is written on GitHub Actions only", () => {
    expect(one({}, { GITHUB_ACTIONS: "" })).toBe("");
    expect(annotations([], io)).toBe("");
  });
});

test("dbapps check annotates beside its report, and leaves --json alone on stdout", async () => {
  const project = new CheckProject();
  project.synth();
  project.edit("stages/prod.yaml", "ranker:", "rankr:");
  const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: project.folder };
  const { out, err } = await runCli(["check"], project.folder, env);
  const json = await runCli(["check", "--json"], project.folder, env);
  project.remove();
  expect(out).not.toContain("::");
  expect(err.match(/^::\w+ /gm)).toEqual(["::error ", "::error ", "::warning "]);
  expect(json.err).toBe(err.replace(/^more on .*\n/m, ""));
  expect(() => JSON.parse(json.out) as unknown).not.toThrow();
});
