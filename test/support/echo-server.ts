import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the provider cannot do without. */
const COMPUTED = { compute_status: { state: "ACTIVE" }, object_type: "apps", url: "https://echo", state: "RUNNING" };

/** Keeps and returns whatever it gets, and never says no: a test that it passes tests no rule of the vendor. */
export async function startEchoServer(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const kept = new Map<string, object>([["/api/2.0/preview/scim/v2/Me", { id: "1", userName: "me@example.com" }]]);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const sent = (text.startsWith("{") ? JSON.parse(text) : {}) as { name?: string; access_control_list?: object[] };
      const path = (request.url ?? "").replace(/\?.*/, "");
      const key = request.method === "POST" && sent.name !== undefined ? `${path}/${sent.name}` : path;
      const access_control_list = sent.access_control_list?.map((entry) => ({ ...entry, all_permissions: [entry] }));
      if (request.method !== "GET") kept.set(key, { ...COMPUTED, id: sent.name, ...sent, access_control_list });
      response.writeHead(200, { "content-type": "application/json", "x-databricks-org-id": "1" });
      response.end(JSON.stringify(kept.get(key) ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close().closeAllConnections() };
}
