import { type Pages, VENDOR } from "./page";

/** What the files of an app's folder say. Each example names its file in the first line. */
export const SOURCE_CODE: Pages = {
  "runtime.two-files": {
    title: "both app.yaml and app.yml",
    means: "Either name will do. Where both are there, the vendor does not say which one counts.",
    example: { in: "command", wrong: "ls app/app.yaml app/app.yml", right: "rm app/app.yml" },
    fix: "Remove one of them.",
    see: VENDOR.runtime,
  },
  "runtime.unknown-key": {
    title: "a key that app.yaml does not have",
    means:
      "app.yaml has a command and env, and a variable has a name, and a value or valueFrom. What is written under any " +
      "other key is read by nobody. Resources, scopes and the size are set in the definition.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, main.py]\nenvironment: []",
      right: "# app.yaml\ncommand: [python, main.py]\nenv: []",
    },
    fix: "Correct the key, or remove it.",
    see: VENDOR.runtime,
  },
  "runtime.type": {
    title: "app.yaml holds something else there",
    means:
      "A command is a list of words. env is a list of variables, each with a name, and either a value or valueFrom. " +
      "The vendor refuses anything else when the app is deployed.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, main.py]\nenv: { MODE: fast }",
      right: "# app.yaml\ncommand: [python, main.py]\nenv:\n  - name: MODE\n    value: fast",
    },
    fix: "Write it as the example does.",
    see: VENDOR.runtime,
  },
  "runtime.command-text": {
    title: "a command in one text",
    means: "The vendor documents a command as a list of words. Whether it splits a text, and at what, is not said.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: python main.py",
      right: "# app.yaml\ncommand: [python, main.py]",
    },
    fix: "Write each word as a member of a list.",
    see: VENDOR.runtime,
  },
  "runtime.quote": {
    title: "a variable that YAML takes for something else",
    means: "Every variable is a text for the app. Without quotes, true, 8 and 1.10 may arrive as True, 8 and 1.1.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, main.py]\nenv: [{ name: API_VERSION, value: 1.10 }]",
      right: '# app.yaml\ncommand: [python, main.py]\nenv: [{ name: API_VERSION, value: "1.10" }]',
    },
    fix: "Put the value in quotes.",
  },
  "env.overridden": {
    title: "a variable that app.yaml sets, too",
    means:
      "The variables of the definition and of the stage travel with each deployment and overrule app.yaml. Whoever " +
      "edits the other one wonders why nothing changes.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, main.py]\nenv: [{ name: CATALOG, value: samples }]",
      right: "# app.yaml\ncommand: [python, main.py]\nenv: [{ name: MODE, value: fast }]",
    },
    fix: "Remove one of them.",
    see: VENDOR.environment,
  },
  "env.unread-resource": {
    title: "a resource that no variable reads",
    means:
      "A resource gives the app a permission. Which object it is reaches the process by a variable with valueFrom " +
      "alone, except for databases, which set PGHOST and its like.",
    example: {
      in: "program",
      wrong: "defineApp({ name, resources: { ranker } });",
      right:
        "const env = { ENDPOINT: { valueFrom: 'ranker' } } as const;\n" +
        "defineApp({ name, resources: { ranker }, env });",
    },
    fix: "Add a variable to env of the definition or of app.yaml, or remove the resource.",
    see: VENDOR.environment,
  },
  "start.none": {
    title: "nothing says how the app is started",
    means:
      "The vendor starts app.yaml's command, else npm run start where there is a package.json, else the first file of " +
      "Python at the top of the folder. There is none of them.",
    example: { in: "command", wrong: "mv app/main.py app/lib/", right: "vi app/app.yaml" },
    fix: 'Write a command to app.yaml: command: ["python", "lib/main.py"].',
    see: VENDOR.runtime,
  },
  "start.several": {
    title: "several files could be the one to start",
    means:
      "Without a command and without a package.json the vendor starts the first file of Python, by its name. A new " +
      "file that comes before it would be started instead.",
    example: { in: "command", wrong: "touch app/a.py", right: "vi app/app.yaml" },
    fix: 'Write a command to app.yaml: command: ["python", "main.py"].',
    see: VENDOR.runtime,
  },
  "start.missing": {
    title: "the command starts what is not there",
    means:
      "The command names a file that is not in the folder, or that an ignore file leaves out, or a script that " +
      "package.json does not have. The app would be deployed and crash.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, app.py]",
      right: "# app.yaml\ncommand: [python, main.py]",
    },
    fix: "Correct the name, add the script, or keep .gitignore from leaving the file out.",
    see: VENDOR.runtime,
  },
  "listen.localhost": {
    title: "an app that only its own machine reaches",
    means:
      "The platform calls the app from another machine. One that listens on 127.0.0.1 or localhost starts, and is " +
      "stopped after ten minutes because it never answers.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [uvicorn, main:app, --host, localhost]",
      right: "# app.yaml\ncommand: [uvicorn, main:app, --host, 0.0.0.0]",
    },
    fix: "Listen on 0.0.0.0, or leave the host out where the server reads the platform's variables.",
    see: VENDOR.practices,
  },
  "listen.port": {
    title: "a port that somebody wrote down",
    means:
      "The platform chooses the port, calls the app there, and says it in DATABRICKS_APP_PORT. Another one is never " +
      "reached: an error. Today's, 8000, works until it changes: a warning.",
    example: {
      in: "source",
      wrong: '# app.yaml\ncommand: [streamlit, run, main.py, --server.port, "8501"]',
      right: "# app.yaml\ncommand: [streamlit, run, main.py]",
    },
    fix: "Leave it out where the server reads the platform's variables, or use $DATABRICKS_APP_PORT in the command.",
    see: VENDOR.practices,
  },
  "scaling.local-state": {
    title: "state that other instances do not have",
    means:
      "Several instances share neither memory nor disk, and a session may move from one to another at any time. What " +
      "is written to SQLite, or kept in memory as sessions and conversations are, is then gone for the user.",
    example: {
      in: "source",
      definition: "scaling: ScalingConfig.horizontal(2)",
      wrong: '# main.py\nimport sqlite3\ndb = sqlite3.connect("orders.db")',
      right: '# main.py\nimport os, psycopg\ndb = psycopg.connect(host=os.environ["PGHOST"])',
    },
    fix: "Keep it in Lakebase or in a table, or run one instance. A cache of what can be fetched again is fine.",
    see: VENDOR.scaling,
  },
  "portable.host": {
    title: "the host of one workspace in the source",
    means: "The same source runs in every stage. In the other workspaces it would call this one.",
    example: {
      in: "source",
      wrong: '# main.py\nHOST = "https://adb-1234567890123456.7.azuredatabricks.net"',
      right: '# main.py\nimport os\nHOST = os.environ["DATABRICKS_HOST"]',
    },
    fix: "Read DATABRICKS_HOST, which the platform sets in every workspace.",
    see: VENDOR.environment,
  },
  "portable.id": {
    title: "something of one workspace in the source",
    means: "An id or a name of one workspace's warehouse, space, job or catalog finds nothing in the others.",
    example: {
      in: "source",
      wrong: "# app.yaml\ncommand: [python, main.py]\n" + "env: [{ name: WAREHOUSE_ID, value: 1a2b3c4d5e6f7a8b }]",
      right: "# app.yaml\ncommand: [python, main.py]\n" + "env: [{ name: WAREHOUSE_ID, valueFrom: ranker }]",
    },
    fix: "Declare a resource and read it with valueFrom, or name a variable in stageEnv that each stage sets.",
    see: VENDOR.environment,
  },
  "portable.volume": {
    title: "a volume of one catalog in the source",
    means: "Each stage has a catalog of its own, so a path that names one reads and writes that of another stage.",
    example: {
      in: "source",
      wrong: '# main.py\nFILES = "/Volumes/prod/orders/files"',
      right: '# main.py\nimport os\nFILES = os.environ["FILES"]',
    },
    fix: "Declare AppResource.volume() and read its path with valueFrom, or take the catalog from stageEnv.",
    see: VENDOR.environment,
  },
  "portable.table": {
    title: "a table of one catalog in the source",
    means: "Each stage has a catalog of its own, so a statement that names one reads and writes that of another stage.",
    example: {
      in: "source",
      wrong: '# main.py\nQUERY = "SELECT * FROM prod.sales.orders"',
      right: '# main.py\nimport os\nQUERY = "SELECT * FROM IDENTIFIER(:orders)"',
    },
    fix: "Declare AppResource.table() and read its name with valueFrom, or take the catalog from stageEnv.",
    see: VENDOR.environment,
  },
  "source.secret": {
    title: "what looks like a credential in a file",
    means:
      "What is uploaded can be read by everybody who may read the folder in the workspace, and stays in the assembly. " +
      "The message says where it is and never shows it.",
    example: {
      in: "source",
      wrong: "# config.txt\n-----BEGIN PRIVATE KEY-----",
      right: "# config.txt\nThe key is in the secret scope orders.",
    },
    fix: "Revoke it, put a new one into a secret scope, and read it by AppResource.secret() and valueFrom.",
    see: VENDOR.secrets,
  },
};
