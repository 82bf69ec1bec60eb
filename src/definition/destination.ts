import { array, oneOf, optional, strictObject, union } from "./schema";
import { matching, text } from "./text";

/** Something outside the workspace that an app, or another serverless workload, has to reach. */
export type Destination = {
  /** Why; shown to whoever approves it. */
  readonly because: string;
} & (
  | {
      /** An exact host name, without scheme, port, path or wildcard. */
      readonly host: string;
      /** @default "run" */
      readonly phase?: "build" | "run";
    }
  | { readonly storageAccount: string; readonly service: "blob" | "dfs" }
  | { readonly bucket: string; readonly region: string }
);

/** What is wrong with a text that should be an exact host. */
export function hostRule(value: string) {
  return /^(?=.{1,253}$)(?!\d+(?:\.\d+){3}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(
    value,
  )
    ? undefined
    : {
        code: "egress.host",
        message: "a destination is an exact host name in lower case, without scheme, port, path or wildcard",
        fix: 'write it like "api.example.com"',
      };
}

const host = text(hostRule);
const because = text();

export const destinationsSchema = array(
  union([
    strictObject({ host, phase: optional(oneOf(["build", "run"])), because }),
    strictObject({
      storageAccount: matching(
        /^[a-z0-9]{3,24}$/,
        "egress.storage-account",
        "a storage account's name has 3 to 24 lowercase letters and digits",
      ),
      service: oneOf(["blob", "dfs"]),
      because,
    }),
    strictObject({
      bucket: matching(
        /^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/,
        "egress.bucket",
        "a bucket's name has 3 to 63 lowercase letters, digits, dots and hyphens",
      ),
      region: text(),
      because,
    }),
  ]),
);
