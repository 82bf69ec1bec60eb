#!/usr/bin/env node
import { run } from "./program";

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  isTerminal: process.stdout.isTTY,
}).then((code) => {
  process.exitCode = code;
});
