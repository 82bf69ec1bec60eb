import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Clone } from "../support/clone";
import { EXAMPLES_FOLDER, readFolder } from "../support/examples";
import { temporaryFolder } from "./sample";

jest.setTimeout(30_000);

const EXAMPLE = path.join(EXAMPLES_FOLDER, "network");
const HANDED_OVER = path.join(EXAMPLE, "handed-over");

/** What one of the three repositories synthesizes, run by itself as its team runs it. */
async function assemblyOf(clone: Clone, repository: string): Promise<Readonly<Record<string, string>>> {
  const cwd = temporaryFolder();
  // As ts-node does, so that places are those of the source.
  await clone.run(`examples/network/${repository}/main.js`, cwd, ["--enable-source-maps"]);
  return readFolder(path.join(cwd, "cdktf.out"));
}

const REGISTRIES = [
  ["pypi", "org"],
  ["pythonhosted", "org"],
  ["npmjs", "org"],
];

const handedOver = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(HANDED_OVER, file), "utf8"));

describe("the three repositories of examples/network", () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "network-example-"));
  const clone = new Clone(home);

  afterAll(() => {
    fs.rmSync(home, { recursive: true, force: true });
  });

  test.each(["shop", "forecast"])("%s hands over the needs that it synthesizes", async (app) => {
    const files = await assemblyOf(clone, app);
    expect(handedOver(`${app}/needs.json`)).toEqual(JSON.parse(files["needs.json"] ?? ""));
  });

  test("the platform hands over the contracts that it synthesizes, and nothing more", async () => {
    const files = await assemblyOf(clone, "platform");
    const contracts = Object.keys(files).filter((file) => file.endsWith("egress-contract.json"));
    expect(fs.readdirSync(HANDED_OVER).sort()).toEqual([...contracts, "forecast", "shop"].sort());
    for (const file of contracts) expect(handedOver(file)).toEqual(JSON.parse(files[file] ?? ""));
  });

  test("no app writes a policy, and the platform writes no app", async () => {
    const shop = await assemblyOf(clone, "shop");
    const platform = await assemblyOf(clone, "platform");
    expect(shop["stacks/shop-prod/cdk.tf.json"]).not.toMatch(/network_policy|network_option|databricks_mws/);
    expect(platform["stacks/network-prod/cdk.tf.json"]).not.toContain("databricks_app");
  });

  test("no file of the example has the host of a package registry: its apps install nothing", () => {
    const texts = Object.values(readFolder(EXAMPLE)).join("\n");
    expect(texts).toContain(["databricksapps", "com"].join("."));
    for (const labels of REGISTRIES) expect(texts).not.toContain(labels.join("."));
  });
});
