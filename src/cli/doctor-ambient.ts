import * as fs from "node:fs";
import * as path from "node:path";
import { PROMOTION_FILE } from "../assembly/promotion";
import type { Diagnosis } from "./doctor";
import { CommandError, type Io } from "./io";
import { readPromotion } from "./read-promotion";
import { type Declared, declaredFor, readStackDocument } from "./stack-document";

/** What a provider block declares, and of which workspace. */
interface DeclaredPlace extends Declared {
  readonly workspace: string;
  readonly host: string;
  /** The kind of backend, which may read variables of its own. */
  readonly backend?: string;
}

/**
 * Variables that the provider reads where the block is silent, or that lead the vendor's other tools to another place
 * or person than the block names. The provider takes what the block says first, then the environment, then the profile.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/auth/
 */
function fighting({ host, authType, profile, clientId, backend }: DeclaredPlace, env: Io["env"]): string[] {
  const differs = (name: string, declared: string | undefined) =>
    declared !== undefined && env[name] !== undefined && trimmed(env[name]) !== trimmed(declared);
  const found = [
    ...(differs("DATABRICKS_HOST", host) ? ["DATABRICKS_HOST"] : []),
    ...(differs("DATABRICKS_AUTH_TYPE", authType) ? ["DATABRICKS_AUTH_TYPE"] : []),
    ...(profile === undefined
      ? ["DATABRICKS_CONFIG_PROFILE"]
      : differs("DATABRICKS_CONFIG_PROFILE", profile)
        ? ["DATABRICKS_CONFIG_PROFILE"]
        : []),
    // In a profile's place: the environment comes before the profile's own values.
    "DATABRICKS_TOKEN",
    "DATABRICKS_USERNAME",
    "DATABRICKS_PASSWORD",
    ...(profile !== undefined || differs("DATABRICKS_CLIENT_ID", clientId) ? ["DATABRICKS_CLIENT_ID"] : []),
    ...(authType === "oauth-m2m" && profile === undefined ? [] : ["DATABRICKS_CLIENT_SECRET"]),
    ...(authType === "azure-cli" ? ["DATABRICKS_AZURE_RESOURCE_ID"] : []),
    // The state's backend signs in by these, too.
    ...(authType === "azure-cli" && backend !== "azurerm"
      ? ["ARM_CLIENT_ID", "ARM_CLIENT_SECRET", "ARM_TENANT_ID"]
      : []),
  ];
  return found.filter((name) => (env[name] ?? "") !== "");
}

/** One diagnosis per workspace of the assembly. Names of variables only: their values may be credentials. */
export function ambientFindings(assembly: string, env: Io["env"]): Diagnosis[] {
  const name = "environment";
  if (!fs.existsSync(path.join(assembly, PROMOTION_FILE))) {
    const found = "no assembly yet: run dbapps synth, then doctor knows how its workspaces sign in";
    return [{ name, ok: true, found }];
  }
  const all = declaredIn(assembly);
  if (all === undefined) {
    return [{ name, ok: false, found: `${PROMOTION_FILE} cannot be read`, fix: "run dbapps synth" }];
  }
  const found = all.flatMap((declared): Diagnosis[] => {
    const names = fighting(declared, env);
    if (names.length === 0) return [];
    const { workspace, authType = "the way" } = declared;
    const text = `${names.join(", ")} would fight ${authType}, by which ${workspace} signs in`;
    return [{ name, ok: false, found: text, fix: `unset ${names.join(" ")}` }];
  });
  return found.length > 0 ? found : [{ name, ok: true, found: "nothing fights what the workspaces declare" }];
}

function declaredIn(assembly: string): DeclaredPlace[] | undefined {
  const promotion = promotionOf(assembly);
  if (promotion === undefined) return undefined;
  const byWorkspace = new Map<string, DeclaredPlace>();
  for (const { stack, bound } of promotion.apps) {
    const document = readStackDocument(assembly, stack);
    const [backend] = Object.keys(document.terraform?.backend ?? {});
    const { name, host } = bound.workspace;
    for (const declared of declaredFor(host, document)) {
      byWorkspace.set(name, { workspace: name, host, ...declared, ...(backend === undefined ? {} : { backend }) });
    }
  }
  return [...byWorkspace.values()];
}

/** Undefined where it is no JSON, or of another age. */
function promotionOf(assembly: string): ReturnType<typeof readPromotion> | undefined {
  try {
    return readPromotion(assembly);
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function trimmed(text: string | undefined): string {
  return (text ?? "").replace(/\/+$/, "").toLowerCase();
}
