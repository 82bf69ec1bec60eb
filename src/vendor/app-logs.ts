import { WebSocket } from "ws";
import { LOG_STREAM } from "../facts/deployment";
import type { WorkspaceApi } from "./workspace-api";

/** The last lines of an app's log, or why there are none. */
export interface Logs {
  readonly lines: readonly string[];
  readonly unavailable?: string;
}

const HANDSHAKE_MILLISECONDS = 10_000;
/** What is kept comes at once; after this long a silence there is no more of it. */
const SILENCE_MILLISECONDS = 1500;
const LONGEST_MILLISECONDS = 15_000;

/**
 * Reads what an app printed lately, from the stream below its own address. Never fails: logs are not the matter.
 *
 * @param since - a time of the vendor: what was printed earlier belongs to something else
 */
export async function lastLines(api: WorkspaceApi, appUrl: string, count: number, since?: string): Promise<Logs> {
  const url = streamOf(appUrl);
  if (url === undefined) return { lines: [], unavailable: "the app has no address" };
  const authorization = `Bearer ${await api.token()}`;
  return new Promise((resolve) => {
    const lines: string[] = [];
    const socket = new WebSocket(url, {
      headers: { authorization, origin: new URL(appUrl).origin },
      handshakeTimeout: HANDSHAKE_MILLISECONDS,
      // A redirect takes the token to a host that nobody named.
      followRedirects: false,
    });
    const end = (unavailable?: string): void => {
      clearTimeout(silence);
      clearTimeout(longest);
      socket.removeAllListeners();
      socket.on("error", () => undefined);
      socket.terminate();
      const because = lines.length > 0 || unavailable === undefined ? undefined : api.quote(unavailable);
      resolve({ lines: lines.slice(-count), ...(because !== undefined && { unavailable: because }) });
    };
    let silence = setTimeout(() => undefined, 0);
    const longest = setTimeout(() => {
      end();
    }, LONGEST_MILLISECONDS);
    const restart = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        end();
      }, SILENCE_MILLISECONDS);
    };
    socket.on("open", () => {
      // What to search for: everything.
      socket.send("");
      restart();
    });
    socket.on("message", (data: Buffer) => {
      restart();
      const { line, time } = entryOf(data.toString());
      const isEarlier = time !== undefined && since !== undefined && time * 1000 < Date.parse(since);
      if (line !== "" && !isEarlier) lines.push(api.quote(line, 500));
    });
    socket.on("unexpected-response", (_request, response) => {
      end(`the app's address answered ${response.statusCode ?? 0}; it takes OAuth tokens only`);
    });
    socket.on("error", (error) => {
      end(error.message);
    });
    socket.on("close", () => {
      end();
    });
  });
}

function streamOf(appUrl: string): string | undefined {
  if (!URL.canParse(appUrl)) return undefined;
  const url = new URL(`${appUrl.replace(/\/+$/, "")}/${LOG_STREAM.value}`);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return url.href;
}

interface Entry {
  readonly line: string;
  /** In seconds since 1970. */
  readonly time?: number;
}

/** One entry is JSON with a source, a time and a message; whatever else comes is shown as it is. */
function entryOf(data: string): Entry {
  // A keep-alive.
  if (data === "\u0000") return { line: "" };
  try {
    const { message, timestamp } = JSON.parse(data) as { readonly message?: unknown; readonly timestamp?: unknown };
    if (typeof message !== "string") return { line: data };
    return { line: message, ...(typeof timestamp === "number" && { time: timestamp }) };
  } catch {
    return { line: data };
  }
}
