import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { consumerFolder, ROOT } from "../test/support/package";

export type Engine = "cdktf" | "cdktn";

/** A folder in which the packed library is installed, and the programs that are measured are built. */
export class Installation {
  readonly folder = consumerFolder();

  constructor(readonly engine: Engine) {
    if (engine === "cdktn") this.takeTheFork();
    compileFolder(path.join(__dirname, "programs"), path.join(this.folder, "programs"));
    const orders = path.join(this.folder, "orders");
    fs.cpSync(path.join(ROOT, "examples/orders"), orders, { recursive: true });
    compileFolder(orders, orders);
    // What makes a folder a project, from which an assembly names its files.
    fs.writeFileSync(path.join(orders, "package.json"), "{}");
  }

  program(name: string): string {
    return path.join(this.folder, "programs", `${name}.js`);
  }

  get orders(): string {
    return path.join(this.folder, "orders/main.js");
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Under the names of cdktf, so that neither the library nor a program has to be changed for it. */
  private takeTheFork(): void {
    const modules = path.join(this.folder, "node_modules");
    for (const [name, fork] of [
      ["cdktf", "cdktn"],
      ["@cdktf/provider-databricks", "@cdktn/provider-databricks"],
    ] as const) {
      fs.rmSync(path.join(modules, name));
      fs.symlinkSync(path.join(ROOT, "node_modules", fork), path.join(modules, name), "dir");
    }
  }
}

/** Types are checked by lint; here they are only taken out. */
function compileFolder(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const name of fs.readdirSync(from).filter((file) => file.endsWith(".ts"))) {
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
    const { outputText } = ts.transpileModule(fs.readFileSync(path.join(from, name), "utf8"), { compilerOptions });
    fs.writeFileSync(path.join(to, `${name.slice(0, -3)}.js`), outputText);
  }
}
