import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  applyLocally,
  LocalControlPlane,
  type LocalControlPlaneOptions,
  type LocalStack,
  type Principal,
  type Seed,
  seedFromAssembly,
  type World,
} from "databricks-apps-local";
import type { Synthesized, SynthesizedStack } from "databricks-apps-constructs/testing";
import type { Terraform } from "./terraform";

/** A stack under test: its document can be replaced between two commands. */
export interface TestStack extends LocalStack {
  write(document: SynthesizedStack): void;
}

/** What the bound apps of a program name, as a seed. */
export function seedOf({ promotion }: Pick<Synthesized, "promotion">): Seed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seed-"));
  try {
    fs.writeFileSync(path.join(folder, "promotion.json"), JSON.stringify(promotion));
    return seedFromAssembly(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A control plane and the stacks that are applied to it; `close` leaves nothing behind. */
export class LocalRun {
  private readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "local-run-"));
  private readonly stacks: LocalStack[] = [];

  /** A deleted app is gone at once, so that a test can look whether anything is left. */
  static async start(terraform: Terraform, options: LocalControlPlaneOptions = {}): Promise<LocalRun> {
    const switches = { deletingWindow: false, ...options.switches };
    return new LocalRun(terraform, await LocalControlPlane.start({ ...options, switches }));
  }

  private constructor(
    private readonly terraform: Terraform,
    readonly plane: LocalControlPlane,
  ) {}

  /** @param workspace - its id; @param identity - by default, who deploys there. */
  stack(document: SynthesizedStack, workspace: string, identity?: Principal): TestStack {
    return this.stackAt(document, this.plane.url, this.plane.token(identity, workspace));
  }

  /** A stack for another server. */
  stackAt(document: SynthesizedStack, url: string, token: string): TestStack {
    const folder = path.join(this.home, String(this.stacks.length));
    fs.mkdirSync(folder);
    const write = (next: SynthesizedStack): void => {
      fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(next));
    };
    write(document);
    const { cliConfigFile } = this.terraform;
    const stack = applyLocally({ stack: folder, url, token, terraform: { cliConfigFile, timeoutSeconds: 50 } });
    this.stacks.push(stack);
    return Object.assign(stack, { write });
  }

  /** What there is in a workspace, for comparison. */
  workspace(id: string): World["workspaces"][string] {
    const found = this.plane.state.workspaces[id];
    if (found === undefined) throw new Error(`there is no workspace ${id}`);
    return found;
  }

  async close(): Promise<void> {
    for (const stack of this.stacks) stack.remove();
    fs.rmSync(this.home, { recursive: true, force: true });
    await this.plane.stop();
  }
}

/** The workspace of a stack's app. */
export function workspaceOf({ promotion }: Pick<Synthesized, "promotion">, stack: string): string {
  const app = promotion?.apps.find((each) => each.stack === stack);
  if (app === undefined) throw new Error(`the stack ${stack} has no app`);
  return app.bound.workspace.workspaceId;
}
