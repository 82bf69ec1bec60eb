// tsc makes of `export { App } from "./constructs/app"` a require at the top of dist/index.js: whoever wants one name
// would load all of the library, and cdktf with it. Here each module is loaded when a name of it is first used, so
// that a test of definitions loads no engine, and a program without a network no network. The last step of a build.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "dist/index.js";
const REQUIRE = /^var (\w+) = (require\("\.\/[^"]+"\));\n/gm;
const GETTER =
  /^Object\.defineProperty\(exports, ("\w+"), \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/gm;
// Under a name of its own: node looks for `Object.defineProperty(exports` to tell an ES module which names there are,
// and refuses those whose getter loads something. The line `exports.App = ... = void 0` above tells it the same.
const DEFINE = "const define = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });\n";

const written = readFileSync(FILE, "utf8");
const loads = new Map([...written.matchAll(REQUIRE)].map(([, module, load]) => [module, load]));
const lazy = written
  .replace(/^var \w+_1 = /m, (first) => `${DEFINE}${first}`)
  .replace(REQUIRE, "var $1;\n")
  .replace(
    GETTER,
    (_, name, module, member) => `define(${name}, () => (${module} ??= ${loads.get(module)}).${member});`,
  );
// A tsc that writes it another way must not leave a name without its module.
const left = /^(?:var \w+ = |Object\.defineProperty\(exports, "(?!__esModule))|\?\?= undefined/m.exec(lazy);
if (left !== null || !lazy.includes("define(")) {
  throw new Error(`${FILE}: tsc does not write it the way that this script reads`);
}
writeFileSync(FILE, lazy);
