#!/usr/bin/env node
import { isatty } from "node:tty";
import { run } from "./program";

// A reader that has seen enough, such as head, closes the pipe: that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  env: process.env,
  // Not isTTY, which is undefined in a pipe: picocolors would then decide by itself, and colours what CI reads.
  isTerminal: isatty(1),
  columns: process.stdout.columns,
  now: () => new Date(),
}).then((code) => {
  process.exitCode = code;
});
