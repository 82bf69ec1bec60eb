import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Json, type JsonObject, asList, asObject, asText } from "./json";
import { liftFile, overrideFile } from "./override-file";
import { type TerraformOptions, TerraformProcess } from "./terraform-process";

export interface ApplyLocallyOptions {
  /** A stack's folder, with its `cdk.tf.json`. It is read again by every command and never written to. */
  readonly stack: string;
  /** Of the local control plane. */
  readonly url: string;
  readonly token: string;
  /** For provider blocks with an account, in a stack that has others too. @default the token */
  readonly accountToken?: string;
  readonly terraform?: TerraformOptions;
}

export type PlannedAction = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** What terraform would do. */
export interface LocalPlan {
  /** Nothing at all, outputs included. */
  readonly empty: boolean;
  /** By address; a replacement is `delete` and `create`. */
  readonly actions: { readonly [address: string]: readonly PlannedAction[] };
  /** The addresses that an import block takes over. */
  readonly imports: readonly string[];
  /** All of it: `terraform show -json`. */
  readonly document: JsonObject;
}

/** A stack that is applied to the local control plane; its state lives as long as this object. */
export interface LocalStack {
  /** The copy that terraform works on. */
  readonly folder: string;
  plan(): Promise<LocalPlan>;
  apply(): Promise<void>;
  /** @param options.liftProtection - destroys what `prevent_destroy` protects, too. */
  destroy(options?: { readonly liftProtection?: boolean }): Promise<void>;
  /** The value of every output. */
  output(): Promise<{ readonly [name: string]: Json }>;
  /** What terraform knows of every resource, by address; data sources too. */
  readonly state: { readonly [address: string]: JsonObject };
  /** Deletes the copy and the state in it, not what was applied. */
  remove(): void;
}

/**
 * Applies a synthesized stack to a local control plane with the terraform of this machine. Works on a copy, where an
 * override file replaces backend, credentials and version floor; the stack itself stays as it is.
 */
export function applyLocally(options: ApplyLocallyOptions): LocalStack {
  checkLoopback(options.url);
  if (options.token === "" || options.accountToken === "") throw new Error("the token is empty");
  readDocument(options.stack);
  return new StackCopy(options);
}

const STATE = "local.tfstate";
const OVERRIDE = "local_override.tf.json";
const LIFT = "lift_override.tf.json";
const PLAN = "local.tfplan";
const QUIET = ["-input=false", "-no-color"];

class StackCopy implements LocalStack {
  readonly folder: string;
  private readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-local-"));
  private readonly terraform: TerraformProcess;
  private initialized = "";

  constructor(private readonly options: ApplyLocallyOptions) {
    this.folder = path.join(this.home, "stack");
    fs.mkdirSync(this.folder);
    const secrets = [options.token, options.accountToken ?? options.token];
    this.terraform = new TerraformProcess(this.folder, this.home, secrets, options.terraform);
  }

  async plan(): Promise<LocalPlan> {
    await this.prepare();
    const { exitCode } = await this.terraform.run(["plan", ...QUIET, "-detailed-exitcode", `-out=${PLAN}`], [0, 2]);
    const { stdout } = await this.terraform.run(["show", "-json", "-no-color", PLAN]);
    const document = asObject(JSON.parse(stdout));
    const changes = asList(document.resource_changes).map(asObject);
    const address = (change: JsonObject): string => asText(change.address) ?? "";
    return {
      empty: exitCode === 0,
      actions: Object.fromEntries(
        changes.map((each) => [address(each), asList(asObject(each.change).actions) as readonly PlannedAction[]]),
      ),
      imports: changes.filter((each) => asObject(each.change).importing !== undefined).map(address),
      document,
    };
  }

  async apply(): Promise<void> {
    await this.prepare();
    await this.terraform.run(["apply", ...QUIET, "-auto-approve"]);
  }

  async destroy({ liftProtection = false }: { readonly liftProtection?: boolean } = {}): Promise<void> {
    const document = await this.prepare();
    const lift = liftProtection ? liftFile(document) : undefined;
    const file = path.join(this.folder, LIFT);
    if (lift !== undefined) fs.writeFileSync(file, JSON.stringify(lift));
    try {
      await this.terraform.run(["destroy", ...QUIET, "-auto-approve"]);
    } finally {
      fs.rmSync(file, { force: true });
    }
  }

  async output(): Promise<{ readonly [name: string]: Json }> {
    await this.prepare();
    const { stdout } = await this.terraform.run(["output", "-json", "-no-color"]);
    const outputs = Object.entries(asObject(JSON.parse(stdout)));
    return Object.fromEntries(outputs.map(([name, output]) => [name, asObject(output).value ?? null]));
  }

  get state(): { readonly [address: string]: JsonObject } {
    const file = path.join(this.folder, STATE);
    if (!fs.existsSync(file)) return {};
    const found: Record<string, JsonObject> = {};
    for (const resource of asList(asObject(JSON.parse(fs.readFileSync(file, "utf8"))).resources).map(asObject)) {
      const mode = resource.mode === "data" ? "data" : undefined;
      const parts = [asText(resource.module), mode, asText(resource.type), asText(resource.name)];
      const address = parts.filter((part) => part !== undefined).join(".");
      for (const instance of asList(resource.instances).map(asObject)) {
        const key = instance.index_key === undefined ? "" : `[${JSON.stringify(instance.index_key)}]`;
        found[`${address}${key}`] = asObject(instance.attributes);
      }
    }
    return found;
  }

  remove(): void {
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  /** Copies the stack as it is now, and initializes what changed. */
  private async prepare(): Promise<JsonObject> {
    const { stack, url, token, accountToken } = this.options;
    const document = readDocument(stack);
    for (const name of fs.readdirSync(this.folder)) {
      if (!isTerraforms(name)) fs.rmSync(path.join(this.folder, name), { recursive: true, force: true });
    }
    fs.cpSync(stack, this.folder, {
      recursive: true,
      filter: (file) => path.dirname(file) !== path.normalize(stack) || !isTerraforms(path.basename(file)),
    });
    const override = overrideFile(url, token, document, accountToken);
    fs.writeFileSync(path.join(this.folder, OVERRIDE), JSON.stringify(override), { mode: 0o600 });
    const installed = JSON.stringify([document.terraform, document.provider, document.module]);
    if (installed !== this.initialized) await this.terraform.run(["init", ...QUIET, "-reconfigure"]);
    this.initialized = installed;
    return document;
  }
}

/** What terraform keeps beside a stack: the copy has its own, and leaves that of the original alone. */
function isTerraforms(name: string): boolean {
  return name.startsWith(".terraform") || /\.(?:tfstate|tfstate\..*|tfplan)$/.test(name);
}

function readDocument(stack: string): JsonObject {
  const file = path.join(stack, "cdk.tf.json");
  if (!fs.existsSync(file)) throw new Error(`${stack} is not a stack's folder: it has no cdk.tf.json`);
  return asObject(JSON.parse(fs.readFileSync(file, "utf8")));
}

/** What is meant for this machine must not reach another one. */
function checkLoopback(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return;
  throw new Error(`${url} is not the address of a local control plane: http://127.0.0.1:<port>`);
}
