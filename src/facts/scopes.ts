import type { Fact } from "./fact";

const SOURCE = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/auth";
const AS_OF = "2026-11-21";

/** User API scopes seen in the vendor's picker and templates. The list is open: an unknown one is only a warning. */
export const KNOWN_SCOPES: Fact<readonly string[]> = {
  value: [
    "sql",
    "sql:restricted-query",
    "sql.statement-execution",
    "sql.warehouses:read",
    "genie",
    "postgres",
    "model-serving",
    "files",
    "vector-search",
    "ai-gateway",
    "catalog.catalogs:read",
    "catalog.schemas:read",
    "catalog.tables:read",
    "catalog.connections",
    "workspace.workspace",
    "mcp.external",
    "mcp.functions",
    "dashboards.genie",
    "files.files",
    "serving.serving-endpoints",
    "vectorsearch.vector-search-endpoints",
    "vectorsearch.vector-search-indexes",
  ],
  source: SOURCE,
  asOf: AS_OF,
};

/** Always granted, never assignable; `workspace` without a resource is rejected by the API. */
export const REFUSED_SCOPES: Fact<readonly string[]> = {
  value: ["iam.access-control:read", "iam.current-user:read", "workspace"],
  source: SOURCE,
  asOf: AS_OF,
};
