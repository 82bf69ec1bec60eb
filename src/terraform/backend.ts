import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from "cdktf";
import { type Backend } from "../workspace/workspace";
import { finished, finishedMetadata, handOver } from "./finished";
import { Fragment } from "./rendered";
import { handsOver } from "./stack-document";
import { hasMembers, overridesOf } from "./stack-overrides";

/** Adds the backend of a workspace to a stack. Where the state lies follows from the stack's id alone. */
export function createBackend(stack: TerraformStack, backend: Backend): void {
  const { id } = stack.node;
  switch (backend.kind) {
    case "local": {
      const props = { path: `${backend.folder.replace(/\/+$/, "")}/${id}.tfstate` };
      handOverFinished(new LocalBackend(stack, props), "local", props);
      break;
    }
    case "s3": {
      const { bucket, region } = backend;
      const props = { bucket, key: below(backend.prefix, `${id}.tfstate`), region, encrypt: true };
      handOverFinished(new S3Backend(stack, props), "s3", props);
      break;
    }
    case "azurerm": {
      const { resourceGroup: resourceGroupName, storageAccount: storageAccountName, container } = backend;
      const key = below(backend.prefix, `${id}.tfstate`);
      const props = { resourceGroupName, storageAccountName, containerName: container, key };
      handOverFinished(new AzurermBackend(stack, props), "azurerm", props);
      break;
    }
    case "gcs": {
      // Terraform appends `/default.tfstate` itself.
      const props = { bucket: backend.bucket, prefix: below(backend.prefix, id) };
      handOverFinished(new GcsBackend(stack, props), "gcs", props);
      break;
    }
  }
}

/** The settings that Terraform calls otherwise than cdktf. */
const NAMES = new Map([
  ["resourceGroupName", "resource_group_name"],
  ["storageAccountName", "storage_account_name"],
  ["containerName", "container_name"],
]);

/** The backends are of cdktf's own classes, so this one instance is taught what resources and providers do. */
function handOverFinished(
  backend: TerraformBackend,
  kind: Backend["kind"],
  props: Readonly<Record<string, string | boolean>>,
): void {
  // cdktf finds the names out with four regular expressions each, and again for every document.
  const settings = Object.entries(props).map(([name, value]) => [NAMES.get(name) ?? name, value] as const);
  const attributes = Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1)));
  const [toTerraform, toMetadata] = [backend.toTerraform.bind(backend), backend.toMetadata.bind(backend)];
  const path = ["terraform", "backend", kind];
  const isPlain = () => synthesizer.synthesizeAttributes === synthesizeAttributes && !isOverridden(backend);
  const own = (): object => {
    // Whoever redefines this method may put anything into what it returns.
    if (backend.toTerraform !== own) return toTerraform() as object;
    return isPlain() ? handOver(backend, path, attributes, {}) : finished(backend, toTerraform() as object, path);
  };
  const synthesizer = backend as unknown as { synthesizeAttributes: () => object };
  const synthesizeAttributes = () => ({ ...attributes });
  synthesizer.synthesizeAttributes = synthesizeAttributes;
  backend.toTerraform = own;
  backend.toMetadata = () =>
    isPlain() ? new Fragment({ backend: kind }) : finishedMetadata(backend, toMetadata() as object);
  handsOver(backend, isPlain);
}

function isOverridden(backend: TerraformBackend): boolean {
  const overrides = overridesOf(backend);
  return overrides === undefined || hasMembers(overrides);
}

/** Without slashes around or doubled: object stores take `a//b` and `a/b` for two objects. */
function below(prefix: string | undefined, name: string): string {
  return [...(prefix ?? "").split("/").filter(Boolean), name].join("/");
}
