/** What is refused and what is accepted instead. */
export interface Example {
  /**
   * What both texts are members of: a definition (TypeScript), a stage or a workspace (as in a file). A `source` is a
   * file of the app's folder, which its first line names. A `program` is
   * TypeScript by itself, a `file` is a file as a whole, a `command` is typed.
   */
  readonly in: "definition" | "stage" | "workspace" | "source" | "program" | "file" | "command";
  readonly wrong: string;
  readonly right: string;
  /** Members of the definition, where the example of a stage or workspace is about one that asks for more. */
  readonly definition?: string;
}

/** What `dbapps explain` says of one code. */
export interface Page {
  /** What is wrong, in at most 48 characters: it stands beside the code in the list. */
  readonly title: string;
  /** What it means, and what would happen otherwise. */
  readonly means: string;
  readonly example: Example;
  /** What to change. */
  readonly fix: string;
  /** The vendor's page, where there is one. */
  readonly see?: string;
}

/** The pages of one area, by code. */
export type Pages = Readonly<Record<string, Page>>;

const SERVERLESS = "https://docs.databricks.com/aws/en/security/network/serverless-network-security";
const APPS = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps";

/** The vendors' pages, each under the word that our vocabulary has for it. */
export const VENDOR = {
  apps: `${APPS}/`,
  auth: `${APPS}/auth`,
  dependencies: `${APPS}/dependencies`,
  preinstalled: `${APPS}/preinstalled-libraries`,
  environment: `${APPS}/environment-variables`,
  networking: "https://learn.microsoft.com/azure/databricks/dev-tools/databricks-apps/networking",
  deploy: `${APPS}/deploy`,
  observability: `${APPS}/observability`,
  policies: `${SERVERLESS}/manage-network-policies`,
  serverless: `${SERVERLESS}/`,
  practices: `${APPS}/best-practices`,
  runtime: `${APPS}/app-runtime`,
  permissions: `${APPS}/permissions`,
  resources: `${APPS}/resources`,
  scaling: `${APPS}/horizontal-scaling`,
  secrets: `${APPS}/secrets`,
  size: `${APPS}/compute-size`,
  spaces: `${APPS}/app-spaces`,
  create: "https://docs.databricks.com/api/workspace/apps/create",
  limits: "https://docs.databricks.com/aws/en/resources/limits",
  signIn: "https://docs.databricks.com/aws/en/dev-tools/auth/",
  lakebase: "https://docs.databricks.com/aws/en/oltp/projects/operations",
  provider: "https://registry.terraform.io/providers/databricks/databricks/latest/docs",
  backends: "https://developer.hashicorp.com/terraform/language/backend",
  strings: "https://developer.hashicorp.com/terraform/language/expressions/strings",
} as const;
