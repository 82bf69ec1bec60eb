/** What makes a file a notebook, by its extension: libs/notebook/detect.go of databricks/cli. */
const HEADERS: Readonly<Record<string, string>> = {
  ".py": "# Databricks notebook source",
  ".r": "# Databricks notebook source",
  ".scala": "// Databricks notebook source",
  ".sql": "-- Databricks notebook source",
};

/** The path of the notebook that an upload becomes, unless it is sent as RAW; undefined where it stays a file. */
export function notebookPath(path: string, content: Uint8Array): string | undefined {
  const extension = /\.[A-Za-z]+$/.exec(path)?.[0] ?? "";
  const header = HEADERS[extension.toLowerCase()];
  const first = Buffer.from(content.subarray(0, 100)).toString().split(/\r?\n/, 1)[0];
  const isNotebook = extension === ".ipynb" || (header !== undefined && first === header);
  return isNotebook ? path.slice(0, -extension.length) : undefined;
}
