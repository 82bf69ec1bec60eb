import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createInterface } from "node:readline";
import {
  applyLocally,
  LocalControlPlane,
  type LocalStack,
  ProcessRunner,
  seedFromAssembly,
  type TerraformOptions,
} from "databricks-apps-local";
import type { Promotion } from "databricks-apps-constructs/testing";

const ROOT = path.join(__dirname, "..", "..");
const DBAPPS = path.join(ROOT, "dist", "cli", "main.js");
/** A line of a stage, as somebody might change it. */
const CHANGE = {
  stack: "orders-staging",
  file: "stages/staging.yaml",
  from: "name: qa",
  to: "name: orders-developers",
};
const started = Date.now();

/**
 * The whole way of examples/orders on this machine: synthesize, apply dev, staging and prod in order with the real
 * terraform and provider, bring each to the release, open each page, and plan a change. No account is needed.
 */
async function main(home: string): Promise<void> {
  const assembly = path.join(home, "cdktf.out");
  say("synthesize examples/orders");
  const { apps } = synthesize(path.join(ROOT, "examples", "orders"), assembly);
  const terraform = findTerraform(home);
  if (terraform === undefined) return explain(apps);

  const stacks = new Map<string, LocalStack>();
  const plane = await LocalControlPlane.start({ seed: seedFromAssembly(assembly), runner: new ProcessRunner() });
  try {
    say(`start a local control plane with ${Object.keys(plane.state.workspaces).length} workspaces at ${plane.url}`);
    const tokens = new Map(
      apps.map(({ bound: { workspace } }) => [workspace.workspaceId, plane.token(undefined, workspace.workspaceId)]),
    );
    const env = {
      DBAPPS_LOCAL_URL: plane.url,
      DBAPPS_LOCAL_TOKENS: [...tokens].map(([workspace, token]) => `${workspace}=${token}`).join(","),
    };
    for (const { stack: id, bound } of apps) {
      const token = tokens.get(bound.workspace.workspaceId) ?? "";
      const stack = applyLocally({ stack: path.join(assembly, "stacks", id), url: plane.url, token, terraform });
      stacks.set(id, stack);
      say(`apply ${id}`);
      await stack.apply();
      say(`dbapps deploy ${bound.stage}`);
      await dbapps(env, "deploy", bound.stage, "--assembly", assembly);
      const url = `${plane.url}/run/${bound.workspace.workspaceId}/${bound.name}`;
      const page = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
      print(...textOf(await page.text()));
    }
    say("dbapps status");
    await dbapps(env, "status", "--assembly", assembly);
    say(`change one line of ${CHANGE.stack}: ${CHANGE.from} becomes ${CHANGE.to}; terraform plans`);
    synthesize(changedExample(home), path.join(home, "changed"));
    fs.cpSync(path.join(home, "changed", "stacks", CHANGE.stack), path.join(assembly, "stacks", CHANGE.stack), {
      recursive: true,
    });
    const plan = await stacks.get(CHANGE.stack)?.plan();
    print(...Object.entries(plan?.actions ?? {}).map(([address, actions]) => `${actions.join(", ")}  ${address}`));
  } finally {
    await plane.stop();
    for (const stack of stacks.values()) stack.remove();
  }
  say("done; everything that was started is stopped");
}

function say(text: string): void {
  console.log(`${`${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(7)}  ${text}`);
}

function print(...lines: readonly string[]): void {
  for (const line of lines) console.log(`         | ${line}`);
}

function synthesize(example: string, outdir: string): Promotion {
  const args = [require.resolve("ts-node/dist/bin"), path.join(example, "main.ts")];
  const env = { ...process.env, CDKTF_OUTDIR: outdir };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
  if (status !== 0) throw new Error(`${example} could not be synthesized`);
  return JSON.parse(fs.readFileSync(path.join(outdir, "promotion.json"), "utf8")) as Promotion;
}

/** The command line, as anybody runs it. */
async function dbapps(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [DBAPPS, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      print(line);
    });
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`dbapps ${args[0] ?? ""} ended with ${String(code)}`);
}

/** A copy of the example with one line changed. */
function changedExample(home: string): string {
  const copy = path.join(home, "orders");
  fs.cpSync(path.join(ROOT, "examples", "orders"), copy, { recursive: true });
  const file = path.join(copy, CHANGE.file);
  const text = fs.readFileSync(file, "utf8");
  if (!text.includes(CHANGE.from)) throw new Error(`examples/orders does not say ${CHANGE.from} any more`);
  fs.writeFileSync(file, text.replace(CHANGE.from, CHANGE.to));
  return copy;
}

/** The page as lines of text. */
function textOf(html: string): string[] {
  const text = html.replace(/<(style|title)[\s\S]*?<\/\1>/g, "").replace(/<\/(?:tr|h1|p|li|dd)>/g, "\n");
  return text
    .replace(/<[^>]*>/g, " ")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

/** Terraform, and the provider that scripts/install-provider.sh built; without the latter terraform downloads one. */
function findTerraform(home: string): TerraformOptions | undefined {
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).status !== 0) return undefined;
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
  const mirror = path.join(cache, "databricks-apps-constructs", "mirror");
  if (!fs.existsSync(mirror)) return {};
  const cliConfigFile = path.join(home, "terraform.rc");
  fs.writeFileSync(cliConfigFile, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
  return { cliConfigFile };
}

function explain(apps: Promotion["apps"]): void {
  say("terraform is not on PATH. Install it (https://developer.hashicorp.com/terraform/install), then run this again:");
  for (const { stack, bound } of apps) print(`would apply ${stack}, deploy ${bound.name} and open its page`);
  print(`would change one line of ${CHANGE.stack} and show terraform's plan`);
}

// Inside the clone, where a copy of the example still finds the library; git ignores the name.
const home = fs.mkdtempSync(path.join(ROOT, "cdktf.out.demo-"));
main(home)
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => {
    fs.rmSync(home, { recursive: true, force: true });
  });
