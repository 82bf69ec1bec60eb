import type { Fact } from "./fact";

/** A call that keeps state in the process or on its disk, where another instance does not find it. */
export interface LocalState {
  /** Of the callee, as it is written. */
  readonly callee: RegExp;
  /** Of a first argument that is a text; one that the program computes is not judged. */
  readonly argument?: RegExp;
  /** Not, where an argument of this name is passed. */
  readonly unless?: string;
  /** Only in files that import it. */
  readonly imported?: RegExp;
  readonly what: string;
}

/**
 * Databases and sessions, which users expect to find again. Caches are not among them: the vendor says that an instance
 * may keep what can be fetched again.
 */
export const LOCAL_STATE: Fact<readonly LocalState[]> = {
  value: [
    { callee: /^(?:aio)?sqlite3?\.connect$/, what: "a SQLite database on the local disk or in memory" },
    { callee: /^(?:\w+\.)?create_(?:async_)?engine$/, argument: /^sqlite/, what: "a SQLite database" },
    { callee: /^shelve\.open$/, what: "a shelf on the local disk" },
    { callee: /^(?:tinydb\.)?TinyDB$/, what: "a TinyDB database on the local disk" },
    { callee: /^duckdb\.connect$/, argument: /\.(?:duck)?db$/, what: "a DuckDB database on the local disk" },
    { callee: /^chromadb\.(?:Persistent|Ephemeral)?Client$/, what: "a vector database on the local disk or in memory" },
    { callee: /^(?:InMemorySaver|MemorySaver)$/, what: "conversations in memory" },
    { callee: /^(?:Async)?SqliteSaver\.from_conn_string$/, what: "conversations on the local disk" },
    { callee: /^(?:sqlite3\.)?Database$/, imported: /^(?:node:)?(?:better-)?sqlite3?$/, what: "a SQLite database" },
    { callee: /^DatabaseSync$/, imported: /^node:sqlite$/, what: "a SQLite database" },
    {
      callee: /^(?:expressSession|session)$/,
      imported: /^express-session$/,
      unless: "store",
      what: "sessions in memory",
    },
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/horizontal-scaling",
  asOf: "2026-11-21",
};
