import { type Program } from "../compare";

/** Arguments that no provider asks for. */
export const values: Record<string, Program> = {
  "odd values"({ stack, App }) {
    const s = stack("a");
    const arr = [undefined, null, [], {}, [undefined]];
    new App(s, "a", { name: "", e: {}, l: [], n: null, u: undefined, arr, z: -0, o: { u: undefined, e: { f: {} } } });
    new App(s, "b", { big: 1e21, f: 1.5, text: 'é ☃ \u2028 "q" \\ \n {}', no: false, exp: "1e+5 and 2.5e+10" });
    new App(s, "when", { when: new Date(0), whens: [new Date(0)] });
    new App(s, "numbers", { nan: NaN, inf: -Infinity, least: -1e300 });
    new App(s, "texts", { a: "{}", b: "[]", c: "x: {},\n", dollar: "$${x} ${y}", brace: "}{" });
  },
  "odd keys"({ stack, App }) {
    const s = stack("a");
    new App(s, "keys", { z: 1, B: 3, _c: 4, "a.b": 2, "": "empty", "a-b": 1, é: 3 });
    new App(s, "integers", { "1": "one", "10": "ten", "9": "nine", tags: { "10": { "2": {}, "1": [] } } });
    new App(s, "inherited", { toString: "x", creationStack: "s", valueOf: 1 });
    new App(s, "token-like", { tags: { resolve: "r", constructor: "c" }, resolve: "r" });
    new App(s, "number-like", { tags: { "e+5": "1e+5" } });
    new App(s, "prototype", { o: JSON.parse('{"p": 1, "__proto__": {"q": 1}}') as object });
    const { url } = new App(s, "t", { name: "t" });
    new App(s, "token-key", { tags: { [`k-${url}`]: "v" } });
  },
  "objects of a class, without a prototype, frozen and shared"({ stack, App }) {
    class Instance {
      readonly x = 1;
      get y() {
        return 2;
      }
    }
    const s = stack("a");
    new App(s, "class", { k: new Instance(), map: new Map([[1, 2]]) });
    new App(s, "none", { k: Object.assign(Object.create(null) as object, { w: 1, a: [] }) });
    new App(s, "frozen", Object.freeze({ name: "a", resources: Object.freeze([Object.freeze({ name: "x" })]) }));
    const shared = { name: "r" };
    new App(s, "shared", { name: "a", resources: [shared, shared] });
    new App(s, "own", { o: { resolve: () => "resolved", toString: () => "x" } });
  },
};
