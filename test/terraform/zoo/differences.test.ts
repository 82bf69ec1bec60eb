import { App as PrebuiltApp } from "@cdktf/provider-databricks/lib/app/index";
import { Lazy } from "cdktf";
import { LIST } from "./arguments";
import { compare, type Outcome, type Zoo } from "./compare";

/** Every difference from cdktf's own classes that is known, each as docs/compatibility.md has it. */

function attributes({ files }: Outcome, type: string, id: string, stack = "a"): Record<string, unknown> {
  const document = JSON.parse(files[`stacks/${stack}/cdk.tf.json`] ?? "{}") as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  return document.resource[type]?.[id] ?? {};
}

describe("a resource of ours and a foreign one on one address", () => {
  const foreign = ({ stack, App }: Zoo, isFirst: boolean): void => {
    const s = stack("a");
    const prebuilt = () => new PrebuiltApp(s, "pre", { name: "p", description: "d" }).overrideLogicalId("same");
    if (isFirst) prebuilt();
    new App(s, "b", { name: "b" }).overrideLogicalId("same");
    if (!isFirst) prebuilt();
  };

  test("is ours alone when the foreign one comes first", () => {
    const { stock, plain, ours } = compare((zoo) => {
      foreign(zoo, true);
    });
    expect(attributes(stock, "databricks_app", "same")).toMatchObject({ name: "b", description: "d" });
    expect(attributes(plain, "databricks_app", "same")).not.toHaveProperty("description");
    expect(ours).toEqual(plain);
  });

  test("fails with the address in cdktf's message when ours comes first", () => {
    const { stock, plain, ours } = compare((zoo) => {
      foreign(zoo, false);
    });
    expect(stock.error).toBeUndefined();
    expect(plain.error).toContain("resource.databricks_app.same");
    expect(ours).toEqual(plain);
  });
});

describe("a reference into another stack that cdktf comes upon too late to prepare it", () => {
  test("is right in a lazy value that makes it anew, where cdktf's is not", () => {
    const { stock, plain, ours } = compare(({ stack, App }) => {
      const [s, t] = [stack("a"), stack("b")];
      const a = new App(s, "app", { name: "x" });
      new App(t, "b", { name: Lazy.stringValue({ produce: () => a.url }) });
    });
    expect(attributes(stock, "databricks_app", "b", "b").name).toBe("${databricks_app.app.url}");
    expect(attributes(plain, "databricks_app", "b", "b").name).toContain("${data.terraform_remote_state.");
    expect(ours).toEqual(plain);
  });

  test("is right in an override of a stack if a resource there refers to the same, where cdktf's is not", () => {
    const { stock, plain, ours } = compare(({ stack, App }) => {
      const [s, t] = [stack("a"), stack("b")];
      const a = new App(s, "app", { name: "x" });
      new App(t, "b", { name: a.url });
      t.addOverride("resource.databricks_app.free.name", a.url);
    });
    expect(attributes(stock, "databricks_app", "free", "b").name).toBe("${databricks_app.app.url}");
    expect(attributes(plain, "databricks_app", "free", "b").name).toContain("${data.terraform_remote_state.");
    expect(ours).toEqual(plain);
  });
});

test("fails without the place where a token of ours was made, when resolving it fails", () => {
  const messages: string[] = [];
  compare(({ app, stack, App }) => {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    new App(s, "i", { name: new App(t, "app", { name: a.url }).url });
    try {
      app.synth();
    } catch (error) {
      messages.push((error as Error).message);
    }
  });
  const [stock, plain, ours] = messages.map((message) => /Object creation stack:([\s\S]*)/.exec(message)?.[1]?.trim());
  expect([stock, plain, ours]).toEqual([expect.stringContaining("at "), undefined, undefined]);
});

describe("an error about what cannot be merged", () => {
  test("fails with the members in alphabetical order where they are made, as they were given elsewhere", () => {
    const { stock, plain, ours, making } = compare(({ stack, App }) => {
      const a = new App(stack("a"), "a", { name: "x", l: { z: 0, b: false } });
      a.addOverride("l", a.getStringMapAttribute("m"));
    });
    expect(stock.error).toContain('{"z":0,"b":false,');
    expect([plain, ours]).toEqual([stock, stock]);
    expect(making.error).toBe(stock.error?.replace('"z":0,"b":false', '"b":false,"z":0'));
  });

  test("fails at the first member in alphabetical order, where cdktf fails at the first that was given", () => {
    const { stock, plain, ours } = compare(({ stack, App }) => {
      const s = stack("a");
      for (const o of [null, { z: [], b: 0 }]) new App(s, `a${o === null}`, { o }).overrideLogicalId("same");
    });
    expect([stock.error, plain.error]).toEqual([expect.stringContaining("'z'"), expect.stringContaining("'b'")]);
    expect(ours).toEqual(plain);
  });
});

test("fails when a document was read before what it depends on is renamed", () => {
  const { stock, plain, ours } = compare(({ stack, App, List }) => {
    const s = stack("a");
    const a = new App(s, "app", { name: "x" });
    new List(s, "b", { ...LIST, dependsOn: [a] }).toTerraform();
    a.overrideLogicalId("late");
  });
  expect([stock.error, plain.error]).toEqual([undefined, expect.stringContaining("fqn")]);
  expect(ours).toEqual(plain);
});

test("what toTerraform() returns is equal to cdktf's, but of classes of ours", () => {
  const documents: unknown[] = [];
  compare(({ stack, App }) => documents.push(new App(stack("a"), "a", { name: "a" }).toTerraform()));
  const [stock, plain] = documents;
  expect(plain).toEqual({ resource: (stock as { resource: unknown }).resource });
  expect(plain).not.toStrictEqual({ resource: (stock as { resource: unknown }).resource });
});
