import { type IResolvable, type TerraformMetaArguments } from "cdktf";
import { type Construct } from "constructs";
import type { Attributes } from "./final-arguments";
import { Resource } from "./resource";

/** What reading an output gives, by the kind it is declared with. */
interface Reads {
  string: string;
  number: number;
  boolean: IResolvable;
  strings: string[];
}

/** Outputs of a resource: Terraform's name and kind of each. */
export type OutputKinds = Readonly<Record<string, keyof Reads>>;

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

/** A getter per output, `service_principal_name` as `servicePrincipalName`. */
export type Outputs<A extends OutputKinds> = { readonly [K in keyof A as Camel<K & string>]: Reads[A[K]] };

/** A type of plain values with a token accepted wherever the value's own type cannot carry one. */
export type Tf<T> = T extends readonly (infer E)[]
  ? readonly Tf<E>[] | IResolvable
  : T extends object
    ? { readonly [K in keyof T]: Tf<T[K]> } | IResolvable
    : T extends boolean
      ? T | IResolvable
      : T;

/** The class of one resource type: arguments `C` in Terraform's own names, outputs `A` as getters. */
export interface L1<C extends object, A extends OutputKinds> {
  readonly tfResourceType: string;
  new (
    scope: Construct,
    id: string,
    config: { readonly [K in keyof C]: Tf<C[K]> } & TerraformMetaArguments,
  ): Resource & Outputs<A>;
  /**
   * @param made makes the arguments whenever a document is made: in their final form, with keys in order and without
   *   `undefined` and tokens, and each time new ones, because documents may be changed
   */
  new (scope: Construct, id: string, meta: TerraformMetaArguments, made: () => C): Resource & Outputs<A>;
}

/** By this name cdktf checks that a stack with our resources has a provider for them. */
const PROVIDER = Object.freeze({ providerName: "databricks" });

const READERS = {
  string: "getStringAttribute",
  number: "getNumberAttribute",
  boolean: "getBooleanAttribute",
  strings: "getListAttribute",
} as const satisfies Record<keyof Reads, keyof Resource>;

/**
 * Declares a Terraform resource: `l1<Config>()("databricks_app", { url: "string" })`.
 *
 * Two calls, because TypeScript infers either all type arguments of a call or none. Arguments keep Terraform's names,
 * so they match the provider's documentation and no key of a map is ever rewritten. Getters stand on the prototype and
 * make their token when first read. The return type is spelled out because declarations cannot name an anonymous class.
 */
export function l1<C extends object>(): <const A extends OutputKinds>(type: string, outputs: A) => L1<C, A> {
  return <const A extends OutputKinds>(type: string, outputs: A): L1<C, A> => {
    class Declared extends Resource {
      static readonly tfResourceType = type;

      constructor(scope: Construct, id: string, config: Attributes & TerraformMetaArguments, made?: () => Attributes) {
        super(scope, id, type, PROVIDER, config, made);
      }
    }
    for (const [name, kind] of Object.entries(outputs)) {
      Object.defineProperty(Declared.prototype, camelCase(name), {
        configurable: true,
        get(this: Resource) {
          return this[READERS[kind]](name);
        },
      });
    }
    return Declared as unknown as L1<C, A>;
  };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
