import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createColors } from "picocolors";
import { ISSUES_FILE, removeResults } from "../assembly/issues";
import { CommandError, type Io } from "./io";
import { readProject, type Project } from "./project";
import { printPromotion } from "./print-promotion";
import { readPromotion } from "./read-promotion";

/** Runs the program into an empty folder, moves that into place, and shows what promotion.json says. */
export async function synth(io: Io): Promise<void> {
  const project = readProject(io.cwd);
  // Beside the assembly: a rename within one folder is atomic, and relative state folders mean the same.
  const fresh = fs.mkdtempSync(`${project.output}.`);
  try {
    await runProgram(project, fresh, io);
    replace(project.output, fresh);
  } catch (error) {
    // What is there is older than the program: later commands must not take it for its result.
    removeResults(project.output);
    keepIssues(project.output, fresh);
    throw error;
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
  const colors = createColors(io.isTerminal && (io.env.NO_COLOR ?? "") === "");
  io.out(printPromotion(readPromotion(project.output), path.relative(io.cwd, project.output), colors));
}

async function runProgram({ app, context }: Project, outdir: string, io: Io): Promise<void> {
  const env = { ...io.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(context) };
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(app, { shell: true, cwd: io.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        io.err(text);
      });
    }
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new CommandError(`the program failed: ${app} ended with ${String(code)}`);
  if (!fs.existsSync(path.join(outdir, "manifest.json"))) {
    throw new CommandError(
      "the program wrote no assembly where it was told to: remove outdir from new App(), and call synth()",
    );
  }
}

/** Why there is no promotion is a result too. */
function keepIssues(output: string, fresh: string): void {
  const file = path.join(fresh, ISSUES_FILE);
  if (!fs.existsSync(file)) return;
  fs.mkdirSync(output, { recursive: true });
  fs.renameSync(file, path.join(output, ISSUES_FILE));
}

function replace(output: string, fresh: string): void {
  const old = `${fresh}.old`;
  if (fs.existsSync(output)) fs.renameSync(output, old);
  fs.renameSync(fresh, output);
  // mkdtemp makes a folder for its owner only; an assembly is handed on.
  fs.chmodSync(output, 0o755);
  fs.rmSync(old, { recursive: true, force: true });
}
