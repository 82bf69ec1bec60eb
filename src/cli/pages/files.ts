import type { Pages } from "./page";

/** What a workspace or stage file can be wrong about before its values are looked at. */
export const FILES: Pages = {
  "file.missing": {
    title: "there is no such file",
    means: "A program or an assembly names a file that is not there. A relative path begins in the working directory.",
    example: {
      in: "program",
      wrong: 'workspaceFromFile("workspace/prod.yaml");',
      right: 'workspaceFromFile(path.join(__dirname, "workspaces/prod.yaml"));',
    },
    fix: "Correct the path. path.join(__dirname, ...) is the same from everywhere.",
  },
  "file.unreadable": {
    title: "the file cannot be read",
    means: "The path leads to a folder, or to a file that you have no right to read.",
    example: {
      in: "program",
      wrong: 'workspaceFromFile("workspaces");',
      right: 'workspaceFromFile("workspaces/prod.yaml");',
    },
    fix: "Name a file, and have the right to read it.",
  },
  "file.encoding": {
    title: "not text in UTF-8",
    means: "Files are read as UTF-8, with or without a byte order mark. UTF-16, as some editors save, is not.",
    example: { in: "command", wrong: "$ file stages/prod.yaml   # UTF-16", right: "$ file stages/prod.yaml   # UTF-8" },
    fix: "Save the file as UTF-8.",
  },
  "file.empty": {
    title: "the file is empty",
    means: "Nothing but comments stands in the file. A stage that says nothing binds nothing.",
    example: { in: "file", wrong: "# to be written", right: "bindings:\n  ranker: { name: orders-ranker }" },
    fix: "Write the workspace or the stage.",
  },
  "file.syntax": {
    title: "the text is not YAML",
    means: "The text cannot be read at all, so nothing else of this file was checked.",
    example: {
      in: "file",
      wrong: "bindings: { ranker: { name: orders-ranker }",
      right: "bindings: { ranker: { name: orders-ranker } }",
    },
    fix: "Close what is open and indent with spaces; the position is where the reader gave up.",
  },
  "file.tab": {
    title: "a tab indents",
    means: "YAML is indented with spaces only.",
    example: {
      in: "file",
      wrong: "bindings:\n\tranker: { name: orders-ranker }",
      right: "bindings:\n  ranker: { name: orders-ranker }",
    },
    fix: "Use spaces, and have your editor do so in YAML files.",
  },
  "file.several-documents": {
    title: "several documents in one file",
    means: "A line of --- begins another document. One file is one workspace or one stage.",
    example: { in: "file", wrong: "name: staging\n---\nname: prod", right: "name: prod" },
    fix: "Keep one, and move the others to files of their own.",
  },
  "file.version": {
    title: "another version of YAML",
    means: "Files are read as YAML 1.2, whatever a %YAML line asks for. 1.1 reads no as a boolean, say.",
    example: { in: "file", wrong: "%YAML 1.1\n---\nname: prod", right: "name: prod" },
    fix: "Remove the line.",
  },
  "file.too-large": {
    title: "larger than any workspace or stage",
    means:
      "A file has at most 256 KB and 20,000 values, with those that aliases repeat. More is another file, or one that " +
      "is meant to keep its reader busy.",
    example: {
      in: "program",
      wrong: 'stageFromFile(orders, prod, "export.json");',
      right: 'stageFromFile(orders, prod, "stages/prod.yaml");',
    },
    fix: "Name the right file.",
  },
  "file.too-deep": {
    title: "nested deeper than any workspace or stage",
    means: "A file is nested at most 50 levels deep.",
    example: { in: "file", wrong: `name:\n  ${"[".repeat(60)}\n  ${"]".repeat(60)}`, right: "name: prod" },
    fix: "Name the right file.",
  },
  "file.definition": {
    title: "a stage's definition is not in the assembly",
    means:
      "The assembly lists this stage, but not the definition that it is a stage of: promotion.json or issues.json was " +
      "changed by hand, or put together from two.",
    example: { in: "command", wrong: "$ dbapps check", right: "$ dbapps synth && dbapps check" },
    fix: "Synthesize again.",
  },
  "file.duplicate-key": {
    title: "a key stands twice",
    means: "One of the two values would silently win.",
    example: { in: "file", wrong: "size: MEDIUM\nsize: LARGE", right: "size: LARGE" },
    fix: "Remove one of them.",
  },
  "file.key": {
    title: "a key that is no text",
    means: "A key is a text. A list or a map as a key names nothing.",
    example: {
      in: "file",
      wrong: "bindings:\n  [a, b]: { name: orders-ranker }",
      right: "bindings:\n  ranker: { name: orders-ranker }",
    },
    fix: "Write the text itself.",
  },
  "file.merge-key": {
    title: "a merge key",
    means: "YAML 1.2 has no merge keys, so << would not be merged, and what you meant to set would be missing.",
    example: {
      in: "file",
      wrong: "telemetry:\n  <<: { logsTable: ops.apps.l }",
      right: "telemetry:\n  logsTable: ops.apps.l\n  metricsTable: ops.apps.m\n  tracesTable: ops.apps.t",
    },
    fix: "Write the members out, or refer to single values with an alias.",
  },
  "file.alias": {
    title: "an alias that leads nowhere",
    means: "*name stands for what &name marks before it. Without that, or inside of it, it means nothing.",
    example: { in: "file", wrong: "env: { CATALOG: *catalog }", right: "env: { CATALOG: prod }" },
    fix: "Correct the name, or write the value itself.",
  },
  "file.tag": {
    title: "a tag that means nothing here",
    means: "A tag such as !ref or !vault belongs to another tool. Here it would silently be dropped.",
    example: { in: "file", wrong: "env: { CATALOG: !ref catalog }", right: "env: { CATALOG: prod }" },
    fix: "Remove the tag and write the value.",
  },
  "file.quote": {
    title: "a text that YAML takes for something else",
    means:
      "yes, 012, 1_000 or 2027-06-30 without quotes is a boolean, a number or a date to readers of YAML. Which one " +
      "depends on the reader, so a text that looks like that is quoted.",
    example: { in: "stage", wrong: "env: { CATALOG: 012 }", right: 'env: { CATALOG: "012" }' },
    fix: "Quote it.",
  },
};
