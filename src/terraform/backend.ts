import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformBackend, type TerraformStack } from "cdktf";
import { type Backend } from "../workspace/workspace";
import { finished, finishedMetadata, handOver } from "./finished";
import type { PlainObject } from "./plain-data";
import { Fragment } from "./rendered";
import { handsOver } from "./stack-document";
import { hasMembers, overridesOf } from "./stack-overrides";

/**
 * Adds the backend of a workspace to a stack. Where the state lies follows from the stack's id alone. Each takes the
 * settings by cdktf's names, and in order by Terraform's, which cdktf finds out for every document with four regular
 * expressions per name.
 */
export function createBackend(stack: TerraformStack, backend: Backend): void {
  const { id } = stack.node;
  switch (backend.kind) {
    case "local": {
      const path = `${backend.folder.replace(/\/+$/, "")}/${id}.tfstate`;
      handOverFinished(new LocalBackend(stack, { path }), "local", { path });
      break;
    }
    case "s3": {
      const { bucket, region } = backend;
      const key = below(backend.prefix, `${id}.tfstate`);
      const s3 = new S3Backend(stack, { bucket, key, region, encrypt: true });
      handOverFinished(s3, "s3", { bucket, encrypt: true, key, region });
      break;
    }
    case "azurerm": {
      const { container, resourceGroup, storageAccount } = backend;
      const key = below(backend.prefix, `${id}.tfstate`);
      const names = { resourceGroupName: resourceGroup, storageAccountName: storageAccount, containerName: container };
      handOverFinished(new AzurermBackend(stack, { ...names, key }), "azurerm", {
        container_name: container,
        key,
        resource_group_name: resourceGroup,
        storage_account_name: storageAccount,
      });
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

/** The backends are of cdktf's own classes, so this one instance is taught what resources and providers do. */
function handOverFinished(backend: TerraformBackend, kind: Backend["kind"], attributes: PlainObject): void {
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
