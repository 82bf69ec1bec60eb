import { START, findingsAt as findings } from "./checked";

const command = (...words: readonly string[]) => ({ ...START, "app.yaml": `command: ${JSON.stringify(words)}\n` });
const python = (text: string) => ({ ...START, "main.py": text });
const node = (text: string) => ({ "app.yaml": "command: [node, server.mjs]\n", "server.mjs": text });

describe("a command that says where to listen", () => {
  test.each([
    [["uvicorn", "main:app", "--host", "127.0.0.1"], "error listen.localhost app.yaml 127.0.0.1"],
    [["uvicorn", "main:app", "--host=localhost"], "error listen.localhost app.yaml --host=localhost"],
    [["uvicorn", "main:app", "--port", "3000"], "error listen.port app.yaml 3000"],
    [["uvicorn", "main:app", "--port", "8000"], "warning listen.port app.yaml 8000"],
    [["python", "-m", "uvicorn", "main:app", "--port", "3000"], "error listen.port app.yaml 3000"],
    [["uv", "run", "--with", "x", "uvicorn", "main:app", "--port=3000"], "error listen.port app.yaml --port=3000"],
    [["sh", "-c", "sleep 1 && uvicorn main:app --port 3000"], "error listen.port app.yaml 3000"],
    [
      ["gunicorn", "-b", "localhost:$DATABRICKS_APP_PORT", "main:app"],
      "error listen.localhost app.yaml localhost:$DATABRICKS_APP_PORT",
    ],
    [["gunicorn", "main:app", "--bind=0.0.0.0:5000"], "error listen.port app.yaml --bind=0.0.0.0:5000"],
    [["flask", "--app", "main.py", "run", "-h", "127.0.0.1"], "error listen.localhost app.yaml 127.0.0.1"],
    [["flask", "--app", "main.py", "run", "-p", "5000"], "error listen.port app.yaml 5000"],
    [
      ["streamlit", "run", "main.py", "--server.address=localhost"],
      "error listen.localhost app.yaml --server.address=localhost",
    ],
    [["streamlit", "run", "main.py", "--server.port", "8501"], "error listen.port app.yaml 8501"],
  ])("fails with %j", (words, finding) => {
    expect(findings(command(...words))).toEqual([finding]);
  });

  test.each([
    [["uvicorn", "main:app"]],
    [["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "$DATABRICKS_APP_PORT"]],
    [["gunicorn", "main:app", "-b", "0.0.0.0:$DATABRICKS_APP_PORT", "-w", "4"]],
    [["gunicorn", "main:app", "-w", "4000"]],
    [["streamlit", "run", "main.py", "--", "--port", "3000"]],
    [["python", "main.py", "--host", "localhost", "--port", "5432"]],
  ])("is content with %j", (words) => {
    expect(findings(command(...words))).toEqual([]);
  });

  test("fails where it is a script of package.json, with its place there", () => {
    const files = {
      "app.yaml": "command: [npm, run, serve]\n",
      "package.json": '{\n  "scripts": { "serve": "npm start", "start": "MODE=1 npx next start -p 3000" }\n}\n',
    };
    expect(findings(files)).toEqual(["error listen.port package.json 3000"]);
  });
});

describe("variables that say where to listen", () => {
  const withEnv = (env: string) => ({ ...START, "app.yaml": `command: [python, main.py]\nenv: [${env}]\n` });

  test("fail in app.yaml", () => {
    expect(findings(withEnv('{ name: FLASK_RUN_HOST, value: localhost }, { name: PORT, value: "3000" }'))).toEqual([
      "error listen.localhost app.yaml localhost",
      'error listen.port app.yaml "3000',
    ]);
  });

  test("fail in the definition", () => {
    expect(findings(START, { definition: { env: { GRADIO_SERVER_PORT: "7860" } } })).toEqual([
      "error listen.port env/GRADIO_SERVER_PORT",
    ]);
  });

  test("are fine where they are others, or say nothing wrong", () => {
    const env =
      '{ name: CHAT_PORT, value: "3000" }, { name: HOST, value: 0.0.0.0 }, { name: DB_HOST, value: localhost }';
    expect(findings(withEnv(env))).toEqual([]);
  });
});

describe("code that listens", () => {
  test.each([
    [
      "uvicorn",
      'import uvicorn\nuvicorn.run("app:app", host="127.0.0.1")',
      'error listen.localhost main.py "127.0.0.1',
    ],
    ["uvicorn", "import uvicorn\nuvicorn.run(app, port=9000)", "error listen.port main.py 9000"],
    ["a constant", "PORT = 9000\napp.run(host='0.0.0.0', port=PORT)", "error listen.port main.py PORT"],
    ["today's port", "app.run(host='0.0.0.0', port=8000)", "warning listen.port main.py 8000"],
    ["gradio", 'demo.launch(server_name="localhost")', 'error listen.localhost main.py "localhost'],
    ["gradio's port", "demo.queue().launch(\n    server_port=7860,\n)", "error listen.port main.py 7860"],
    ["Dash", "app.run_server(debug=True, port=8050)", "error listen.port main.py 8050"],
    ["aiohttp", "web.run_app(app, port=8080)", "error listen.port main.py 8080"],
    ["the standard library", 'HTTPServer(("127.0.0.1", port), Page)', 'error listen.localhost main.py "127.0.0.1'],
    [
      "Flask's default",
      'from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(debug=True)',
      "error listen.localhost main.py app.run(debug=True",
    ],
  ])("fails with %s", (_, text, finding) => {
    expect(findings(python(text))).toEqual([finding]);
  });

  test.each([
    ["what the platform says", 'import os\napp.run(host="0.0.0.0", port=int(os.environ["DATABRICKS_APP_PORT"]))'],
    ["a default", 'app.run(host="0.0.0.0", port=int(os.getenv("PORT", 8050)))'],
    ["what the server reads by itself", "demo.launch()"],
    ["a comment", '# app.run(host="localhost", port=3000)'],
    ["documentation", '"""app.run(host="localhost", port=3000)"""'],
    ["another program", 'subprocess.run(["x"], host="localhost")'],
    ["a constant that is given twice", "PORT = 3000\nPORT = other()\napp.run(host='0.0.0.0', port=PORT)"],
    ["Dash on Flask", "import dash, flask\napp = dash.Dash(server=flask.Flask('x'))\napp.run(debug=True)"],
  ])("is content with %s", (_, text) => {
    expect(findings(python(text))).toEqual([]);
  });

  test("is looked at only where it runs: not below the guard of a file that a server imports", () => {
    const text = 'import uvicorn\nif __name__ == "__main__":\n    uvicorn.run("main:app", host="127.0.0.1")\n';
    expect(findings(python(text))).toEqual(['error listen.localhost main.py "127.0.0.1']);
    expect(findings({ ...command("uvicorn", "main:app"), "main.py": text })).toEqual([]);
    expect(findings({ ...START, "tools/serve.py": text })).toEqual([]);
  });

  test("is found in what the started file imports", () => {
    const files = {
      "main.py": "from server.web import start\nfrom . import other\nstart()",
      "server/web.py": "import uvicorn\ndef start():\n    uvicorn.run(app, port=3000)",
    };
    expect(findings({ ...START, ...files })).toEqual(["error listen.port server/web.py 3000"]);
  });

  test.each([
    ["a number", "http.createServer(answer).listen(3000);", "error listen.port server.mjs 3000"],
    ["a host", 'app.listen(process.env.PORT, "localhost");', 'error listen.localhost server.mjs "localhost'],
    ["an object", 'fastify.listen({ port: 3000, host: "0.0.0.0" });', "error listen.port server.mjs 3000"],
    ["a constant", "const port: number = 3000;\napp.listen(port, () => log());", "error listen.port server.mjs port"],
    ["a handler", "serve({ fetch: app.fetch, port: 8787 });", "error listen.port server.mjs 8787"],
  ])("of Node.js fails with %s", (_, text, finding) => {
    expect(findings(node(text))).toEqual([finding]);
  });

  test.each([
    ["what the platform says", "app.listen(Number(process.env.DATABRICKS_APP_PORT), '0.0.0.0');"],
    ["a default", "const port = process.env.PORT ?? 3000; app.listen(port);"],
    ["what is no server", "history.listen((location) => 1); emitter.listen('localhost:1');"],
    ["a comment", "// app.listen(3000);"],
  ])("of Node.js is content with %s", (_, text) => {
    expect(findings(node(text))).toEqual([]);
  });
});

describe("settings of Streamlit", () => {
  const files = {
    "app.yaml": "command: [streamlit, run, main.py]\n",
    "main.py": "",
    ".streamlit/config.toml": '[theme]\nport = 1234\n[server]\naddress = "localhost"\nport = 8501 # ours\n',
  };

  test("fail where they say where to listen", () => {
    expect(findings(files)).toEqual([
      'error listen.localhost .streamlit/config.toml "localhost',
      "error listen.port .streamlit/config.toml 8501",
    ]);
  });

  test("are not looked at where another server is started", () => {
    expect(findings({ ...files, ...START })).toEqual([]);
  });
});
