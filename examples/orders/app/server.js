import { createServer } from "node:http";

/** What the page shows. A list of what may be seen: everything else in the environment, secrets too, stays unseen. */
const SHOWN = {
  DATABRICKS_APP_NAME: "App",
  DATABRICKS_HOST: "Workspace",
  WAREHOUSE_ID: "SQL warehouse",
  ENDPOINT: "Model serving endpoint",
  CATALOG: "Catalog",
};

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

function page(env) {
  const rows = Object.entries(SHOWN).map(([name, label]) => {
    const value = env[name] === undefined ? "<em>not set</em>" : `<code>${escapeHtml(env[name])}</code>`;
    return `      <tr><th>${label}</th><td>${value}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Order desk</title></head>
  <body>
    <h1>Order desk</h1>
    <p>The same source in every workspace; this is what it is bound to here.</p>
    <table>
${rows.join("\n")}
    </table>
  </body>
</html>
`;
}

function answer(request, response) {
  const [pathname] = (request.url ?? "/").split("?");
  const send = (status, type, body) => {
    response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return send(405, "text/plain", "method not allowed\n");
  if (pathname === "/healthz") return send(200, "text/plain", "ok\n");
  if (pathname === "/") return send(200, "text/html", page(process.env));
  return send(404, "text/plain", "not found\n");
}

// The platform chooses the port; an app that guessed one would start and never be reached.
const port = Number(process.env.DATABRICKS_APP_PORT);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(
    "DATABRICKS_APP_PORT is not set to a port. The platform sets it; to run the app by hand, set it yourself.",
  );
  process.exit(1);
}

const server = createServer(answer);
server.on("error", (error) => {
  console.error(`cannot listen on port ${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, "0.0.0.0", () => console.log(`listening on port ${port}`));

// The platform kills the process 15 seconds after SIGTERM: finish what is being answered, and go.
process.once("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(1), 10_000).unref();
});
