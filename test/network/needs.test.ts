import { describeCause } from "../../src/network/needs";
import { ALWAYS, hostsOf, needsFor, NODE, PYTHON } from "./sample";

describe("the needs of an app", () => {
  test.each([
    ["without a source are what every app needs", undefined, ALWAYS],
    ["without a manifest are what every app needs", [], ALWAYS],
    ["with requirements.txt hold the hosts of Python packages", ["requirements.txt"], [...ALWAYS, ...PYTHON]],
    ["with pyproject.toml hold the hosts of Python packages", ["pyproject.toml"], [...ALWAYS, ...PYTHON]],
    ["with package.json hold the host of Node.js packages", ["package.json"], [...ALWAYS, ...NODE]],
    ["with both hold both", ["package.json", "requirements.txt"], [...ALWAYS, ...PYTHON, ...NODE]],
  ])("%s", (_, manifests, hosts) => {
    expect(hostsOf(needsFor({ manifests }).destinations).sort()).toEqual([...hosts].sort());
  });

  test("say of each when it is needed, why, and what asks", () => {
    const egress = [{ host: "api.stripe.com", because: "charges cards" }];
    expect(needsFor({ manifests: ["package.json"], egress }).destinations).toEqual([
      { host: "api.stripe.com", phase: "run", because: "charges cards", cause: { app: "orders" } },
      { host: ALWAYS[0], phase: "run", because: "app serving and user connectivity", cause: { app: "orders" } },
      {
        host: NODE[0],
        phase: "build",
        because: "Node.js packages",
        cause: { app: "orders", file: "app/package.json", line: 1, column: 21 },
      },
    ]);
  });

  test("hold the storage that the definition names, and none of Azure's wildcards", () => {
    const egress = [
      { storageAccount: "acmedata", service: "dfs" as const, because: "reads exports" },
      { bucket: "acme-data", region: "eu-west-1", because: "reads exports" },
    ];
    const found = hostsOf(needsFor({ egress }).destinations);
    expect(found).toEqual(["acmedata/dfs", "acme-data in eu-west-1", ...ALWAYS]);
  });

  test("carry no wildcard, whatever the vendor writes", () => {
    const found = hostsOf(needsFor({ manifests: ["package.json", "requirements.txt"] }).destinations);
    expect(found.filter((host) => host.includes("*"))).toEqual([]);
  });

  test("keep the line and the column of a definition from a file", () => {
    expect(describeCause({ app: "orders", file: "databricks.yml", line: 7, column: 5 })).toBe("databricks.yml:7:5");
    expect(describeCause({ app: "orders", file: "app/package.json" })).toBe("app/package.json");
    expect(describeCause({ app: "orders" })).toBe("definition of orders");
  });
});
