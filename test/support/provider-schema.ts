import * as fs from "node:fs";
import * as path from "node:path";

/** A type as Terraform writes it in JSON: `"string"`, `["list", "string"]`, `["object", { ... }]`. */
export type SchemaType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", SchemaType]
  | readonly ["object", Readonly<Record<string, SchemaType>>];

type Nesting = "single" | "list" | "set" | "map";

/** An attribute has a `type`, or is nested: then it is written as an object or an array, never as a block. */
export interface AttributeSchema {
  readonly type?: SchemaType;
  readonly nested_type?: { readonly nesting_mode: Nesting; readonly attributes: AttributeSchemas };
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

export type AttributeSchemas = Readonly<Record<string, AttributeSchema>>;

export interface BlockSchema {
  readonly attributes?: AttributeSchemas;
  readonly block_types?: Readonly<
    Record<
      string,
      {
        readonly nesting_mode: Nesting;
        readonly block: BlockSchema;
        readonly min_items?: number;
        readonly max_items?: number;
      }
    >
  >;
}

/** One provider of the document that `terraform providers schema -json` prints. */
export interface ProviderSchema {
  readonly provider: { readonly block: BlockSchema };
  readonly resource_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

/** The schema in test/fixtures; its README says where it comes from and what an older provider lacks. */
export const PROVIDER_SCHEMA = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../fixtures/provider-schema-1.128.0.json"), "utf8"),
) as ProviderSchema;

/** What provider 1.126.0, the oldest we ask for, does not know of the schema's resources. */
export const LACKING_IN_FLOOR: Readonly<Record<string, readonly string[]>> = {
  databricks_app: [
    "default_git_source",
    "forward_user_access_token",
    "git_repository.auto_deploy",
    "git_repository.caller_credential_id",
    "git_source",
    "source_code_path",
  ],
  databricks_mws_ncc_private_endpoint_rule: ["gcp_endpoint.all_vpc_sc_services", "gcp_endpoint.google_api_endpoints"],
};

/** May a configuration set it? A computed attribute may be set only where it is optional too. */
export function isInput({ required, optional }: AttributeSchema): boolean {
  return required === true || optional === true;
}

/** The dotted paths of everything below attributes that has a type; lists are not numbered. */
export function leafPaths(
  attributes: AttributeSchemas,
  wanted: (attribute: AttributeSchema) => boolean = () => true,
): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (!wanted(attribute)) return [];
    const nested = attribute.nested_type?.attributes;
    return nested === undefined ? [name] : leafPaths(nested, wanted).map((below) => `${name}.${below}`);
  });
}
