import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { transformFileSync } from "@swc/core";

const ROOT = path.resolve(__dirname, "../..");

/** A clone of the project, as far as programs need it to run: compiled, with the packages of this one. */
export class Clone {
  constructor(readonly folder: string) {
    compile(path.join(ROOT, "src"), path.join(folder, "dist"));
    compile(path.join(ROOT, "examples"), path.join(folder, "examples"));
    copyData(path.join(ROOT, "examples"), path.join(folder, "examples"));
    // By this file the examples find the library under its own name.
    fs.copyFileSync(path.join(ROOT, "package.json"), path.join(folder, "package.json"));
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "dir");
  }

  /** Adds a program of its own to the clone. */
  add(file: string, text: string): void {
    fs.writeFileSync(path.join(this.folder, file), text);
  }

  /** Runs one file of the clone as a process of its own, in a working directory; `options` are of node. */
  async run(file: string, cwd: string, options: readonly string[] = []): Promise<void> {
    const { CDKTF_OUTDIR: _, ...env } = process.env;
    const child = spawn(process.execPath, [...options, path.join(this.folder, file)], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    child.stdout.on("data", (chunk) => output.push(String(chunk)));
    child.stderr.on("data", (chunk) => output.push(String(chunk)));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code !== 0) throw new Error(`${file} ended with ${code}: ${output.join("")}`);
  }
}

function compile(from: string, to: string): void {
  for (const name of fs.readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (/\.ya?ml$/.test(name)) {
      fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
      fs.copyFileSync(path.join(from, name), path.join(to, name));
    }
    if (!name.endsWith(".ts") || name.endsWith(".test.ts") || name.endsWith(".d.ts")) continue;
    const { code } = transformFileSync(path.join(from, name), {
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      module: { type: "commonjs" },
      swcrc: false,
      sourceMaps: "inline",
      sourceFileName: path.basename(name),
    });
    const file = path.join(to, name.replace(/\.ts$/, ".js"));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, code);
  }
}

/** What programs read beside their own code. */
function copyData(from: string, to: string): void {
  for (const name of fs.readdirSync(from, { recursive: true, encoding: "utf8" })) {
    const file = path.join(from, name);
    if (name.endsWith(".ts") || name.includes("golden") || !fs.statSync(file).isFile()) continue;
    fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    fs.copyFileSync(file, path.join(to, name));
  }
}
