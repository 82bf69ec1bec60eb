import { posix, win32 } from "node:path";
import { TerraformBackend, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { Fragment, Rendered } from "./rendered";
import { isOverrides, type Overrides, overridesOf } from "./stack-overrides";

/**
 * Where a stack's state lies, as one text that is the same for two stacks exactly where their state is the same:
 * `s3://bucket/key`, `azurerm://account/container/key`, `gcs://bucket/prefix`, `local:path`.
 *
 * A relative local path is told from the folder of the assembly, never from the working directory. Undefined where the
 * address is not known: no backend, a backend of another kind, or a token in it. Adds nothing to the tree.
 *
 * @param backends of the stack, for whoever has been through the tree anyway
 */
export function stateAddressOf(
  stack: TerraformStack,
  backends: readonly TerraformBackend[] = backendsIn(stack),
): string | undefined {
  const documents = backends.map((backend): unknown => backend.toTerraform());
  return addressIn(stack, [...documents, overridesOf(stack)]);
}

/** The same of the whole document of a stack, whose tokens were resolved. */
export function writtenStateAddress(stack: TerraformStack, document: object): string | undefined {
  return addressIn(stack, [document]);
}

function addressIn(stack: TerraformStack, documents: readonly unknown[]): string | undefined {
  const backend = backendIn(documents);
  if (backend === undefined) return undefined;
  const { kind, settings } = backend;
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === "string" && value !== "" && !Token.isUnresolved(value) ? value : undefined;
  };
  switch (kind) {
    case "s3":
      return joined("s3://", [text("bucket"), text("key")]);
    case "azurerm":
      return joined("azurerm://", [text("storage_account_name"), text("container_name"), text("key")]);
    case "gcs":
      return "prefix" in settings && settings.prefix !== undefined && settings.prefix !== ""
        ? joined("gcs://", [text("bucket"), text("prefix")?.replace(/^\/+|\/+$/g, "")])
        : joined("gcs://", [text("bucket"), ""]);
    case "local":
      return joined("local:", [localPath(stack, text("path"))]);
    default:
      return undefined;
  }
}

function joined(scheme: string, parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? scheme + parts.join("/") : undefined;
}

/** Terraform runs in `stacks/<id>` of the assembly, so that is what its relative paths are relative to. */
function localPath(stack: TerraformStack, path: string | undefined): string | undefined {
  if (path === undefined || posix.isAbsolute(path) || win32.isAbsolute(path)) return path;
  return posix.join("stacks", stack.node.id, path);
}

interface BackendSettings {
  readonly kind: string;
  readonly settings: Overrides;
}

/** What documents say about the backend together, those of the stack's backends and the overrides of the stack. */
function backendIn(documents: readonly unknown[]): BackendSettings | undefined {
  const merged: Record<string, Overrides> = {};
  for (const document of documents) {
    const backend = field(field(document, "terraform"), "backend");
    for (const [kind, settings] of Object.entries(isData(backend) ? backend : {})) {
      if (isData(settings)) merged[kind] = { ...merged[kind], ...settings };
    }
  }
  const [only, ...others] = Object.entries(merged);
  return only === undefined || others.length > 0 ? undefined : { kind: only[0], settings: only[1] };
}

/** Of a plain object or of what a backend of ours hands over, which is finished data. */
function field(of: unknown, name: string): unknown {
  return isData(of) ? of[name] : undefined;
}

function isData(x: unknown): x is Overrides {
  return isOverrides(x) || x instanceof Fragment || x instanceof Rendered;
}

/** Not `stack.findAll()`, which also finds the backends of the stacks below this one. */
function backendsIn(scope: IConstruct): TerraformBackend[] {
  return scope.node.children.flatMap((child) => {
    if (TerraformStack.isStack(child)) return [];
    return [...(TerraformBackend.isBackend(child) ? [child] : []), ...backendsIn(child)];
  });
}
