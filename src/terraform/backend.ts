import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { type Backend } from "../workspace/workspace";

/** Adds the backend of a workspace to a stack. Where the state lies follows from the stack's id alone. */
export function createBackend(stack: TerraformStack, backend: Backend): void {
  const { id } = stack.node;
  switch (backend.kind) {
    case "local":
      new LocalBackend(stack, { path: `${backend.folder.replace(/\/+$/, "")}/${id}.tfstate` });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: backend.bucket,
        key: below(backend.prefix, `${id}.tfstate`),
        region: backend.region,
        encrypt: true,
      });
      return;
    case "azurerm":
      new AzurermBackend(stack, {
        resourceGroupName: backend.resourceGroup,
        storageAccountName: backend.storageAccount,
        containerName: backend.container,
        key: below(backend.prefix, `${id}.tfstate`),
      });
      return;
    case "gcs":
      // Terraform appends `/default.tfstate` itself.
      new GcsBackend(stack, { bucket: backend.bucket, prefix: below(backend.prefix, id) });
      return;
  }
}

/** Without slashes around or doubled: object stores take `a//b` and `a/b` for two objects. */
function below(prefix: string | undefined, name: string): string {
  return [...(prefix ?? "").split("/").filter(Boolean), name].join("/");
}
