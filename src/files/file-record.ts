import type { AppDefinition } from "../definition/app-definition";

/** A file that a program was made of, as `promotion.json` and `issues.json` list it. */
export interface FileRecord {
  /** From the root of the project, see {@link findFiles}; one that begins with `../`, from the assembly. */
  readonly path: string;
  readonly kind: "workspace" | "stage";
  /** SHA-256 of its bytes, when the program ran. */
  readonly digest: string;
  /** Of a stage: the digest of its definition. */
  readonly definition?: string;
  /** Of a stage: the path of its workspace's file. Absent where that was written in code. */
  readonly workspace?: string;
}

/** What `promotion.json` and `issues.json` have in common, as far as files are concerned. */
export interface FilesRecord {
  readonly definitions: readonly { readonly digest: string; readonly definition: AppDefinition }[];
  readonly files: readonly FileRecord[];
}
