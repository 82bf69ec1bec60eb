import { execFileSync } from "node:child_process";
import * as path from "node:path";

const RESTRICTED = "@typescript-eslint/no-restricted-imports";
const CYCLE = "import-x/no-cycle";

/** What stands in which file, and the rules that must refuse it. */
const CASES: readonly (readonly [title: string, file: string, text: string, refusedBy: readonly string[]])[] = [
  ["fails when the definition imports a stage", "src/definition/x.ts", 'import "../stage/bind";', [RESTRICTED]],
  ["fails when the stage imports cdktf", "src/stage/x.ts", 'import "cdktf";', [RESTRICTED]],
  [
    "fails when a construct imports a stack",
    "src/constructs/x.ts",
    'import "../stacks/workspace-stack";',
    [RESTRICTED],
  ],
  ["fails when anything imports the index", "src/stacks/x.ts", 'import "../index";', [RESTRICTED]],
  ["fails when the command line imports cdktf", "src/cli/x.ts", 'import "cdktf";', [RESTRICTED]],
  ["fails when the command line imports a construct", "src/cli/x.ts", 'import "../constructs/app";', [RESTRICTED]],
  ["fails when what asks the vendor imports a command", "src/vendor/x.ts", 'import "../cli/io";', [RESTRICTED]],
  ["fails when what decides on a deployment reads files", "src/deploy/x.ts", 'import "node:fs";', [RESTRICTED]],
  ["fails when what decides on a deployment imports a command", "src/deploy/x.ts", 'import "../cli/io";', [RESTRICTED]],
  ["fails when a fact imports a package", "src/facts/x.ts", 'import "zod";', [RESTRICTED]],
  ["fails when what every program runs loads zod", "src/definition/x.ts", 'import { z } from "zod"; z;', [RESTRICTED]],
  [
    "a type of zod loads nothing",
    "src/definition/x.ts",
    'import type { z } from "zod"; export type X = z.ZodType;',
    [],
  ],
  ["fails when a test draws without the seed", "test/x.test.ts", 'import * as fc from "fast-check"; fc;', [RESTRICTED]],
  ["what is loaded where something is wrong may load zod", "src/definition/judged.ts", 'import "zod";', []],
  ["fails when a pure layer reads files", "src/stage/x.ts", 'import "node:fs";', [RESTRICTED]],
  ["fails when the network reads files", "src/network/x.ts", 'import "node:fs";', [RESTRICTED]],
  ["fails when the network imports a stage", "src/network/x.ts", 'import "../stage/bind";', [RESTRICTED]],
  ["fails when what reads sources binds a stage", "src/source/x.ts", 'import "../stage/bind";', [RESTRICTED]],
  [
    "fails when the assembly runs code of the stage",
    "src/assembly/x.ts",
    'import { bind } from "../stage/bind"; bind;',
    [RESTRICTED],
  ],
  ["fails when the root of the bindings is loaded", "test/x.ts", 'import "@cdktf/provider-databricks";', [RESTRICTED]],
  [
    "fails when an example loads the root of the bindings",
    "examples/x.ts",
    'import "@cdktf/provider-databricks/lib";',
    [RESTRICTED],
  ],
  ["fails when an example reaches into the sources", "examples/x.ts", 'import "../src/stage/bind";', [RESTRICTED]],
  ["fails when cdktf's internals are imported", "src/terraform/x.ts", 'import "cdktf/lib/util";', [RESTRICTED]],
  // bind.ts imports check-stage.ts, so an import of bind.ts in check-stage.ts closes the circle.
  [
    "fails when two files import each other",
    "src/stage/check-stage.ts",
    'import { tryBind } from "./bind"; tryBind;',
    [CYCLE],
  ],
  [
    "a type may cross where only types may",
    "src/assembly/x.ts",
    'import type { BoundApp } from "../stage/bound-app"; export type X = BoundApp;',
    [],
  ],
  ["a layer may import what stands below it", "src/stage/x.ts", 'import "../definition/app-definition";', []],
  [
    "a single resource of the bindings may be imported",
    "examples/x.ts",
    'import "@cdktf/provider-databricks/lib/sql-endpoint";',
    [],
  ],
];

describe("imports follow the layers", () => {
  const input = JSON.stringify(CASES.map(([, file, text]) => ({ file, text })));
  const script = path.join(__dirname, "lint-texts.mjs");
  const results = JSON.parse(execFileSync(process.execPath, [script], { input, encoding: "utf8" })) as string[][];

  test.each(CASES.map(([title, , , refusedBy], index) => [title, refusedBy, results[index]] as const))(
    "%s",
    (_, refusedBy, found) => {
      expect(found).toEqual(refusedBy);
    },
  );
});
