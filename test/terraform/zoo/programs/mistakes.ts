import { DataDatabricksGroup } from "@cdktf/provider-databricks/lib/data-databricks-group/index";
import { Annotations, Lazy, TerraformIterator, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** Programs that end in an error. */
export const mistakes: Record<string, Program> = {
  "a function among the arguments": ({ stack, App }) => void new App(stack("a"), "a", { deep: [{ f: () => 1 }] }),
  "a construct among the arguments"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    new Construct(a, "child");
    new App(s, "b", { deep: { x: a } });
  },
  "circular arguments"({ stack, App }) {
    const o: Record<string, unknown> = { a: 1 };
    o.self = [o];
    new App(stack("a"), "a", { o: [o] });
  },
  "a list in a string"({ stack, App }) {
    const s = stack("a");
    new App(s, "b", { name: `x ${new App(s, "a", { name: "a" }).effectiveUserApiScopes}` });
  },
  "a list with something added"({ stack, App }) {
    const s = stack("a");
    new App(s, "b", { l: [...new App(s, "a", { name: "a" }).effectiveUserApiScopes, "x"] });
  },
  "a token that nobody made": ({ stack, App }) => void new App(stack("a"), "b", { name: "${TfToken[TOKEN.99999999]}" }),
  "a marker of a map of numbers": ({ stack, App }) =>
    void new App(stack("a"), "b", { n: Token.NUMBER_MAP_TOKEN_VALUE }),
  "a marker of a map of texts": ({ stack, App }) => void new App(stack("a"), "b", { n: Token.STRING_MAP_TOKEN_VALUE }),
  "a marker of a map of anything": ({ stack, App }) => void new App(stack("a"), "b", { n: Token.ANY_MAP_TOKEN_VALUE }),
  "a lazy value that throws": ({ stack, App }) =>
    void new App(stack("a"), "b", {
      name: Lazy.stringValue({
        produce: () => {
          throw new Error("boom");
        },
      }),
    }),
  "an override that only cdktf can refuse": ({ stack, App }) => {
    new App(stack("a"), "b", { name: "b" }).addOverride("f", () => 1);
  },
  "an override into a token": ({ stack, App }) => {
    const s = stack("a");
    new App(s, "b", { flag: new App(s, "a", { name: "a" }).pending }).addOverride("flag.deep", 1);
  },
  "an override into null": ({ stack, App }) => {
    new App(stack("a"), "b", { name: "b", n: null }).addOverride("n.deep", 1);
  },
  "an override that is circular": ({ stack, App }) => {
    const circular: Record<string, unknown> = {};
    circular.again = circular;
    new App(stack("a"), "a", { name: "a" }).addOverride("o", circular);
  },
  "an override of circular arguments": ({ stack, App }) => {
    const o: Record<string, unknown> = { a: 1 };
    o.self = [o];
    new App(stack("a"), "b", { name: "b", o: [o] }).addOverride("name", "c");
  },
  "stacks that refer to each other"({ stack, App, List }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "app", { name: "x" });
    new List(s, "i", { ...LIST, label: new App(t, "app", { name: a.url }).url });
  },
  "no provider in the stack": ({ bareStack, App }) => void new App(bareStack("a"), "a", { name: "a" }),
  "no provider in the stack, deeper": ({ bareStack, stack, App }) => {
    stack("b");
    const s = bareStack("a");
    new DataDatabricksGroup(s, "g", { displayName: "d" });
    new App(new Construct(s, "x"), "a", { name: "a" });
  },
  "count together with forEach": ({ stack, App }) =>
    void new App(stack("a"), "a", { name: "a", count: 2, forEach: TerraformIterator.fromList(["x"]) }),
  "two moves of one resource"({ stack, App }) {
    const b = new App(stack("a"), "b", { name: "b" });
    b.moveToId("databricks_app.x");
    b.moveToId("databricks_app.y");
  },
  "a move to a resource of another type"({ stack, App, List }) {
    const s = stack("a");
    new List(s, "a", LIST).addMoveTarget("t");
    new App(s, "b", { name: "b" }).moveTo("t");
  },
  "a move to nowhere": ({ stack, App }) => {
    new App(stack("a"), "b", { name: "b" }).moveTo("nowhere");
  },
  "a validation that finds something"({ stack, App }) {
    new App(stack("a"), "a", { name: "a" }).node.addValidation({ validate: () => ["bad a"] });
  },
  "a validation that throws"({ stack, App }) {
    new App(stack("a"), "a", { name: "a" }).node.addValidation({
      validate() {
        throw new Error("boom");
      },
    });
  },
  "a validation of the program that finds something"({ app, stack, App }) {
    new App(stack("a"), "a", { name: "a" });
    app.node.addValidation({ validate: () => ["bad app"] });
  },
  "an annotation of an error"({ stack, App }) {
    Annotations.of(new App(stack("a"), "a", { name: "a" })).addError("no");
  },
  "two resources of one id": ({ stack, App }) => {
    const s = stack("a");
    for (let i = 0; i < 2; i++) new App(s, "b", { name: "b" });
  },
  "a token in an id": ({ stack, App }) => {
    const s = stack("a");
    new App(s, `x${new App(s, "a", { name: "a" }).url}`, { name: "b" });
  },
  "a logical id that is overridden after its address was given away": ({ stack, App }) => {
    const a = new App(stack("a"), "a", { name: "a" });
    void a.fqn;
    a.overrideLogicalId("late");
  },
  "a logical id that is reset after its address was given away": ({ stack, App }) => {
    const a = new App(stack("a"), "a", { name: "a" });
    void a.fqn;
    a.resetOverrideLogicalId();
  },
  "a stack within itself": ({ app, stackOf, App }) => {
    const s = stackOf(() => new TerraformStack(app, "a b"));
    new App(s, "a", { name: "a" });
  },
};

/** What one engine refuses and the other writes. */
export const perEngine: Record<string, Program> = {
  "an override of a stack that cannot be written": ({ stack, App }) => {
    const s = stack("a");
    new App(s, "b", { name: "b" });
    s.addOverride("locals.big", 1n);
  },
  "a big integer": ({ stack, App }) => void new App(stack("a"), "b", { n: 5n }),
};
