import { discriminatedUnion, literal, optional, strictObject } from "../definition/schema";
import { matching, text } from "../definition/text";

const prefix = optional(
  text((value) =>
    value.includes("//") || /(?:^|\/)\.\.?(?:\/|$)/.test(value)
      ? { code: "backend.prefix", message: "a prefix is a plain path: no empty parts, no . or .." }
      : undefined,
  ),
);

const folder = text((value) => {
  const code = "backend.local-folder";
  const fix = "begin the folder with ../../../, such as ../../../state: it is relative to the stack's folder";
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(value)) {
    return { code, message: "an absolute folder would make the output depend on the machine", fix };
  }
  return leavesAssembly(value.split("/"))
    ? undefined
    : { code, message: "a state folder inside the assembly is lost when the assembly is deleted", fix };
});

/** Three steps up from `<assembly>/stacks/<stack>` is the folder that the assembly lies in. */
function leavesAssembly(parts: readonly string[]): boolean {
  const ups = parts.findIndex((part) => part !== "..");
  const rest = ups < 0 ? [] : parts.slice(ups);
  if ((ups < 0 ? parts.length : ups) < 3 || rest.some((part) => part === "." || part === "..")) return false;
  return !(ups === 3 && rest[0] === "cdktf.out");
}

const bucket = text((value) =>
  /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(value)
    ? undefined
    : { code: "backend.bucket", message: "a bucket's name has lowercase letters, digits, dots, hyphens" },
);

export const backendSchema = discriminatedUnion("kind", [
  strictObject({ kind: literal("local"), folder }),
  strictObject({ kind: literal("s3"), bucket, region: text(), prefix }),
  strictObject({
    kind: literal("azurerm"),
    resourceGroup: text(),
    storageAccount: matching(
      /^[a-z0-9]{3,24}$/,
      "backend.storage-account",
      "a storage account's name has 3 to 24 lowercase letters and digits",
    ),
    container: matching(
      /^[a-z0-9](?:-?[a-z0-9]){2,62}$/,
      "backend.container",
      "a container's name has 3 to 63 lowercase letters, digits and single hyphens",
    ),
    prefix,
  }),
  strictObject({ kind: literal("gcs"), bucket, prefix }),
]);
