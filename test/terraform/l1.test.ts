import { Fn, type IResolvable, Testing, TerraformStack, Token } from "cdktf";
import { DatabricksApp } from "../../src/terraform/databricks-app";
import { l1 } from "../../src/terraform/l1";

interface ThingConfig {
  readonly name: string;
  readonly labels?: readonly string[];
  readonly size?: { readonly min: number; readonly fixed?: boolean };
}

class Thing extends l1<ThingConfig>()("databricks_thing", {
  owner_2_name: "string",
  size: "number",
  is_on: "boolean",
  tags: "strings",
  path: "string",
}) {}

const stack = new TerraformStack(Testing.app(), "dev");

test("outputs are getters in camel case, of the declared kind", () => {
  const thing = new Thing(stack, "kinds", { name: "n" });
  const reads: [string, number, IResolvable, string[]] = [thing.owner2Name, thing.size, thing.isOn, thing.tags];
  expect(reads.map((read) => Token.isUnresolved(read))).toEqual([true, true, true, true]);
});

test("an output may have any name, also one that the class could have used itself", () => {
  expect(Token.isUnresolved(new Thing(stack, "names", { name: "n" }).path)).toBe(true);
});

test("arguments keep Terraform's names and take tokens", () => {
  const { name } = new DatabricksApp(stack, "orders", { name: "orders" });
  const thing = new Thing(stack, "tokens", { name: Fn.upper(name), labels: Fn.split(",", name), size: { min: 1 } });
  expect(thing.toTerraform().resource.databricks_thing.tokens).toMatchObject({ size: { min: 1 } });
});

test("arguments and outputs are checked by the compiler", () => {
  const make = () => {
    // @ts-expect-error a required argument is missing
    new Thing(stack, "a", {});
    // @ts-expect-error no such argument
    new Thing(stack, "b", { name: "n", nmae: "n" });
    // @ts-expect-error no such nested argument
    new Thing(stack, "c", { name: "n", size: { min: 1, max: 2 } });
    // @ts-expect-error the wrong type
    new Thing(stack, "d", { name: 1 });
    // @ts-expect-error no such output
    return new Thing(stack, "e", { name: "n" }).owner;
  };
  expect(make).toEqual(expect.any(Function));
});
