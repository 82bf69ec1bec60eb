import type { Kind } from "../definition/kinds";
import { refined, type Schema, strictObject } from "../definition/schema";
import { ref } from "../definition/text";
import { type Rule, secretShape } from "../definition/wording";
import { APP_NAME, SECRET_NAME } from "../facts/names";

type Problem = Rule & { readonly message: string };

/** A binding's field in the vendor's form. A value that turns out to be a token is not looked at. */
function field(pattern: RegExp, message: string, fix?: string): Schema<string> {
  return ref((value): Problem | undefined =>
    pattern.test(value) ? undefined : { code: "binding.value", message, ...(fix === undefined ? {} : { fix }) },
  );
}

const anything = ref();
const secretName = field(SECRET_NAME.value, "a scope or key has 1 to 128 letters, digits and . _ - @ /");
const BRANCH = "projects/[a-z][a-z0-9-]{0,62}/branches/[a-z][a-z0-9-]{0,62}";

const postgres = refined(
  strictObject({
    branch: field(new RegExp(`^${BRANCH}$`), "a branch is projects/<project>/branches/<branch>"),
    database: field(
      new RegExp(`^${BRANCH}/databases/[a-z0-9][a-z0-9-]{0,62}$`),
      "a database is projects/<project>/branches/<branch>/databases/<database>",
    ),
  }),
  ({ branch, database }, context) => {
    if (branch.includes("${") || database.includes("${") || database.startsWith(`${branch}/databases/`)) return;
    context.addIssue({
      code: "custom",
      path: ["database"],
      input: database,
      message: "the database is not one of the branch",
      params: { code: "binding.value", fix: `write a database below ${branch}` },
    });
  },
);

/** What names the real object, per kind of resource. */
export const BINDING_SCHEMAS: { readonly [K in Kind]: Schema } = {
  sqlWarehouse: strictObject({ id: field(/^[\w-]+$/, "a SQL warehouse is named by its id, not its name or path") }),
  job: strictObject({ id: field(/^\d+$/, "a job is named by its id, a number written as a string") }),
  servingEndpoint: strictObject({
    name: field(/^[\w-]{1,63}$/, "a serving endpoint's name has 1 to 63 letters, digits, hyphens and underscores"),
  }),
  genieSpace: strictObject({ name: anything, spaceId: field(/^[\w-]+$/, "a Genie space is named by its id") }),
  secret: strictObject({ scope: secretName, key: secretName }),
  experiment: strictObject({ experimentId: field(/^[\w-]+$/, "an experiment is named by its id, not its path") }),
  database: strictObject({
    instanceName: field(/^[\w-]+$/, "an instance is named by its name"),
    databaseName: anything,
  }),
  postgres,
  app: strictObject({ name: field(APP_NAME.value, "an app is named by its name, not its URL") }),
  // The number of parts depends on the type of securable: see securableName.
  ucSecurable: strictObject({ fullName: anything }),
};

const PART = "(?:`[^`]+`|[^.`\\s/]+)";
const ONE_PART = new RegExp(`^${PART}$`);
const THREE_PARTS = new RegExp(`^${PART}\\.${PART}\\.${PART}$`);

/** Tables, volumes and functions have three-part names, connections one part. Tokens are not looked at. */
export function securableName(securable: unknown, fullName: unknown): Problem | undefined {
  const isConnection = securable === "CONNECTION";
  if (typeof fullName !== "string" || (isConnection ? ONE_PART : THREE_PARTS).test(fullName)) return undefined;
  if (fullName.includes("${") || secretShape(fullName) !== undefined) return undefined;
  const message = isConnection ? "a connection has a name of one part" : "the full name is catalog.schema.name";
  return { code: "binding.value", message };
}
