import {
  Lazy,
  S3Backend,
  TerraformDataSource,
  type TerraformMetaArguments,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { type Construct } from "constructs";
import { PROVIDER_FLOOR } from "../../../src/facts/provider-versions";
import { createBackend } from "../../../src/terraform/backend";
import { type DataSource, dataSource } from "../../../src/terraform/data-source";
import { l1, type L1, type OutputKinds } from "../../../src/terraform/l1";
import { toPlainData } from "../../../src/terraform/plain-data";
import { WorkspaceProvider } from "../../../src/terraform/workspace-provider";
import { WORKSPACE } from "../workspace";

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
const BACKEND = { kind: "s3", bucket: "states", region: "eu-west-1", prefix: "apps" } as const;

/** What this library makes a document with. */
export const OURS = {
  App: l1<Config>()("databricks_app", APP_OUTPUTS),
  List: l1<Config>()("databricks_ip_access_list", LIST_OUTPUTS),
  Group: dataSource<Config>("databricks_group"),
  newProvider: (scope: Construct, id: string, alias?: string): TerraformProvider =>
    new WorkspaceProvider(scope, id, WORKSPACE, alias),
  addBackend: (stack: TerraformStack): void => {
    createBackend(stack, BACKEND);
  },
};
export type Classes = typeof OURS;

/** The same with arguments that are made for each document, as this library's own constructs do without tokens. */
export const MAKING: Classes = { ...OURS, App: making(OURS.App), List: making(OURS.List) };

function making<A extends OutputKinds>(type: L1<Config, A>): L1<Config, A> {
  // A class with one construct signature, whose instances are not told here.
  const base = type as unknown as new (scope: Construct, id: string, config: Config, made?: () => Config) => object;
  class Making extends base {
    static readonly tfResourceType = type.tfResourceType;

    constructor(scope: Construct, id: string, config: Config) {
      const [meta, attributes] = splitMeta(config);
      const stack = scope.node.scopes.find((above) => TerraformStack.isStack(above));
      const text = stack && toFinalText(attributes, stack);
      if (text === undefined) super(scope, id, config);
      else super(scope, id, meta as Config, () => JSON.parse(text) as Config);
    }
  }
  return Making as unknown as L1<Config, A>;
}

/** Undefined where the arguments hold a token, or anything that JSON does not know: items that are undefined, say. */
function toFinalText(attributes: Config, stack: TerraformStack): string | undefined {
  const plain = toPlainData(attributes, stack);
  const text = plain === undefined ? undefined : JSON.stringify(plain);
  if (text === undefined || META.some((name) => name in attributes)) return undefined;
  const marked = (_: string, value: unknown) => (Array.isArray(value) && value.includes(undefined) ? "a gap" : value);
  return /TfToken|unresolved-token|"__proto__"|"a gap"/.test(JSON.stringify(attributes, marked)) ||
    text !== JSON.stringify(JSON.parse(text))
    ? undefined
    : text;
}

const META = ["//", "count", "connection", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/** The same with nothing but cdktf's machinery. */
export const STOCK: Classes = {
  App: stockL1("databricks_app", APP_OUTPUTS),
  List: stockL1("databricks_ip_access_list", LIST_OUTPUTS),
  Group: stockDataSource("databricks_group"),
  newProvider: (scope, id, alias) => new StockProvider(scope, id, alias),
  addBackend: (stack) =>
    void new S3Backend(stack, {
      bucket: BACKEND.bucket,
      key: `${BACKEND.prefix}/${stack.node.id}.tfstate`,
      region: BACKEND.region,
      encrypt: true,
    }),
};

/** A document of its own on each call, as the generated bindings make: cdktf merges overrides into its lists. */
function copy(value: unknown, depth = 0): unknown {
  if (depth > 100 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member, depth + 1)]));
}

function splitMeta(config: Config & TerraformMetaArguments): [TerraformMetaArguments, Config] {
  const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection, ...attributes } = config;
  return [{ dependsOn, count, provider, lifecycle, forEach, provisioners, connection }, attributes];
}

function stockL1<A extends OutputKinds>(type: string, outputs: A): L1<Config, A> {
  class Declared extends TerraformResource {
    static readonly tfResourceType = type;
    private readonly attributes: Config;

    constructor(scope: Construct, id: string, config: Config & TerraformMetaArguments) {
      const [meta, attributes] = splitMeta(config);
      const terraformGeneratorMetadata = { providerName: "databricks" };
      super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata, ...meta });
      this.attributes = attributes;
    }

    protected override synthesizeAttributes(): Config {
      return copy(this.attributes) as Config;
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

function stockDataSource(type: string): DataSource<Config> {
  return class extends TerraformDataSource {
    static readonly tfResourceType = type;
    private readonly attributes: Config;

    constructor(scope: Construct, id: string, config: Config & TerraformMetaArguments) {
      const [meta, attributes] = splitMeta(config);
      const terraformGeneratorMetadata = { providerName: "databricks" };
      super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata, ...meta });
      this.attributes = attributes;
    }

    protected override synthesizeAttributes(): Config {
      return copy(this.attributes) as Config;
    }

    protected override synthesizeHclAttributes(): Config {
      return this.synthesizeAttributes();
    }
  };
}

class StockProvider extends TerraformProvider {
  constructor(
    scope: Construct,
    id: string,
    private readonly givenAlias: string | undefined,
  ) {
    super(scope, id, {
      terraformResourceType: "databricks",
      terraformGeneratorMetadata: { providerName: "databricks" },
      terraformProviderSource: "databricks/databricks",
    });
    this.cdktfStack.addOverride(
      "terraform.required_providers.databricks.version",
      Lazy.stringValue({ produce: () => `>= ${PROVIDER_FLOOR.value}` }),
    );
  }

  override get alias(): string | undefined {
    return this.givenAlias;
  }

  protected override synthesizeAttributes(): Config {
    return { host: WORKSPACE.host, auth_type: "github-oidc", client_id: "ci" };
  }

  protected override synthesizeHclAttributes(): Config {
    return this.synthesizeAttributes();
  }
}
