import * as fs from "node:fs";
import * as path from "node:path";
import type { AppRecord, Promotion } from "../assembly/promotion";
import { CommandError } from "./io";

/** An app as its stack's document has it, with the addresses to import to. */
export interface AppResource {
  /** In the workspace. */
  readonly name: string;
  /** Absent where the document imports it already. */
  readonly address?: string;
  /** Absent where it has none, or the document imports them already. */
  readonly permissionsAddress?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The apps of a stack. The document prevails over the bound apps: it is what terraform applies. */
export function readAppResources(folder: string, stack: string, promotion: Promotion): readonly AppResource[] {
  const document = readDocument(path.join(folder, "cdk.tf.json"));
  const imported = new Set(asList(document.import).map((each) => asRecord(each).to));
  const open = (address: string | undefined) => (address === undefined || imported.has(address) ? undefined : address);
  return promotion.apps
    .filter((app) => app.stack === stack)
    .map((app) => {
      const found = appOf(document, app, promotion);
      if (found === undefined) {
        throw new CommandError(`${app.path} has no databricks_app in ${folder}: run dbapps synth again`);
      }
      const { name } = found.config;
      if (typeof name !== "string" || /[$%]\{/.test(name)) {
        throw new CommandError(`the name of ${found.address} is an expression, which only terraform can evaluate`);
      }
      const names = [name, `\${${found.address}.name}`];
      const permissions = resources(document, "databricks_permissions").find(({ config }) =>
        names.some((each) => config.app_name === each),
      );
      const address = open(found.address);
      const permissionsAddress = open(permissions?.address);
      return { name, ...(address && { address }), ...(permissionsAddress && { permissionsAddress }) };
    });
}

/** By its name, which is unique in a workspace; where an override changed that, by the address it was changed at. */
function appOf(document: Json, { path: place, stack, bound }: AppRecord, { overrides }: Promotion) {
  const all = resources(document, "databricks_app");
  const changed = overrides.filter((each) => each.app === place && each.stack === stack);
  return (
    all.find(({ address }) => changed.some((each) => each.address === address && each.attributes.includes("name"))) ??
    all.find(({ config }) => config.name === bound.name)
  );
}

function resources(document: Json, type: string): readonly { readonly address: string; readonly config: Json }[] {
  const all = Object.entries(asRecord(asRecord(document.resource)[type]));
  return all.map(([id, config]) => ({ address: `${type}.${id}`, config: asRecord(config) }));
}

function readDocument(file: string): Json {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    throw new CommandError(`there is no ${file}: run dbapps synth again; a stack written as HCL cannot be recovered`);
  }
  try {
    return asRecord(JSON.parse(text));
  } catch {
    throw new CommandError(`${file} is not JSON: run dbapps synth again`);
  }
}

function asRecord(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}
