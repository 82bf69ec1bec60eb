// A process that synthesizes loads nearly every module of the library, and to find, read and compile 200 small files
// takes longer than to run them; under jest, which does it again for each test file, a tenth of a second. So each
// folder of the library becomes one file: dist/stage.js holds dist/stage/*.js, and calls a module by its name, which
// runs it once. One file for all would be parsed as a whole by who wants one name. The last step of a build.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { posix } from "node:path";

/** Of the command, which loads few of them and names its own by path. */
const NOT_JOINED = ["cli", "deploy", "vendor"];
const REQUIRE = /\brequire\("(\.\.?\/[^"]+)"\)/g;

const names = readdirSync("dist", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".js"))
  .map((file) => file.slice(0, -".js".length))
  // What an earlier build made.
  .filter((name) => !existsSync(`dist/${name}`))
  .sort();
const folderOf = (name) => (name.includes("/") ? name.slice(0, name.indexOf("/")) : "");
const isJoined = (name) => folderOf(name) !== "" && !NOT_JOINED.includes(folderOf(name));
const read = (name) => readFileSync(`dist/${name}.js`, "utf8");

/** The text of a module for the file that it comes to stand in, with what it requires by the names it has there. */
function moved(name) {
  const from = isJoined(name) ? "" : posix.dirname(name);
  return read(name).replace(REQUIRE, (_, specifier) => {
    const target = posix.join(posix.dirname(name), specifier);
    const [folder, module] = [folderOf(target), target.slice(target.indexOf("/") + 1)];
    const path = posix.relative(from, isJoined(target) ? folder : target);
    const file = `require("${path.startsWith(".") ? path : `./${path}`}")`;
    if (!isJoined(target)) return file;
    return isJoined(name) && folder === folderOf(name) ? `load("${module}")` : `${file}("${module}")`;
  });
}

// Jest runs modules in a context where each use of a global is a call into node: here they are looked up once.
const GLOBALS = "Array, Error, JSON, Map, Math, Number, Object, Reflect, RegExp, Set, String, Symbol, WeakMap, WeakSet";

// The parentheses tell V8 to compile a function at once, which saves it from parsing it twice. The helper that tsc
// writes into each module for `import * as fs` copies all that node's module holds, unless `this` has another.
const joined = (modules) => `"use strict";
const { ${GLOBALS} } = globalThis;
const loaded = {};
const helpers = { __importStar: (builtin) => builtin };
function load(name) {
  if (loaded[name] === undefined) modules[name].call(helpers, (loaded[name] = {}));
  return loaded[name];
}
module.exports = load;
const modules = {
${modules.map(([name, text]) => `"${name}": (function (exports) {\n${text}}),\n`).join("")}};
`;

const texts = new Map(names.map((name) => [name, moved(name)]));
for (const folder of new Set(names.filter(isJoined).map(folderOf))) {
  const modules = [...texts].filter(([name]) => isJoined(name) && folderOf(name) === folder);
  writeFileSync(`dist/${folder}.js`, joined(modules.map(([name, text]) => [name.slice(folder.length + 1), text])));
}
for (const [name, text] of texts) {
  if (isJoined(name)) rmSync(`dist/${name}.js`);
  else writeFileSync(`dist/${name}.js`, text);
}
