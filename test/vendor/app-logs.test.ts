import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { lastLines, type Logs } from "../../src/vendor/app-logs";
import { WorkspaceApi } from "../../src/vendor/workspace-api";

const TOKEN = ["a", "secret", "token"].join("-");

let server: http.Server;
let sockets: WebSocketServer;
let seen: http.IncomingMessage[];
let speak: (client: WebSocket) => void;

beforeEach(async () => {
  seen = [];
  server = http.createServer((_request, response) => response.writeHead(404).end());
  sockets = new WebSocketServer({ server, path: "/run/orders/logz/stream" });
  sockets.on("connection", (client, request) => {
    seen.push(request);
    client.once("message", () => {
      speak(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/run/orders`;
const read = (count = 20, since?: string, at = url()): Promise<Logs> =>
  lastLines(new WorkspaceApi("http://127.0.0.1:1", TOKEN), at, count, since);
const entry = (message: string, timestamp: number): string => JSON.stringify({ source: "APP", timestamp, message });

describe("an app's last lines", () => {
  test("are those of its stream, as who asks, and end with a silence", async () => {
    speak = (client) => {
      client.send(Buffer.from([0]));
      for (const [index, line] of ["one", "two\n", "three"].entries()) client.send(entry(line, index));
      client.send("plain text");
    };
    expect(await read(3)).toEqual({ lines: ["two", "three", "plain text"] });
    expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, origin: new URL(url()).origin });
  });

  test("are those since a time, where one is given", async () => {
    speak = (client) => {
      client.send(entry("before", Date.parse("2026-01-01T00:00:00Z") / 1000));
      client.send(entry("after", Date.parse("2026-01-01T00:00:02Z") / 1000));
      client.close();
    };
    expect(await read(20, "2026-01-01T00:00:01Z")).toEqual({ lines: ["after"] });
  });

  test("show neither the token nor what drives a terminal", async () => {
    speak = (client) => {
      client.send(entry(`Bearer ${TOKEN}\u001b[2Jx`, 1));
      client.close();
    };
    expect((await read()).lines).toEqual(["Bearer <token> [2Jx"]);
  });

  test.each([
    ["an address that refuses the token", (): string => url().replace("orders", "other"), /400|404/],
    ["nobody at the address", (): string => "http://127.0.0.1:1/", /ECONNREFUSED|bad port/i],
    ["no address", (): string => "", /no address/],
  ])("are none, with the reason, for %s", async (_, at, reason) => {
    const { lines, unavailable } = await read(20, undefined, at());
    expect([lines, unavailable]).toEqual([[], expect.stringMatching(reason)]);
  });
});
