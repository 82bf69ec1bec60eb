"use strict";

/** The engine under test: `cdktf`, or with ENGINE=cdktn its living fork, by rewriting two module names. */
const engine = process.env.ENGINE ?? "cdktf";
const rewritten = engine === "cdktf" ? {} : { "^cdktf(/.*)?$": `${engine}$1`, "^@cdktf/(.*)$": `@${engine}/$1` };

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Jest would leave one processor idle; here the longest suites wait for terraform and for processes that they start.
  maxWorkers: "100%",
  globalSetup: "<rootDir>/test/support/temporary-folder.ts",
  globalTeardown: "<rootDir>/test/support/remove-temporary-folder.ts",
  roots: ["<rootDir>/test", "<rootDir>/examples", "<rootDir>/local/test"],
  testPathIgnorePatterns: ["/node_modules/"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "/cdktf\\.out"],
  moduleNameMapper: {
    ...rewritten,
    "^databricks-apps-constructs$": "<rootDir>/src/index.ts",
    "^databricks-apps-constructs/testing$": "<rootDir>/src/testing.ts",
    "^databricks-apps-local$": "<rootDir>/local/src/index.ts",
  },
  // oauth4webapi is an ES module only, which src/vendor/oauth.ts imports dynamically.
  transformIgnorePatterns: ["/node_modules/(?!oauth4webapi/)"],
  transform: {
    "/oauth4webapi/.*\\.js$|/src/vendor/oauth\\.ts$": "<rootDir>/test/support/es-module-transform.js",
    "\\.ts$": ["ts-jest", { diagnostics: false }],
  },
};
