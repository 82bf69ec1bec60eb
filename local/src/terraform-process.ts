import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

export interface TerraformOptions {
  /** @default `terraform`, found on PATH */
  readonly binary?: string;
  /** Where Terraform learns how to get providers. @default the file that Terraform reads by itself, if there is one */
  readonly cliConfigFile?: string;
  /** For one command; then it is stopped, the provider with it. @default 120 */
  readonly timeoutSeconds?: number;
}

/** A command of terraform that failed. */
export class TerraformError extends Error {
  constructor(
    /** `init`, `apply`, ... */
    readonly command: string,
    /** Undefined where it had to be stopped, or did not start. */
    readonly exitCode: number | undefined,
    /** What it wrote to stderr, without the token. */
    readonly stderr: string,
  ) {
    super(
      `terraform ${command} ${exitCode === undefined ? "did not end" : `ended with ${exitCode}`}: ${stderr.trim()}`,
    );
    this.name = "TerraformError";
  }
}

export interface TerraformResult {
  readonly exitCode: number;
  readonly stdout: string;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Settings and identities of this machine that must not get into a run. */
const FOREIGN_VARIABLE = /^(?:DATABRICKS|ARM|AZURE|GOOGLE|GCLOUD|CLOUDSDK|AWS|TF|ACTIONS_ID_TOKEN)_/i;

/** Runs terraform in one folder, with nothing of this machine but PATH and how providers are installed. */
export class TerraformProcess {
  constructor(
    private readonly folder: string,
    /** Stands in for the user's home. */
    private readonly home: string,
    private readonly secrets: readonly string[],
    private readonly options: TerraformOptions = {},
  ) {}

  /** @param accept - the exit codes that are no failure. */
  async run(args: readonly string[], accept: readonly number[] = [0]): Promise<TerraformResult> {
    const [command = ""] = args;
    const { code, stdout, stderr } = await this.spawn(args);
    if (code !== undefined && accept.includes(code)) return { exitCode: code, stdout };
    throw new TerraformError(command, code, redacted(stderr, this.secrets));
  }

  private spawn(
    args: readonly string[],
  ): Promise<{ readonly code: number | undefined; readonly stdout: string; readonly stderr: string }> {
    const { binary = "terraform", timeoutSeconds = 120 } = this.options;
    return new Promise((resolve) => {
      // In a process group of its own, so that the provider can be ended with it.
      const detached = process.platform !== "win32";
      const child = spawn(binary, [...args], {
        cwd: this.folder,
        env: this.environment(),
        stdio: ["ignore", "pipe", "pipe"],
        detached,
      });
      const end = (): void => {
        endGroup(child, detached);
      };
      const release = endWithThisProcess(end);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        end();
      }, timeoutSeconds * 1000);
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
      const done = (code: number | undefined, more = ""): void => {
        clearTimeout(timer);
        release();
        resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() + more });
      };
      child.once("error", (error) => {
        done(undefined, `${binary} cannot be run: ${error.message}`);
      });
      child.once("close", (code, signal) => {
        if (late) done(undefined, `\nstopped after ${timeoutSeconds} s`);
        else done(code ?? undefined, signal === null ? "" : `\nended by ${signal}`);
      });
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLE.test(name));
    const config = this.options.cliConfigFile ?? ownConfigFile();
    return {
      ...Object.fromEntries(inherited),
      HOME: this.home,
      USERPROFILE: this.home,
      ...(config === undefined ? {} : { TF_CLI_CONFIG_FILE: path.resolve(config) }),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      DATABRICKS_CONFIG_FILE: path.join(this.home, "none.cfg"),
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }
}

/** The settings that Terraform would read; it looks for them in the home folder, which is another one here. */
function ownConfigFile(): string | undefined {
  const files = [
    process.env.TF_CLI_CONFIG_FILE,
    path.join(os.homedir(), ".terraformrc"),
    path.join(process.env.APPDATA ?? os.homedir(), "terraform.rc"),
  ];
  return files.find((file) => file !== undefined && fs.existsSync(file));
}

/** A group of its own does not hear of the terminal's Ctrl-C. */
function endWithThisProcess(end: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    end();
    release();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off("exit", end);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.once("exit", end);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}

function redacted(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, "[token]"), text);
}

function endGroup(child: ChildProcess, detached: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (detached) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It ended by itself.
  }
}
