import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { appOfLog } from "../apps/app-log-access";
import { LOG_START, logEntries } from "../apps/app-log-entries";
import { faultCode } from "../faults";
import { callerOf } from "../tokens";
import { VendorError, missing } from "../vendor-error";
import { foreign, unauthenticated } from "./guard";
import { isLoopback } from "./incoming";
import { outcomeOf } from "./outcome";
import type { Core } from "./serve";

const FOLLOW_MILLISECONDS = 50;
const GOING_AWAY = 1001;
/** The vendor's keep-alive; a client must know it from a line. */
const KEEP_ALIVE = Buffer.from([0]);

interface Address {
  readonly workspace: string;
  readonly app: string;
}

/**
 * The stream that `databricks apps logs` reads: a web socket below the app's address. The client says what it searches
 * for, or nothing, and gets what is kept and then what comes, until the app's compute stops.
 */
export class LogStream {
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly core: Core) {}

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => undefined);
      this.upgrade(request, socket, head).catch(() => {
        socket.destroy();
      });
    });
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/");
    const effect = this.core.change(({ faults }) => faults.effectOn("GET", path));
    if (effect?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, effect.milliseconds));
    if (effect?.kind === "hold") {
      effect.reached();
      await Promise.allSettled([effect.until]);
    }
    const { status, body } =
      effect?.kind === "answer"
        ? { status: effect.status, body: new VendorError(effect.status, faultCode(effect), effect.message ?? "fault") }
        : outcomeOf(() => ({ status: 200, body: this.admit(request, path) }));
    const broken = effect?.kind === "drop" || effect?.kind === "cut";
    this.core.recorder.record({ method: "GET", path, query: "", status: broken ? 0 : status === 200 ? 101 : status });
    if (broken) socket.destroy();
    else if (status === 200) {
      this.sockets.handleUpgrade(request, socket, head, (client) => {
        this.follow(client, request, path);
      });
    } else refuse(socket, status, JSON.stringify(body));
  }

  /** Asked again for every line: a grant can be taken away, and compute stop, while somebody reads. */
  private admit(request: IncomingMessage, path: string, after = LOG_START): ReturnType<typeof logEntries> {
    if (!isLoopback(request.headers.host, request.socket.localPort)) throw foreign();
    return this.core.change((context) => {
      const token = callerOf(context.world, request.headers.authorization);
      if (token === undefined) throw unauthenticated();
      const { workspace, app } = appOfLog(context, token, addressOf(path));
      return logEntries(workspace, app, context, after);
    });
  }

  private follow(client: WebSocket, request: IncomingMessage, path: string): void {
    let position = LOG_START;
    let timer: NodeJS.Timeout | undefined;
    const send = (search: string): void => {
      try {
        const { entries, position: next } = this.admit(request, path, position);
        position = next;
        for (const entry of entries) if (entry.message.includes(search)) client.send(JSON.stringify(entry));
      } catch {
        client.close(GOING_AWAY);
      }
    };
    client.once("message", (data: Buffer) => {
      const search = data.toString();
      client.send(KEEP_ALIVE);
      send(search);
      timer = setInterval(send, FOLLOW_MILLISECONDS, search);
    });
    client.once("close", () => {
      clearInterval(timer);
    });
    client.on("error", () => undefined);
  }
}

function addressOf(path: string): Address {
  const [, workspace, app] = /^\/run\/([^/]+)\/([^/]+)\/logz\/stream$/.exec(path) ?? [];
  if (workspace === undefined || app === undefined) throw missing(`${path} is no stream.`);
  return { workspace, app };
}

function refuse(socket: Duplex, status: number, body: string): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "connection: close",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
