import * as fs from "node:fs";
import * as path from "node:path";
import { type JsonObject, asList, asObject, asText } from "./json";
import type { Seed, WorkspaceSeed } from "./seed";

/** The workspaces that an assembly's policies and connectivity configurations are attached to, by `network.json`. */
export function seedOfNetwork(folder: string): Seed | undefined {
  const file = path.join(folder, "network.json");
  if (!fs.existsSync(file)) return undefined;
  const network = asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  const workspaces = new Map<string, WorkspaceSeed>();
  for (const record of [...asList(network.connectivity), ...asList(network.policies)].map(asObject)) {
    for (const workspace of asList(record.workspaces).map(asObject)) {
      const id = asText(workspace.workspaceId) ?? "";
      workspaces.set(id, {
        id,
        name: asText(workspace.name) ?? id,
        ...workspaces.get(id),
        ...placeOf(record, workspace),
      });
    }
  }
  const accountId = accountOf(folder);
  return { ...(accountId === undefined ? {} : { accountId }), workspaces: [...workspaces.values()] };
}

/** A policy knows the cloud, a configuration the region. */
function placeOf(record: JsonObject, workspace: JsonObject): Partial<WorkspaceSeed> {
  const cloud = asText(workspace.cloud);
  const region = asText(record.region) ?? "";
  return {
    ...(cloud === "aws" || cloud === "azure" || cloud === "gcp" ? { cloud } : {}),
    ...(region === "" ? {} : { region }),
  };
}

/** As a provider block of its stacks says. */
function accountOf(folder: string): string | undefined {
  const stacks = path.join(folder, "stacks");
  for (const stack of fs.existsSync(stacks) ? fs.readdirSync(stacks).sort() : []) {
    const document = asObject(JSON.parse(fs.readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8")));
    for (const provider of asList(asObject(document.provider).databricks).map(asObject)) {
      const account = asText(provider.account_id);
      if (account !== undefined) return account;
    }
  }
  return undefined;
}
