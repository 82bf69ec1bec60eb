import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type LocalDeployment, LocalControlPlane, ProcessRunner, deployLocally } from "databricks-apps-local";
import { AppDesk, MIRROR, RUN_MIRROR, WORKSPACE, writeFiles } from "./support/app-desk";

describe("the orders example", () => {
  const ORDERS = path.join(__dirname, "..", "..", "examples", "orders", "app");
  const STAGES = [
    { id: "1000000000000001", name: "dev", warehouse: "1a2b3c4d5e6f7a8b", endpoint: "orders-ranker-dev" },
    { id: "1000000000000002", name: "staging", warehouse: "2b3c4d5e6f7a8b9c", endpoint: "orders-ranker-stg" },
    { id: "1000000000000003", name: "prod", warehouse: "3c4d5e6f7a8b9c0d", endpoint: "orders-ranker" },
  ];

  let plane: LocalControlPlane;
  let folder: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "orders-"));
    plane = await LocalControlPlane.start({
      runner: new ProcessRunner({ folder }),
      seed: {
        workspaces: STAGES.map(({ id, name, warehouse, endpoint }) => ({
          id,
          name,
          warehouses: [{ id: warehouse }],
          servingEndpoints: [endpoint],
        })),
      },
    });
  });

  afterAll(async () => {
    await plane.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test("deployed to three workspaces shows three pages, each with its own bindings", async () => {
    const pages: string[] = [];
    for (const { id, name, warehouse, endpoint } of STAGES) {
      const token = plane.token(undefined, id);
      const headers = { authorization: `Bearer ${token}` };
      const resources = [
        { name: "sql-warehouse", sql_warehouse: { id: warehouse, permission: "CAN_USE" } },
        { name: "ranker", serving_endpoint: { name: endpoint, permission: "CAN_QUERY" } },
      ];
      const body = JSON.stringify({ name: "orders", resources });
      await fetch(`${plane.url}/api/2.0/apps?no_compute=true`, { method: "POST", headers, body });
      const deployment = path.join(folder, `${name}.json`);
      const env_vars = [
        { name: "CATALOG", value: name },
        { name: "ENDPOINT", value_from: "ranker" },
        { name: "WAREHOUSE_ID", value_from: "sql-warehouse" },
      ];
      fs.writeFileSync(deployment, JSON.stringify({ mode: "SNAPSHOT", env_vars }));
      const deployed = await deployLocally({ url: plane.url, token, app: "orders", source: ORDERS, deployment });
      expect(deployed).toMatchObject({ state: "SUCCEEDED", url: `${plane.url}/run/${id}/orders` });
      pages.push(await (await fetch(deployed.url, { headers })).text());
    }
    for (const [index, { name, warehouse, endpoint }] of STAGES.entries()) {
      const shown = pages.map((page) => [name, warehouse, endpoint].every((each) => page.includes(`<code>${each}<`)));
      expect(shown).toEqual(STAGES.map((_, other) => other === index));
    }
  });
});

describe("deployLocally", () => {
  let desk: AppDesk;

  beforeAll(async () => {
    desk = await AppDesk.open();
    await desk.create("orders");
  });

  afterAll(async () => {
    await desk.close();
  });

  function deploy(
    source: string,
    options: Partial<Parameters<typeof deployLocally>[0]> = {},
  ): Promise<LocalDeployment> {
    const { url } = desk.plane;
    return deployLocally({ url, token: desk.plane.token(undefined, WORKSPACE), app: "orders", source, ...options });
  }

  function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = fs.mkdtempSync(path.join(desk.folder, "tree-"));
    writeFiles(folder, files);
    return folder;
  }

  test("starts compute that is stopped, and needs no deployment file", async () => {
    expect((await desk.call("GET", "/apps/orders")).compute_status.state).toBe("STOPPED");
    expect(await deploy(folderWith(RUN_MIRROR))).toMatchObject({ state: "SUCCEEDED" });
    expect((await desk.call("GET", "/apps/orders")).compute_status.state).toBe("ACTIVE");
  });

  test("uploads folders, odd names and bytes as they are, and neither what is installed nor what a link leads to", async () => {
    const source = folderWith({
      ...RUN_MIRROR,
      "sub/deep/ä b#%?.txt": "text",
      "node_modules/x/index.js": "",
      "sub/node_modules/y.js": "",
      ".git/config": "",
      ".venv/bin/python": "",
      ".env.example": "",
    });
    const bytes = Buffer.from([0, 255, 254, 13, 10, 123]);
    fs.writeFileSync(path.join(source, "logo.png"), bytes);
    fs.symlinkSync("/etc", path.join(source, "link"));
    const deployed = await deploy(source, { path: "/Workspace/Shared/tree" });
    expect(deployed.state).toBe("SUCCEEDED");
    const { cwd } = await desk.mirror("orders");
    const names = fs.readdirSync(cwd, { recursive: true }) as string[];
    const expected = [".env.example", "app.yaml", "logo.png", "server.js", "sub", "sub/deep", "sub/deep/ä b#%?.txt"];
    expect(names.sort()).toEqual(expected.sort());
    expect(fs.readFileSync(path.join(cwd, "logo.png"))).toEqual(bytes);
    expect((await desk.call("GET", "/apps/orders")).active_deployment.source_code_path).toBe("/Workspace/Shared/tree");
  });

  test("waits for a slow start of compute, and for the deployment that it brings back", async () => {
    await desk.call("POST", "/apps/orders/stop");
    desk.plane.faults.startPolls = 3;
    expect(await deploy(folderWith(RUN_MIRROR))).toMatchObject({ state: "SUCCEEDED" });
    desk.plane.faults.clear();
  });

  test("fails as a state, with the message and the logs of that deployment alone", async () => {
    const source = folderWith({ ...RUN_MIRROR, "server.js": 'console.log("one"); throw new Error("two")' });
    const deployed = await deploy(source);
    expect(deployed.state).toBe("FAILED");
    expect(deployed.logs[0]).toBe("one");
    expect(deployed.logs.join("\n")).toContain("Error: two");
    expect(deployed.logs.join("\n")).not.toContain("mirror of");
  });

  test("ends with IN_PROGRESS when the wait is over", async () => {
    await desk.create("sleepy");
    const source = folderWith({ "server.js": "setInterval(() => {}, 1000)", "app.yaml": "command: [node, server.js]" });
    expect(await deploy(source, { app: "sleepy", waitMilliseconds: 300 })).toMatchObject({ state: "IN_PROGRESS" });
    await desk.call("POST", "/apps/sleepy/stop");
  });

  test("fails with the control plane's words when a call is refused", async () => {
    const source = folderWith({ "server.js": MIRROR });
    await expect(deploy(source, { app: "nothing" })).rejects.toThrow(/RESOURCE_DOES_NOT_EXIST.*nothing/);
    await expect(deploy(source, { path: "/Users/ann@example.com/app" })).rejects.toThrow("PERMISSION_DENIED");
    const file = path.join(desk.folder, "unknown-resource.json");
    fs.writeFileSync(file, JSON.stringify({ env_vars: [{ name: "KEY", value_from: "stripe-key" }] }));
    await expect(deploy(source, { deployment: file })).rejects.toThrow(/INVALID_PARAMETER_VALUE.*stripe-key/);
    const large = folderWith(RUN_MIRROR);
    fs.writeFileSync(path.join(large, "large.bin"), Buffer.alloc(10_485_761));
    await expect(deploy(large)).rejects.toThrow("File is larger than 10485760 bytes");
  });

  test("fails without showing the token", async () => {
    const token = ["not", "known", "here"].join("-");
    const failure = await deploy(folderWith(RUN_MIRROR), { token }).catch((error: unknown) => String(error));
    expect(failure).toContain("UNAUTHENTICATED");
    expect(failure).not.toContain(token);
  });

  test.each([
    "https://127.0.0.1:8080",
    "http://example.com",
    "http://127.0.0.1.example.com",
    "http://127.0.0.1@example.com",
    "http://10.0.0.1:80",
    "ftp://localhost",
  ])("fails for %s before anything is sent", async (url) => {
    const sent = jest.spyOn(globalThis, "fetch");
    await expect(deploy(desk.folder, { url })).rejects.toThrow("is not a local control plane");
    expect(sent).not.toHaveBeenCalled();
    sent.mockRestore();
  });
});
