"use strict";

const { transformSync } = require("@swc/core");

/** For ES modules and who imports them dynamically: jest's own module loader can only `require`. */
module.exports = {
  process(source, filename) {
    const syntax = filename.endsWith(".ts") ? "typescript" : "ecmascript";
    const jsc = { parser: { syntax }, target: "es2022" };
    return transformSync(source, { filename, jsc, module: { type: "commonjs" }, sourceMaps: "inline", swcrc: false });
  },
};
