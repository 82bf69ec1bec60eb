import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const MAIN = path.resolve(__dirname, "../../dist/cli/main.js");
const LONGEST_RUN = 30_000;

/** How one run of dbapps ended. */
export interface Ran {
  /** Undefined where it was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that is under way. */
export interface Running {
  readonly ended: Promise<Ran>;
  kill(): void;
}

/** Starts dbapps in a process of its own; nothing of this machine gets into it. */
export function startDbapps(
  folder: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Running {
  assertBuilt();
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text.stderr += chunk.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_RUN);
  const ended = new Promise<Ran>((resolve) => {
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, ...text });
    });
  });
  const running: Running = { ended, kill: () => child.kill("SIGKILL") };
  return running;
}

/** What is run is what `npm run build` made: of other sources it would prove nothing. */
function assertBuilt(): void {
  const src = path.resolve(__dirname, "../../src");
  const newest = Math.max(
    ...fs
      .readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => fs.statSync(path.join(src, file)).mtimeMs),
  );
  const built = fs.existsSync(MAIN) ? fs.statSync(MAIN).mtimeMs : 0;
  if (built < newest) throw new Error("dist/ is older than src/: npm run build");
}
