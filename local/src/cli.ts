#!/usr/bin/env node
import { parseArgs } from "node:util";
import { overrideFile } from "./override-file";
import { ProcessRunner } from "./process-runner";
import { deployerOf } from "./seed";
import { seedFromAssembly } from "./seed-from-assembly";
import { LocalControlPlane } from "./server";

const HELP = `dbapps-local [--port PORT] [--state FILE] [--seed FOLDER]

  --port   where to listen on 127.0.0.1 (default: any free port)
  --state  keep everything in this file
  --seed   a synthesized assembly (cdktf.out): what its apps are bound to exists
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      state: { type: "string" },
      seed: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const plane = await LocalControlPlane.start({
    port: Number(values.port ?? 0),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    seed: values.seed === undefined ? EMPTY : seedFromAssembly(values.seed),
    runner: new ProcessRunner(values.state === undefined ? {} : { folder: `${values.state}.apps` }),
  });
  process.stdout.write(`${greeting(plane)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void plane.stop());
}

/** Without an assembly there is one empty workspace. */
const EMPTY = { workspaces: [{ id: "1000000000000001", name: "local" }] };

function greeting(plane: LocalControlPlane): string {
  const lines = [`listening on ${plane.url}`];
  for (const workspace of Object.values(plane.state.workspaces)) {
    const token = plane.token(deployerOf(workspace), workspace.id);
    lines.push(
      "",
      `workspace ${workspace.name} (${workspace.id}), token ${token}`,
      "put this into its stack's folder as local_override.tf.json:",
      JSON.stringify(overrideFile(plane.url, token)),
    );
  }
  lines.push("", `account ${plane.state.accountId}, token ${plane.accountToken()}`);
  return lines.join("\n");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
