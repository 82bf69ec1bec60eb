import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import {
  type AttributeSchemas,
  type BlockSchema,
  isInput,
  PROVIDER_SCHEMA,
  type ProviderSchema,
  type SchemaType,
} from "./provider-schema";

/** Something in a stack's document that the provider would refuse, crash on, or not know. */
export interface SchemaProblem {
  readonly code:
    | "unknown-resource"
    | "unknown-name"
    | "wrong-type"
    | "wrong-nesting"
    | "missing"
    | "computed"
    | "exactly-one"
    | "together";
  /** From the type inwards, such as `databricks_app.orders.resources.0.name`; `data.` before a data source's. */
  readonly path: string;
  readonly detail: string;
}

type Members = Readonly<Record<string, unknown>>;

const META_ARGUMENTS = new Set([
  "//",
  "provider",
  "depends_on",
  "lifecycle",
  "count",
  "for_each",
  "connection",
  "provisioner",
]);
const PROVIDER_META_ARGUMENTS = new Set(["alias", "version"]);

/** The rules that a schema cannot hold; the provider has them in its code. By path without ids and indices. */
const EXACTLY_ONE: Readonly<Record<string, readonly string[]>> = {
  "databricks_app.resources": [
    "app",
    "database",
    "experiment",
    "genie_space",
    "job",
    "postgres",
    "secret",
    "serving_endpoint",
    "sql_warehouse",
    "uc_securable",
  ],
  "databricks_permissions.access_control": ["group_name", "service_principal_name", "user_name"],
  // The provider refuses two of them; with none a rule leads nowhere.
  databricks_mws_ncc_private_endpoint_rule: ["domain_names", "group_id", "resource_names"],
};
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  databricks_app: ["compute_min_instances", "compute_max_instances"],
};

/** Where the walk is: the path to report, and the same without ids and indices, to look up rules by. */
interface Place {
  readonly path: string;
  readonly rule: string;
}

/** Compares every `databricks_*` resource, data source and provider block of a document with the provider's schema. */
export function schemaProblems(stack: SynthesizedStack, schema: ProviderSchema = PROVIDER_SCHEMA): SchemaProblem[] {
  const providers = (stack.provider?.databricks ?? []).entries();
  return [
    ...[...providers].flatMap(([index, provider]) => {
      const at = { path: `provider.databricks.${index}`, rule: "provider.databricks" };
      return blockProblems(schema.provider.block, provider, at, PROVIDER_META_ARGUMENTS);
    }),
    ...allProblems(stack.resource, schema.resource_schemas, ""),
    ...allProblems(stack.data, schema.data_source_schemas, "data."),
  ];
}

function allProblems(
  elements: SynthesizedStack["resource"] = {},
  schemas: ProviderSchema["resource_schemas"],
  prefix: string,
): SchemaProblem[] {
  // Other providers' resources are theirs to check.
  const ours = Object.entries(elements).filter(([type]) => type.startsWith("databricks_"));
  return ours.flatMap(([type, byId]) =>
    Object.entries(byId).flatMap(([id, members]): SchemaProblem[] => {
      const at = { path: `${prefix}${type}.${id}`, rule: `${prefix}${type}` };
      const block = schemas[type]?.block;
      if (block !== undefined) return blockProblems(block, members, at, META_ARGUMENTS);
      return [{ code: "unknown-resource", path: at.path, detail: `add ${type} to the schema in test/fixtures` }];
    }),
  );
}

function blockProblems(
  { attributes = {}, block_types: blocks = {} }: BlockSchema,
  members: Members,
  at: Place,
  meta: ReadonlySet<string> = new Set(),
): SchemaProblem[] {
  const own = Object.fromEntries(
    Object.entries(members).filter(([name]) => !meta.has(name) && !Object.hasOwn(blocks, name)),
  );
  const problems = membersProblems(attributes, own, at);
  for (const [name, { block, nesting_mode, min_items = 0, max_items = Infinity }] of Object.entries(blocks)) {
    const place = below(at, name);
    const value = members[name];
    // A block is written as an object, or as an array of them where it may be repeated.
    const items = value === undefined ? [] : Array.isArray(value) && nesting_mode !== "single" ? value : [value];
    if (items.length < min_items) problems.push({ code: "missing", path: place.path, detail: `at least ${min_items}` });
    if (items.length > max_items)
      problems.push({ code: "wrong-nesting", path: place.path, detail: `at most ${max_items}` });
    items.forEach((item: unknown, index) => {
      const inner = below(place, index);
      if (isMembers(item)) problems.push(...blockProblems(block, item, inner));
      else problems.push({ code: "wrong-nesting", path: inner.path, detail: "a block is an object" });
    });
  }
  return problems;
}

function membersProblems(attributes: AttributeSchemas, members: Members, at: Place): SchemaProblem[] {
  const problems = [...missing(attributes, members, at), ...ruleProblems(members, at)];
  for (const [name, value] of Object.entries(members)) {
    const place = below(at, name);
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined) {
      problems.push({ code: "unknown-name", path: place.path, detail: `known: ${Object.keys(attributes).join(", ")}` });
    } else if (!isInput(attribute)) {
      problems.push({ code: "computed", path: place.path, detail: "the provider sets it" });
    } else if (attribute.nested_type !== undefined) {
      problems.push(...nestedProblems(attribute.nested_type, value, place));
    } else if (attribute.type !== undefined && !hasType(attribute.type, value)) {
      const detail = `expected ${JSON.stringify(attribute.type)}, got ${JSON.stringify(value)}`;
      problems.push({ code: "wrong-type", path: place.path, detail });
    }
  }
  return problems;
}

function missing(attributes: AttributeSchemas, members: Members, at: Place): SchemaProblem[] {
  return Object.entries(attributes)
    .filter(([name, { required }]) => required === true && (members[name] ?? undefined) === undefined)
    .map(([name]) => ({ code: "missing", path: below(at, name).path, detail: "required" }));
}

function ruleProblems(members: Members, at: Place): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const alternatives = EXACTLY_ONE[at.rule];
  const chosen = alternatives?.filter((name) => name in members);
  if (chosen !== undefined && chosen.length !== 1) {
    problems.push({ code: "exactly-one", path: at.path, detail: `got ${chosen.join(", ") || "none"}` });
  }
  const set = TOGETHER[at.rule]?.filter((name) => name in members) ?? [];
  if (set.length > 0 && set.length !== TOGETHER[at.rule]?.length) {
    problems.push({ code: "together", path: at.path, detail: `only ${set.join(", ")}` });
  }
  return problems;
}

/** Nested attributes take exactly one form: an object for `single`, an array for `list` and `set`. */
function nestedProblems(
  { nesting_mode, attributes }: NonNullable<AttributeSchemas[string]["nested_type"]>,
  value: unknown,
  at: Place,
): SchemaProblem[] {
  if (isWholeExpression(value)) return [];
  if (nesting_mode === "single" && isMembers(value)) return membersProblems(attributes, value, at);
  const repeated = nesting_mode === "map" ? isMembers(value) : nesting_mode !== "single" && Array.isArray(value);
  if (!repeated) return [{ code: "wrong-nesting", path: at.path, detail: `expected ${nesting_mode}` }];
  return Object.entries(value as Members).flatMap(([key, item]): SchemaProblem[] => {
    const inner = { path: `${at.path}.${key}`, rule: at.rule };
    if (isWholeExpression(item)) return [];
    if (isMembers(item)) return membersProblems(attributes, item, inner);
    return [{ code: "wrong-nesting", path: inner.path, detail: "expected an object" }];
  });
}

function hasType(type: SchemaType, value: unknown): boolean {
  if (typeof type === "string") {
    // An expression takes the type of what it refers to.
    return type === "dynamic" || typeof value === (type === "bool" ? "boolean" : type) || isExpression(value);
  }
  if (isWholeExpression(value)) return true;
  switch (type[0]) {
    case "list":
    case "set":
      return Array.isArray(value) && value.every((item) => hasType(type[1], item));
    case "map":
      return isMembers(value) && Object.values(value).every((item) => hasType(type[1], item));
    case "object": {
      const fields = type[1];
      if (!isMembers(value) || !Object.keys(value).every((name) => Object.hasOwn(fields, name))) return false;
      return Object.entries(fields).every(([name, field]) => name in value && hasType(field, value[name]));
    }
  }
}

function below({ path, rule }: Place, key: string | number): Place {
  return { path: `${path}.${key}`, rule: typeof key === "number" ? rule : `${rule}.${key}` };
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}

function isWholeExpression(value: unknown): boolean {
  return typeof value === "string" && /^\$\{[^]*\}$/.test(value);
}
