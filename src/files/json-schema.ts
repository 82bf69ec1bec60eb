import { z } from "zod";
import type { AppDefinition } from "../definition/app-definition";
import type { AppResource } from "../definition/app-resource";
import { KINDS } from "../definition/kinds";
import type { Schema } from "../definition/schema";
import { BINDING_SCHEMAS } from "../stage/binding";
import { stageSchema } from "../stage/check-stage";
import { principalSchema } from "../stage/principal";
import { workspaceSchema } from "../workspace/check-workspace";

/** A JSON Schema, draft-07: what editors read. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Of workspace files. */
export function workspaceJsonSchema(): JsonSchema {
  return fileSchema("A Databricks workspace, for workspaceFromFile", schemaOf(workspaceSchema));
}

/**
 * Of stage files: those of one definition, which say what each of its resources, roles and variables is, or any.
 *
 * It is the parser's own schema, so both find the same structure right. What a text looks like only the parser says.
 */
export function stageJsonSchema(definition?: AppDefinition): JsonSchema {
  const schema = schemaOf(stageSchema);
  const title = `A stage${definition === undefined ? "" : ` of ${definition.name}`}, for stageFromFile`;
  const members = definition === undefined ? anyMembers(schema) : membersOf(definition);
  const properties = { ...(schema.properties as JsonSchema), ...members };
  // A member that asks for nothing may be left out, as in a literal.
  const required = Object.keys(members).filter((key) => "required" in (members[key] as JsonSchema));
  return fileSchema(title, { ...schema, properties, required });
}

/** Without a definition only the form of its bindings is known. */
function anyMembers({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const { access, env } = properties as Readonly<Record<string, JsonSchema>>;
  const forms = Object.values(BINDING_SCHEMAS).map((schema) => JSON.stringify(schemaOf(schema)));
  const anyOf = [...new Set(forms)].map((form) => JSON.parse(form) as JsonSchema);
  return {
    bindings: { type: "object", additionalProperties: { anyOf } },
    access: { ...access },
    env: { ...env },
  };
}

function membersOf({ resources, roles, stageEnv }: AppDefinition): Readonly<Record<string, JsonSchema>> {
  const principals = { type: "array", items: schemaOf(principalSchema), minItems: 1 };
  const bindings = Object.entries(resources).map(([key, resource]): Member => [key, bindingOf(resource)]);
  const access = Object.entries(roles).map(([role, { level, because }]): Member => {
    return [role, described(principals, level, because)];
  });
  return {
    bindings: closed(bindings),
    access: closed(access),
    env: closed(stageEnv.map((name): Member => [name, { type: "string" }])),
  };
}

function bindingOf({ kind, securable, because, description }: AppResource): JsonSchema {
  // An unknown kind has been reported in the definition; anything may stand for it.
  if (!Object.hasOwn(BINDING_SCHEMAS, kind)) return {};
  const label = securable?.toLowerCase() ?? KINDS[kind].label;
  return described(schemaOf(BINDING_SCHEMAS[kind]), label, because ?? description);
}

type Member = readonly [name: string, schema: JsonSchema];

/** Exactly these members. */
function closed(members: readonly Member[]): JsonSchema {
  const required = members.map(([key]) => key);
  const properties = Object.fromEntries(members);
  return { type: "object", properties, ...(required.length === 0 ? {} : { required }), additionalProperties: false };
}

/** Editors show it where the member is written. */
function described(schema: JsonSchema, label: string, why: string | undefined): JsonSchema {
  return { ...schema, description: why === undefined ? label : `${label}: ${why}` };
}

function schemaOf(schema: Schema): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema.zod(), { target: "draft-7", io: "input" });
  return rest;
}

/** An editor finds the schema of a file by its member `$schema`, or by a comment. */
function fileSchema(title: string, schema: JsonSchema): JsonSchema {
  const { properties, ...rest } = schema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    ...rest,
    properties: { $schema: { type: "string" }, ...(properties as JsonSchema) },
  };
}
