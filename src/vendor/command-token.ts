import { execFile } from "node:child_process";
import { AZURE_RESOURCE } from "../facts/deployment";
import type { Token } from "./token-source";
import { VendorApiError } from "./vendor-error";

type Env = Readonly<Record<string, string | undefined>>;

/** It may open a browser, where a person signs in. */
const TIMEOUT_MILLISECONDS = 120_000;

/** The vendor's command line, where it is installed, is asked for a token and for nothing else. */
export function databricksToken(profile: string, env: Env): Promise<Token> {
  return ask("databricks", ["auth", "token", "--profile", profile], env, `databricks auth login --profile ${profile}`);
}

/** The Azure CLI, likewise. */
export function azureToken(env: Env): Promise<Token> {
  const args = ["account", "get-access-token", "--resource", AZURE_RESOURCE.value, "--output", "json"];
  return ask("az", args, env, "az login");
}

async function ask(command: string, args: readonly string[], env: Env, remedy: string): Promise<Token> {
  const output = await run(command, args, env, remedy);
  const answer = parse(output);
  const value = answer.access_token ?? answer.accessToken;
  if (typeof value !== "string" || value === "") {
    // What it printed may be a token all the same: not a word of it is shown.
    throw new VendorApiError(`${command} ${args[0] ?? ""} ${args[1] ?? ""} printed no token: run ${remedy}`);
  }
  const expiry = answer.expiry ?? answer.expires_on ?? answer.expiresOn;
  const expiresAt = typeof expiry === "number" ? expiry * 1000 : Date.parse(String(expiry));
  return { value, ...(!Number.isNaN(expiresAt) && { expiresAt }) };
}

function run(command: string, args: readonly string[], env: Env, remedy: string): Promise<string> {
  const isWindows = process.platform === "win32";
  // az is a batch file there, which only a shell runs; its arguments are ours, word by word.
  const options = {
    env: env as NodeJS.ProcessEnv,
    timeout: TIMEOUT_MILLISECONDS,
    shell: isWindows && command === "az",
  };
  return new Promise((resolve, reject) => {
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout);
        return;
      }
      const reason =
        error.code === "ENOENT" ? "it is not installed" : (stderr.split("\n").find((line) => line.trim() !== "") ?? "");
      const line = reason
        .replace(/[\p{C}\s]+/gu, " ")
        .trim()
        .slice(0, 300);
      reject(new VendorApiError(`${command} gave no token (${line === "" ? "no reason given" : line}): run ${remedy}`));
    });
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
