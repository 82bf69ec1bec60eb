import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as net from "node:net";
import type { Readable, Writable } from "node:stream";
import type { ProcessReaper } from "./process-reaper";

/**
 * Waits for leave, then becomes the command, whose words are taken as they are. Until then nothing of the app runs, so
 * that the reaper knows the process before it can do anything; when the server dies first there is no leave.
 */
const GATE = 'read -r leave <&3 && exec 3<&- && exec "$@"';
const POLL_MILLISECONDS = 20;
const DRAIN_MILLISECONDS = 500;

export interface Launch {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
}

/** The process of an app, and all that it starts: a group of their own. */
export class AppProcess {
  readonly port: number;
  /** How it ended; never rejects. */
  readonly ended: Promise<string>;
  /** Somebody asked for its end. */
  stopping = false;

  private readonly child: ChildProcess;
  private readonly drained: Promise<unknown>;
  private over = false;
  private stopped: Promise<void> | undefined;

  constructor(
    { command, folder, environment, port }: Launch,
    private readonly reaper: ProcessReaper,
    output: (stream: Readable, name: "stdout" | "stderr") => void,
  ) {
    this.port = port;
    const gated = process.platform !== "win32";
    const [file = "", ...words] = gated ? ["/bin/sh", "-c", GATE, "sh", ...command] : command;
    this.child = spawn(file, words, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", gated ? "pipe" : "ignore"],
      detached: gated,
      windowsHide: true,
    });
    if (this.child.stdout !== null) output(this.child.stdout, "stdout");
    if (this.child.stderr !== null) output(this.child.stderr, "stderr");
    this.drained = new Promise((resolve) => this.child.once("close", resolve));
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.over = true;
        // What it started has nobody any more who would stop it; while it is being stopped, stop() sees to that.
        if (!this.stopping) {
          this.signal("SIGKILL");
          this.forget();
        }
        resolve(how);
      };
      this.child.once("error", (error) => {
        end(`could not be started: ${error.message}`);
      });
      this.child.once("exit", (code, signal) => {
        end(code === null ? `was ended by ${signal ?? "a signal"}` : `exited with code ${code}`);
      });
    });
    void this.admit();
  }

  /** Of the group's leader. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  get alive(): boolean {
    return !this.over;
  }

  /** Does it come to accept connections? Ends with the process, or when the time is up. */
  async listens(milliseconds: number): Promise<boolean> {
    const end = Date.now() + milliseconds;
    while (this.alive && !this.stopping && Date.now() < end) {
      if (await accepts(this.port)) return this.alive;
      await pause(POLL_MILLISECONDS);
    }
    return false;
  }

  /** Waits until all that it printed is here; something that it left behind may hold the pipes for ever. */
  async drain(): Promise<void> {
    await Promise.race([this.drained, pause(DRAIN_MILLISECONDS)]);
  }

  /** Asks it to end, and ends it when it does not within the time. */
  stop(graceMilliseconds: number): Promise<void> {
    this.stopped ??= this.end(graceMilliseconds);
    return this.stopped;
  }

  private async end(graceMilliseconds: number): Promise<void> {
    if (this.over) return;
    this.stopping = true;
    const end = Date.now() + graceMilliseconds;
    this.signal("SIGTERM");
    while (this.groupLives() && Date.now() < end) {
      await Promise.race([this.over ? pause(POLL_MILLISECONDS) : this.ended, pause(POLL_MILLISECONDS)]);
    }
    this.signal("SIGKILL");
    await this.ended;
    this.forget();
  }

  private async admit(): Promise<void> {
    if (this.child.pid === undefined) return;
    await this.reaper.watch(this.child.pid);
    const gate = this.child.stdio[3] as Writable | null | undefined;
    gate?.on("error", () => undefined);
    gate?.end("\n");
  }

  private groupLives(): boolean {
    return this.signal(0);
  }

  private signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.child;
    if (pid === undefined) return false;
    try {
      return process.kill(process.platform === "win32" ? pid : -pid, signal);
    } catch {
      return false;
    }
  }

  private forget(): void {
    if (this.child.pid !== undefined) this.reaper.forget(this.child.pid);
  }
}

/** A port that nobody listens on, and that was not given away before. */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const server = net.createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    if (!taken.has(port)) return port;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
    socket.setTimeout(1000, () => {
      end(false);
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
