import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from "cdktf";
import { type Backend } from "../workspace/workspace";
import { finished, finishedMetadata } from "./finished";
import { handsOver } from "./stack-document";
import { hasMembers, overridesOf } from "./stack-overrides";

/** Adds the backend of a workspace to a stack. Where the state lies follows from the stack's id alone. */
export function createBackend(stack: TerraformStack, backend: Backend): void {
  const { id } = stack.node;
  switch (backend.kind) {
    case "local": {
      const props = { path: `${backend.folder.replace(/\/+$/, "")}/${id}.tfstate` };
      handOverFinished(new LocalBackend(stack, props), props);
      break;
    }
    case "s3": {
      const { bucket, region } = backend;
      const props = { bucket, key: below(backend.prefix, `${id}.tfstate`), region, encrypt: true };
      handOverFinished(new S3Backend(stack, props), props);
      break;
    }
    case "azurerm": {
      const { resourceGroup: resourceGroupName, storageAccount: storageAccountName, container } = backend;
      const key = below(backend.prefix, `${id}.tfstate`);
      const props = { resourceGroupName, storageAccountName, containerName: container, key };
      handOverFinished(new AzurermBackend(stack, props), props);
      break;
    }
    case "gcs": {
      // Terraform appends `/default.tfstate` itself.
      const props = { bucket: backend.bucket, prefix: below(backend.prefix, id) };
      handOverFinished(new GcsBackend(stack, props), props);
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
function handOverFinished(backend: TerraformBackend, props: Readonly<Record<string, string | boolean>>): void {
  // cdktf finds the names out with four regular expressions each, and again for every document.
  const attributes = Object.entries(props).map(([name, value]) => [NAMES.get(name) ?? name, value] as const);
  Object.assign(backend, { synthesizeAttributes: () => Object.fromEntries(attributes) });
  const [toTerraform, toMetadata] = [backend.toTerraform.bind(backend), backend.toMetadata.bind(backend)];
  const own = (): object => {
    const document = toTerraform() as { readonly terraform: { readonly backend: object } };
    // Whoever redefines this method may put anything into what it returns.
    if (backend.toTerraform !== own) return document;
    return finished(backend, document, ["terraform", "backend", ...Object.keys(document.terraform.backend)]);
  };
  backend.toTerraform = own;
  backend.toMetadata = () => finishedMetadata(backend, toMetadata() as object);
  handsOver(backend, () => !hasMembers(overridesOf(backend) ?? { unknown: true }));
}

/** Without slashes around or doubled: object stores take `a//b` and `a/b` for two objects. */
function below(prefix: string | undefined, name: string): string {
  return [...(prefix ?? "").split("/").filter(Boolean), name].join("/");
}
