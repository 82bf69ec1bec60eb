import * as fs from "node:fs";
import * as path from "node:path";
import { CheckProject } from "./check-project";
import { runCli } from "./run-cli";

/** What a person sees who types a command in a terminal of 80 columns without colours. */
export type Screen = (project: CheckProject) => Promise<string>;

const in80 = { columns: 80 };

async function typed(project: CheckProject, command: string, env: Readonly<Record<string, string>> = {}) {
  const [, ...argv] = command.split(" ");
  return runCli(argv, project.folder, env, in80);
}

function breakFiles(project: CheckProject): void {
  project.edit("stages/prod.yaml", "ranker:", "rankr:");
  project.edit("stages/prod.yaml", "CATALOG: prod", "CATALOG: TODO\nsize: large");
  project.edit("workspaces/prod.yaml", "adb-3333333333333333.3.", "westeurope.");
}

function installed(project: CheckProject, name: string, version: string): void {
  project.write(path.join("node_modules", name, "package.json"), JSON.stringify({ name, version }));
}

/** By the command, each in a project of its own that has been synthesized: what docs/cli.md shows. */
export const SCREENS: Readonly<Record<string, Screen>> = {
  "dbapps synth": async (project) => {
    // The program's work has been done: it only has to be where dbapps looks for it.
    fs.renameSync(project.at("cdktf.out"), project.at("made"));
    project.write("cdktf.json", '{ "app": "cp -R made/. $CDKTF_OUTDIR" }');
    return (await typed(project, "dbapps synth")).out;
  },
  "dbapps check": async (project) => {
    breakFiles(project);
    const { out, err } = await typed(project, "dbapps check");
    return `${out}${err}`;
  },
  "GITHUB_ACTIONS=true dbapps check >report.txt": async (project) => {
    project.edit("stages/prod.yaml", "ranker:", "rankr:");
    return (await typed(project, "dbapps check", { GITHUB_ACTIONS: "true" })).err;
  },
  "dbapps diff --from released prod": async (project) => {
    fs.renameSync(project.at("cdktf.out"), project.at("released"));
    project.edit("stages/prod.yaml", "{ name: orders-ranker }", "{ name: orders-ranker-2 }");
    project.edit("stages/prod.yaml", "name: sales }", "name: sales }\n    - { kind: group, name: partners }");
    if (!project.synth()) throw new Error("the project has nothing wrong");
    return (await typed(project, "dbapps diff --from released prod")).out;
  },
  "dbapps schema stage --app orders | head -n 14": async (project) => {
    const { out } = await typed(project, "dbapps schema stage --app orders");
    return out.split("\n").slice(0, 14).join("\n").concat("\n");
  },
  "dbapps explain binding.value": async (project) => (await typed(project, "dbapps explain binding.value")).out,
  "dbapps doctor": async (project) => {
    installed(project, "cdktf", "0.21.0");
    installed(project, "constructs", "10.7.2");
    installed(project, "acme/node_modules/constructs", "10.1.0");
    installed(project, "typescript", "7.0.2");
    project.write("bin/terraform", '#!/bin/sh\necho \'{ "terraform_version": "1.11.4" }\'\n');
    fs.chmodSync(project.at("bin/terraform"), 0o755);
    const PATH = `${project.at("bin")}${path.delimiter}/bin`;
    const { out } = await typed(project, "dbapps doctor", { PATH, DATABRICKS_TOKEN: "none of your business" });
    return out.replace(process.versions.node, "20.20.2");
  },
};

/** A screen in a project that is made for it. */
export async function screenOf(command: string): Promise<string> {
  const project = new CheckProject();
  try {
    if (!project.synth()) throw new Error("the project has nothing wrong");
    const screen = await SCREENS[command]?.(project);
    if (screen === undefined) throw new Error(`there is no screen of ${command}`);
    return screen;
  } finally {
    project.remove();
  }
}
