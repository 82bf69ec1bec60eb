import { type Json, type JsonObject, asList, asObject, asText, isObject } from "./json";

/** The first provider release that has everything which is answered here. */
const PROVIDER = ">= 1.126.0";
const SOURCE = /^(?:registry\.terraform\.io\/)?databricks\/databricks$/i;

/**
 * `local_override.tf.json`: put beside a stack's own file, Terraform merges it, so that the stack as it is applies to
 * this server. Without `retry_timeout_seconds` the provider retries a refused connection for ever.
 *
 * @param token - for every block; where a stack has blocks of an account and of workspaces, `accountToken` is for the
 * former: no token is good for both
 * @param stack - the stack's own document: Terraform merges provider blocks one by one, by their alias. Without it, one
 * block without an alias.
 */
export function overrideFile(url: string, token: string, stack: JsonObject = {}, accountToken = token): object {
  const own = localNames(stack);
  const settings = { host: url, auth_type: "pat", retry_timeout_seconds: 10, rate_limit: 1000 };
  return {
    terraform: {
      required_providers: Object.fromEntries(
        own.map((name) => [name, { source: "databricks/databricks", version: PROVIDER }]),
      ),
      backend: { local: { path: "local.tfstate" } },
    },
    provider: Object.fromEntries(
      own.map((name) => [
        name,
        identities(stack, name).map((identity) => ({
          ...identity,
          ...settings,
          token: identity.account_id === undefined ? token : accountToken,
        })),
      ]),
    ),
  };
}

/** `prevent_destroy` taken back wherever a stack has it; undefined where it has it nowhere. */
export function liftFile(stack: JsonObject): object | undefined {
  const lifted: Record<string, Record<string, object>> = {};
  for (const [type, named] of Object.entries(asObject(stack.resource))) {
    for (const [name, resource] of Object.entries(asObject(named))) {
      const blocks = blocksOf(asObject(blocksOf(resource)[0]).lifecycle);
      if (!blocks.some((lifecycle) => lifecycle.prevent_destroy !== undefined)) continue;
      lifted[type] = { ...lifted[type], [name]: { lifecycle: { prevent_destroy: false } } };
    }
  }
  return Object.keys(lifted).length === 0 ? undefined : { resource: lifted };
}

/** What the stack calls the provider: usually `databricks`. */
function localNames({ terraform }: JsonObject): readonly string[] {
  const names = blocksOf(terraform).flatMap((block) =>
    blocksOf(block.required_providers).flatMap((required) =>
      Object.entries(required).flatMap(([name, each]) =>
        SOURCE.test(asText(asObject(each).source) ?? "") ? [name] : [],
      ),
    ),
  );
  return names.length === 0 ? ["databricks"] : [...new Set(names)];
}

/**
 * What tells each block from its siblings, and what makes it one of the account. The one without an alias is there even
 * where the stack leaves it to the environment.
 */
function identities({ provider }: JsonObject, name: string): readonly JsonObject[] {
  const blocks = blocksOf(asObject(provider)[name]).map((block) =>
    Object.fromEntries(Object.entries(block).filter(([key]) => key === "alias" || key === "account_id")),
  );
  return blocks.some(({ alias }) => alias === undefined) ? blocks : [{}, ...blocks];
}

/** In JSON a block that is there once may stand without a list. */
function blocksOf(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? [value] : asList(value).filter(isObject);
}
