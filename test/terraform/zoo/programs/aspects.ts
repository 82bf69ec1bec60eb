import { Annotations, Aspects, TerraformElement, TerraformOutput, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { LIST } from "../arguments";
import { type Program } from "../compare";

/** What runs over a finished tree. */
export const aspects: Record<string, Program> = {
  "Aspects that tag, protect, re-point and annotate"({ stack, provider, App, List }) {
    const s = stack("a");
    const c = new Construct(s, "c");
    const a = new App(s, "a", { name: "a" });
    new List(c, "b", { ...LIST, lifecycle: { preventDestroy: false } });
    Aspects.of(s).add({
      visit: (n) => TerraformResource.isTerraformResource(n) && n.addOverride("tags.owner", "team"),
    });
    Aspects.of(c).add({
      visit(n: IConstruct) {
        if (!TerraformResource.isTerraformResource(n)) return;
        n.lifecycle = { ...n.lifecycle, preventDestroy: true };
        n.provider = provider(s);
      },
    });
    Aspects.of(a).add({
      visit: (n) => {
        Annotations.of(n).addInfo("seen");
      },
    });
  },
  "annotations of every level that lets pass"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    Annotations.of(a).addInfo("info");
    Annotations.of(a).addWarning("warning");
    Annotations.of(s).addWarning("of the stack");
  },
  "an Aspect that adds elements"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (n !== a) return;
        new List(s, "added", { ...LIST, label: a.url });
        new TerraformOutput(s, "out", { value: a.url });
      },
    });
  },
  "an Aspect that adds an Aspect"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    Aspects.of(s).add({ visit: (n) => n === a && Aspects.of(a).add({ visit: () => undefined }) });
  },
  "an Aspect that refers to another stack, when it is too late to prepare that"({ stack, App }) {
    const [s, t] = [stack("a"), stack("b")];
    const a = new App(s, "a", { name: "a" });
    const b = new App(t, "b", { name: "b" });
    Aspects.of(t).add({ visit: (n) => n === b && b.addOverride("d", a.url) });
  },
  "an Aspect that overrides by way of the stack"({ stack, App }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    Aspects.of(s).add({ visit: (n) => n === s && s.addOverride("resource.databricks_app.a.name", "z") });
  },
  "an Aspect that reads and changes the document it was given"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "a", { name: "a", resources: [{ name: "r" }] });
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (!TerraformResource.isTerraformResource(n)) return;
        const attributes = n.toTerraform().resource[n.terraformResourceType][n.friendlyUniqueId];
        saw([attributes.name, attributes.resources, attributes["//"].metadata.path]);
        attributes.name = "changed";
        attributes["//"].metadata.path = "changed";
      },
    });
  },
  "an Aspect that reads a document twice, and changes it each time"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a", resources: [{ name: "r" }] });
    const change = () => (a.toTerraform().resource.databricks_app.a.resources[0].name = "changed");
    Aspects.of(s).add({ visit: (n) => n === a && [change(), change()] });
  },
  "an Aspect that reads the document of its stack"({ stack, App, saw }) {
    const s = stack("a");
    new App(s, "a", { name: "a" });
    Aspects.of(s).add({ visit: (n) => n === s && saw(s.toTerraform()) });
  },
  "an Aspect that changes arguments by hand"({ stack, App, List }) {
    const s = stack("a");
    const [scopes, shared] = [["sql"], { name: "r", job: { id: "1" } }];
    const a = new App(s, "a", { name: "a", user_api_scopes: scopes, resources: [shared, shared] });
    new List(s, "b", { ...LIST, resources: [shared] });
    scopes.push("files");
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (n !== a) return;
        scopes.push(a.url);
        shared.name = "changed";
      },
    });
  },
  "validations that find nothing, and add elements"({ stack, App, List }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    a.node.addValidation({
      validate() {
        if (s.node.tryFindChild("late") === undefined) new List(s, "late", { ...LIST, label: a.url });
        return [];
      },
    });
  },
  "instances with their own toTerraform, toMetadata or synthesizeAttributes"({ stack, App }) {
    const s = stack("a");
    const a = new App(s, "a", { name: "a" });
    const original = a.toTerraform.bind(a);
    a.toTerraform = () => {
      const document = original();
      document.resource.databricks_app.a.extra = a.url;
      return document;
    };
    new App(s, "b", { name: "b" }).toMetadata = () => ({ overrides: { custom: ["x"] } });
    Object.assign(new App(s, "c", { name: "c" }), { synthesizeAttributes: () => ({ name: "own" }) });
  },
  "an instance with a toMetadata that counts its calls"({ stack, App, saw }) {
    const a = new App(stack("a"), "a", { name: "a" });
    let calls = 0;
    a.toMetadata = () => {
      saw(++calls);
      return { overrides: { custom: ["x"] } };
    };
  },
  "an Aspect that puts its own methods on every element"({ stack, addBackend, App, Group }) {
    const s = stack("a");
    addBackend(s);
    const a = new App(s, "a", { name: "a" });
    new Group(s, "g", { display_name: "g" });
    Aspects.of(s).add({
      visit(n: IConstruct) {
        if (!TerraformElement.isTerraformElement(n)) return;
        const original = n.toTerraform.bind(n) as () => Record<string, unknown>;
        n.toTerraform = () => {
          const document = original() as Record<string, Record<string, Record<string, Record<string, unknown>>>>;
          for (const block of ["resource", "data", "provider", "terraform"]) {
            for (const entries of Object.values(document[block] ?? {})) {
              for (const entry of Object.values(entries)) Object.assign(entry, { touched: a.url });
            }
          }
          return document;
        };
      },
    });
  },
};
