import { RESOURCE_DESCRIPTION_LENGTH, RESOURCE_KEY_LENGTH } from "../facts/limits";
import { RESOURCE_KEY } from "../facts/names";
import { type Kind, KIND_NAMES, type Kinds, KINDS, SECURABLES, type Securable } from "./kinds";
import { strictMembers } from "./members";
import { oneOf, optional, refined, strictObject, string } from "./schema";
import { text } from "./text";

/** Why something is asked for. */
export interface Why {
  /** Shown to whoever approves this. */
  readonly because?: string;
}

/**
 * One named need of an app: a kind of object, and what the app may do with it. Names no real object; each stage binds
 * one. The platform grants the permission to the app's service principal when the app is created.
 *
 * A `secret` grants the permission on the **whole scope**, so give every app a scope of its own.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/resources
 */
export interface AppResource<K extends Kind = Kind> extends Why {
  readonly kind: K;
  readonly permission: Kinds[K]["permission"];
  /** Shown in the app's settings; at most 50 characters. @default none */
  readonly description?: string;
  /** The type of object; required for kind `ucSecurable`, refused for others. */
  readonly securable?: Securable;
}

/** The resources of a definition, by key: 2-30 letters, digits, spaces, hyphens or underscores. */
export interface Resources {
  readonly [key: string]: AppResource;
}

/** Makes resources, one function per kind; the level is the vendor's, such as `AppResource.sqlWarehouse("CAN_USE")`. */
export interface AppResourceFactory extends Readonly<{
  [K in Exclude<Kind, "ucSecurable">]: (permission: Kinds[K]["permission"], why?: Why) => AppResource<K>;
}> {
  /** A table, a view or a vector search index: views and indexes allow SELECT only. */
  readonly table: (permission: "SELECT" | "MODIFY", why?: Why) => AppResource<"ucSecurable">;
  readonly volume: (permission: "READ_VOLUME" | "WRITE_VOLUME", why?: Why) => AppResource<"ucSecurable">;
  readonly function: (permission: "EXECUTE", why?: Why) => AppResource<"ucSecurable">;
  readonly connection: (permission: "USE_CONNECTION", why?: Why) => AppResource<"ucSecurable">;
}

function of<K extends Exclude<Kind, "ucSecurable">>(
  kind: K,
): (permission: Kinds[K]["permission"], why?: Why) => AppResource<K> {
  return (permission, why) => Object.freeze({ ...why, kind, permission });
}

type AnySecurable = (permission: Kinds["ucSecurable"]["permission"], why?: Why) => AppResource<"ucSecurable">;

function securable(type: Securable): AnySecurable {
  return (permission, why) => Object.freeze({ ...why, kind: "ucSecurable", securable: type, permission });
}

export const AppResource: AppResourceFactory = Object.freeze({
  sqlWarehouse: of("sqlWarehouse"),
  job: of("job"),
  servingEndpoint: of("servingEndpoint"),
  genieSpace: of("genieSpace"),
  secret: of("secret"),
  experiment: of("experiment"),
  database: of("database"),
  postgres: of("postgres"),
  app: of("app"),
  table: securable("TABLE"),
  volume: securable("VOLUME"),
  function: securable("FUNCTION"),
  connection: securable("CONNECTION"),
});

/** What a resource may ask for: by kind, and for Unity Catalog by the type of object. */
export function permissionsOf(kind: Kind, type?: Securable): readonly string[] {
  return kind === "ucSecurable" && type !== undefined ? SECURABLES[type] : KINDS[kind].permissions;
}

const resourceSchema = refined(
  strictObject({
    kind: oneOf(KIND_NAMES),
    permission: string(),
    description: optional(
      text((value) =>
        value.length <= RESOURCE_DESCRIPTION_LENGTH.value
          ? undefined
          : {
              code: "resource.description",
              message: `a resource's description has at most ${RESOURCE_DESCRIPTION_LENGTH.value} characters`,
            },
      ),
    ),
    securable: optional(oneOf(Object.keys(SECURABLES) as Securable[])),
    because: optional(text()),
  }),
  (resource, context) => {
    const isSecurable = resource.kind === "ucSecurable";
    if (isSecurable !== (resource.securable !== undefined)) {
      context.addIssue({
        code: "custom",
        path: ["securable"],
        message: isSecurable
          ? "a Unity Catalog resource says which type of object it is"
          : "only a Unity Catalog resource has a securable type",
        params: isSecurable
          ? { code: "resource.securable", allowed: Object.keys(SECURABLES) }
          : { code: "resource.securable", fix: 'remove "securable"' },
      });
    }
    const allowed = permissionsOf(resource.kind, resource.securable);
    if (allowed.includes(resource.permission)) return;
    const label = resource.securable?.toLowerCase() ?? KINDS[resource.kind].label;
    context.addIssue({
      code: "custom",
      path: ["permission"],
      input: resource.permission,
      message: `"${resource.permission}" is not a permission on ${/^[aeio]/i.test(label) ? "an" : "a"} ${label}`,
      params: { code: "resource.permission", allowed, fix: `use one of ${allowed.join(", ")}` },
    });
  },
);

const { min, max } = RESOURCE_KEY_LENGTH.value;

export const resourcesSchema = strictMembers(resourceSchema, (key) =>
  RESOURCE_KEY.value.test(key) && key.length >= min && key.length <= max
    ? undefined
    : {
        code: "resource.key",
        message: `a resource's key has ${min} to ${max} letters, digits, spaces, hyphens or underscores`,
        fix: "rename the resource",
      },
);
