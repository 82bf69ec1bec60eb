import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from "cdktf";
import { type Backend } from "../workspace/workspace";
import { finished, finishedMetadata } from "./finished";
import { handsOver } from "./stack-document";

/** Adds the backend of a workspace to a stack. Where the state lies follows from the stack's id alone. */
export function createBackend(stack: TerraformStack, backend: Backend): void {
  handOverFinished(newBackend(stack, backend));
}

function newBackend(stack: TerraformStack, backend: Backend): TerraformBackend {
  const { id } = stack.node;
  switch (backend.kind) {
    case "local":
      return new LocalBackend(stack, { path: `${backend.folder.replace(/\/+$/, "")}/${id}.tfstate` });
    case "s3":
      return new S3Backend(stack, {
        bucket: backend.bucket,
        key: below(backend.prefix, `${id}.tfstate`),
        region: backend.region,
        encrypt: true,
      });
    case "azurerm":
      return new AzurermBackend(stack, {
        resourceGroupName: backend.resourceGroup,
        storageAccountName: backend.storageAccount,
        containerName: backend.container,
        key: below(backend.prefix, `${id}.tfstate`),
      });
    case "gcs":
      // Terraform appends `/default.tfstate` itself.
      return new GcsBackend(stack, { bucket: backend.bucket, prefix: below(backend.prefix, id) });
  }
}

/** The backends are of cdktf's own classes, so this one instance is taught what resources and providers do. */
function handOverFinished(backend: TerraformBackend): void {
  makeAttributesOnce(backend);
  const [toTerraform, toMetadata] = [backend.toTerraform.bind(backend), backend.toMetadata.bind(backend)];
  const own = (): object => {
    const document = toTerraform() as { readonly terraform: { readonly backend: object } };
    // Whoever redefines this method may put anything into what it returns.
    if (backend.toTerraform !== own) return document;
    return finished(backend, document, ["terraform", "backend", ...Object.keys(document.terraform.backend)]);
  };
  backend.toTerraform = own;
  backend.toMetadata = () => finishedMetadata(backend, toMetadata() as object);
  handsOver(backend);
}

/** Without slashes around or doubled: object stores take `a//b` and `a/b` for two objects. */
function below(prefix: string | undefined, name: string): string {
  return [...(prefix ?? "").split("/").filter(Boolean), name].join("/");
}

/** What a backend makes of its settings, with four regular expressions per name, never changes. */
function makeAttributesOnce(backend: TerraformBackend): void {
  const synthesizer = backend as unknown as { synthesizeAttributes: () => Readonly<Record<string, unknown>> };
  const attributes = synthesizer.synthesizeAttributes();
  // cdktf merges overrides into what it is given.
  synthesizer.synthesizeAttributes = () => ({ ...attributes });
}
