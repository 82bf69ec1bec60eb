import type { Fact } from "./fact";

/** Options of a server's command that say where it listens. */
export interface ListenOptions {
  readonly host?: readonly string[];
  readonly port?: readonly string[];
  /** `host:port` in one. */
  readonly bind?: readonly string[];
}

const AS_OF = "2026-11-21";
const HOST_AND_PORT: ListenOptions = { host: ["--host"], port: ["--port"] };

/** Addresses that only the process's own machine reaches. */
export const OWN_MACHINE: Fact<RegExp> = {
  value: /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i,
  source: "RFC 6890, RFC 6761",
  asOf: AS_OF,
};

/** Of the servers that people start apps with. */
export const LISTEN_OPTIONS: Fact<Readonly<Record<string, ListenOptions>>> = {
  value: {
    uvicorn: HOST_AND_PORT,
    fastapi: HOST_AND_PORT,
    gunicorn: { bind: ["-b", "--bind"] },
    hypercorn: { bind: ["-b", "--bind"] },
    waitress: { ...HOST_AND_PORT, bind: ["--listen"] },
    "waitress-serve": { ...HOST_AND_PORT, bind: ["--listen"] },
    flask: { host: ["-h", "--host"], port: ["-p", "--port"] },
    streamlit: { host: ["--server.address"], port: ["--server.port"] },
    shiny: { host: ["-h", "--host"], port: ["-p", "--port"] },
    panel: { host: ["--address"], port: ["--port"] },
    chainlit: HOST_AND_PORT,
    marimo: { host: ["--host"], port: ["-p", "--port"] },
    next: { host: ["-H", "--hostname"], port: ["-p", "--port"] },
    vite: HOST_AND_PORT,
    serve: { bind: ["-l", "--listen"], port: ["-p", "--port"] },
  },
  source: "the help texts of these programs",
  asOf: AS_OF,
};

/** Variables by which servers are told where to listen; the platform sets its own values. */
export const LISTEN_VARIABLES: Fact<{ readonly host: readonly string[]; readonly port: readonly string[] }> = {
  value: {
    host: ["HOST", "UVICORN_HOST", "FLASK_RUN_HOST", "GRADIO_SERVER_NAME", "STREAMLIT_SERVER_ADDRESS"],
    port: ["PORT", "UVICORN_PORT", "FLASK_RUN_PORT", "GRADIO_SERVER_PORT", "STREAMLIT_SERVER_PORT"],
  },
  source: "the variables that `databricks apps run-local` sets as the platform does",
  asOf: AS_OF,
};

/** Functions that begin to listen, by their last names: named arguments, then those by place. */
export const LISTEN_CALLS: Fact<
  Readonly<Record<string, { readonly hostAt?: number; readonly portAt?: number; readonly named: boolean }>>
> = {
  value: {
    run: { named: true },
    run_app: { named: true },
    run_server: { named: true },
    run_simple: { named: true, hostAt: 0, portAt: 1 },
    launch: { named: true },
    serve: { named: true },
    listen: { named: true, portAt: 0, hostAt: 1 },
    HTTPServer: { named: false, hostAt: 0, portAt: 1 },
    ThreadingHTTPServer: { named: false, hostAt: 0, portAt: 1 },
  },
  source: "uvicorn, Flask, Dash, gradio, aiohttp, waitress, Werkzeug, Node.js and Python's standard library",
  asOf: AS_OF,
};

/** What their named arguments are called. */
export const LISTEN_ARGUMENTS: Fact<{ readonly host: readonly string[]; readonly port: readonly string[] }> = {
  value: { host: ["host", "hostname", "server_name", "address"], port: ["port", "server_port"] },
  source: LISTEN_CALLS.source,
  asOf: AS_OF,
};
