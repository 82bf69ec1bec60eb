import type { Backend, Workspace } from "databricks-apps-constructs";
import { checkWorkspace } from "../../src/workspace/check-workspace";
import { workspaceWith } from "../stage/sample-program";

const issuesOf = (more: Partial<Workspace>) =>
  checkWorkspace(workspaceWith(more)).map(({ code, path }) => `${code} ${path.join("/")}`);

describe("a workspace", () => {
  test.each([
    "https://adb-1111111111111111.1.azuredatabricks.net",
    "https://dbc-a1b2345c-d6e7.cloud.databricks.com",
    "https://1234567890123456.7.gcp.databricks.com",
    "https://acme.cloud.databricks.com",
  ])("may be at %s", (host) => {
    expect(issuesOf({ host })).toEqual([]);
  });

  test.each([1, 40])("may have a name of %i characters", (length) => {
    expect(issuesOf({ name: "a".repeat(length) })).toEqual([]);
  });

  test.each<Backend>([
    { kind: "local", folder: "../../../state" },
    { kind: "local", folder: "../../../../shared/state" },
    { kind: "s3", bucket: "acme.state", region: "eu-west-1" },
    { kind: "azurerm", resourceGroup: "rg", storageAccount: "acme", container: "prod-1", prefix: "apps/eu" },
    { kind: "gcs", bucket: "acme_state", prefix: "apps" },
  ])("may keep its state in %j", (backend) => {
    expect(issuesOf({ backend })).toEqual([]);
  });

  test.each(["../../../x/..", "../../.././x", "../../../cdktf.out"])("fails with the state folder %s", (folder) => {
    expect(issuesOf({ backend: { kind: "local", folder } })).toEqual(["backend.local-folder backend/folder"]);
  });

  test("is checked once, however many apps use it", () => {
    const workspace = workspaceWith({ region: "West Europe" });
    expect(checkWorkspace(workspace)).toBe(checkWorkspace(workspace));
  });
});
