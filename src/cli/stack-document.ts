import * as fs from "node:fs";
import * as path from "node:path";

/** A stack's document, as far as it says how Terraform signs in. */
export interface StackDocument {
  readonly terraform?: { readonly backend?: Readonly<Record<string, unknown>> };
  readonly provider?: { readonly databricks?: readonly ProviderBlock[] };
}

interface ProviderBlock {
  readonly host?: string;
  readonly auth_type?: string;
  readonly profile?: string;
  readonly client_id?: string;
}

/** How a workspace signs in, as its stack's provider block has it. */
export interface Declared {
  readonly authType?: string;
  readonly profile?: string;
  readonly clientId?: string;
}

/** A stack that cdktf wrote in HCL, or that is gone, declares nothing that can be read here. */
export function readStackDocument(assembly: string, stack: string): StackDocument {
  try {
    return JSON.parse(fs.readFileSync(path.join(assembly, "stacks", stack, "cdk.tf.json"), "utf8")) as StackDocument;
  } catch {
    return {};
  }
}

/** What each block of a workspace's host declares. */
export function declaredFor(host: string, { provider }: StackDocument): readonly Declared[] {
  const blocks = (provider?.databricks ?? []).filter((block) => block.host === host);
  return blocks.map(({ auth_type: authType, profile, client_id: clientId }) => ({
    ...(authType !== undefined && { authType }),
    ...(profile !== undefined && { profile }),
    ...(clientId !== undefined && { clientId }),
  }));
}
