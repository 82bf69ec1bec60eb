import { App, TerraformResource, TerraformStack, type TerraformMetaArguments } from "cdktf";
import { type Construct } from "constructs";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { l1, type L1, type OutputKinds } from "../../src/terraform/l1";
import { WorkspaceProvider } from "../../src/terraform/workspace-provider";
import { type Workspace } from "../../src/workspace/workspace";

export const WORKSPACE: Workspace = {
  name: "dev",
  host: "https://dbc-1.cloud.databricks.com",
  workspaceId: "1",
  accountId: "11111111-2222-3333-4444-555555555555",
  cloud: "aws",
  region: "eu-west-1",
  tier: "PREMIUM",
  auth: { type: "github-oidc", clientId: "ci" },
  backend: { kind: "local", folder: "../../../state" },
};

/** Any arguments: the programs also write what the provider would refuse. */
type Config = Record<string, unknown>;

const APP_OUTPUTS = {
  name: "string",
  url: "string",
  service_principal_id: "number",
  effective_user_api_scopes: "strings",
  pending: "boolean",
} as const satisfies OutputKinds;
const LIST_OUTPUTS = { label: "string", list_id: "string" } as const satisfies OutputKinds;

/** The same resources on cdktf's own class, with nothing but cdktf's machinery. */
function stockL1<A extends OutputKinds>(type: string, outputs: A): L1<Config, A> {
  class Declared extends TerraformResource {
    static readonly tfResourceType = type;
    private readonly attributes: Config;

    constructor(scope: Construct, id: string, config: Config & TerraformMetaArguments) {
      const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection, ...attributes } = config;
      const meta = { dependsOn, count, provider, lifecycle, forEach, provisioners, connection };
      super(scope, id, {
        terraformResourceType: type,
        terraformGeneratorMetadata: { providerName: "databricks" },
        ...meta,
      });
      this.attributes = attributes;
    }

    protected override synthesizeAttributes(): Config {
      return { ...this.attributes };
    }

    protected override synthesizeHclAttributes(): Config {
      return this.synthesizeAttributes();
    }
  }
  for (const [name, kind] of Object.entries(outputs)) {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    Object.defineProperty(Declared.prototype, camel, {
      get(this: TerraformResource) {
        if (kind === "string") return this.getStringAttribute(name);
        if (kind === "number") return this.getNumberAttribute(name);
        if (kind === "strings") return this.getListAttribute(name);
        return this.getBooleanAttribute(name);
      },
    });
  }
  return Declared as unknown as L1<Config, A>;
}

const OURS = {
  App: l1<Config>()("databricks_app", APP_OUTPUTS),
  List: l1<Config>()("databricks_ip_access_list", LIST_OUTPUTS),
};
const STOCK: typeof OURS = {
  App: stockL1("databricks_app", APP_OUTPUTS),
  List: stockL1("databricks_ip_access_list", LIST_OUTPUTS),
};

export interface Program {
  readonly app: App;
  readonly App: (typeof OURS)["App"];
  readonly List: (typeof OURS)["List"];
  /** A stack with a provider. */
  stack(id: string): TerraformStack;
  provider(stack: TerraformStack): WorkspaceProvider;
  /** Something the program saw, to be compared too. */
  saw(what: unknown): void;
}

export interface Outcome {
  readonly error: string | undefined;
  readonly seen: unknown;
  readonly files: Record<string, string>;
}

/** Runs a program on our resources and on cdktf's. */
export function sideBySide(program: (p: Program) => void): { readonly ours: Outcome; readonly stock: Outcome } {
  return { ours: run(program, OURS), stock: run(program, STOCK) };
}

function run(program: (p: Program) => void, classes: typeof OURS): Outcome {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "side-by-side-"));
  const seen: unknown[] = [];
  let error: string | undefined;
  try {
    const app = new App({ outdir });
    const providers = new Map<TerraformStack, WorkspaceProvider>();
    const provider = (stack: TerraformStack): WorkspaceProvider => {
      const known = providers.get(stack) ?? new WorkspaceProvider(stack, "provider", WORKSPACE);
      providers.set(stack, known);
      return known;
    };
    program({
      app,
      ...classes,
      stack(id) {
        const stack = new TerraformStack(app, id);
        provider(stack);
        return stack;
      },
      provider,
      saw: (what) => void seen.push(JSON.parse(clean(JSON.stringify(what)))),
    });
    app.synth();
  } catch (e) {
    error = clean(`${(e as Error).name}: ${(e as Error).message}`);
  }
  const files: Record<string, string> = {};
  for (const file of fs.readdirSync(outdir, { recursive: true, encoding: "utf8" })) {
    if (!fs.statSync(path.join(outdir, file)).isDirectory()) {
      files[file] = clean(fs.readFileSync(path.join(outdir, file), "utf8"));
    }
  }
  fs.rmSync(outdir, { recursive: true });
  return { error, seen, files };
}

/** Numbers of tokens and the stacks in which they were created differ, and nothing else may. */
function clean(text: string): string {
  return text
    .replace(/\nObject creation stack:[\s\S]*$/, "")
    .replace(/TfToken\[TOKEN\.\d+\]/g, "TfToken[TOKEN.n]")
    .replace(/"stacktrace": \[[^\]]*\]/g, '"stacktrace": []');
}
