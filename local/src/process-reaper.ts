import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits for the end of its input, which comes with the server's end however the server ends, and then takes every
 * process along that is still named, and their folder.
 */
const SCRIPT = `
const named = new Set();
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  const lines = (rest + chunk).split("\\n");
  rest = lines.pop();
  for (const line of lines) line[0] === "+" ? named.add(+line.slice(1)) : named.delete(+line.slice(1));
});
process.stdin.on("close", () => {
  for (const pid of named) {
    try { process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL"); } catch {}
  }
  require("node:fs").rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 });
});
`;

/** Sees to it that no app outlives the server, not even one that is killed and cannot see to it itself. */
export class ProcessReaper {
  private readonly named = new Set<number>();
  private child: ChildProcess | undefined;

  /** @param folder - what it removes in the end. */
  constructor(private readonly folder: string) {}

  /** Resolves when the process is known there. */
  async watch(pid: number): Promise<void> {
    this.named.add(pid);
    if (this.child === undefined) await this.begin();
    else await write(this.child, `+${pid}\n`);
  }

  forget(pid: number): void {
    if (!this.named.delete(pid) || this.child === undefined) return;
    void write(this.child, `-${pid}\n`);
  }

  /** It does what it is for. */
  async close(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.stdin?.end();
    await gone;
  }

  private async begin(): Promise<void> {
    // A group of its own: an interrupt from the terminal is for the server, and this one has to outlive it.
    const child = spawn(process.execPath, ["-e", SCRIPT, this.folder], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      env: {},
      windowsHide: true,
    });
    this.child = child;
    // Should somebody end it, the next process gets a new one, which is told of the older ones too.
    child.once("exit", () => {
      if (this.child === child) this.child = undefined;
    });
    child.once("error", () => undefined);
    child.stdin?.on("error", () => undefined);
    child.unref();
    await write(child, [...this.named].map((pid) => `+${pid}\n`).join(""));
  }
}

function write(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (child.stdin === null || !child.stdin.writable) resolve();
    else {
      child.stdin.write(text, () => {
        resolve();
      });
    }
  });
}
