import { createRequire } from "node:module";

type Functions = Record<string, (...args: unknown[]) => unknown>;

/** The module itself: an import would be a copy with getters. */
const started = createRequire(__filename)("node:child_process") as Functions;

/** Counts stack traces and child processes from now on; slow, so never in a run that is timed. */
export function countCalls(): () => Readonly<Record<string, number>> {
  let [traces, frames, processes] = [0, 0, 0];
  const capture = Error.captureStackTrace.bind(Error);
  Error.captureStackTrace = (target, below) => {
    // One frame only: where a definition was written, which a message needs.
    if (Error.stackTraceLimit === 1) frames++;
    else traces++;
    capture(target, below);
  };
  for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]) {
    const original = started[name];
    started[name] = (...args) => {
      processes++;
      return original?.(...args);
    };
  }
  return () => ({ traces, frames, processes });
}
