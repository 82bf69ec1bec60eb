import * as fs from "node:fs";
import * as path from "node:path";
import type { Place } from "./machine";
import type { Size } from "./programs/company";
import type { Results } from "./results";
import { takeTurns } from "./rounds";
import { assertSameDocuments } from "./same-documents";
import type { Run, Session } from "./session";

type Progress = (text: string) => void;

/** The 8 bindings that a program of this kind imports, and the provider. */
const BINDINGS = [
  ...["provider", "app", "permissions", "mws-network-connectivity-config", "mws-ncc-binding"],
  ...["mws-ncc-private-endpoint-rule", "account-network-policy", "workspace-network-option", "ip-access-list"],
];

/** Measurements that are no workload of their own, by the name that picks them on the command line. */
export class Others {
  constructor(
    private readonly session: Session,
    private readonly results: Results,
    private readonly progress: Progress,
    /** Only to see that everything runs. */
    private readonly isQuick: boolean,
  ) {}

  /** examples/orders as whole processes. */
  small(place: Place): void {
    const { session } = this;
    const outdir = session.outdir(place);
    const env = { CDKTF_OUTDIR: outdir };
    const on = { cdktf: session.on("cdktf"), cdktn: session.on("cdktn") };
    const run = (file: string) => () => {
      fs.rmSync(outdir, { recursive: true, force: true });
      return session.run(file, [], { env });
    };
    const [ours, theirs] = [session.outdir(place), session.outdir(place)];
    session.run(on.cdktf.orders, [], { env: { CDKTF_OUTDIR: ours } });
    session.run(on.cdktf.program("orders-by-hand"), [], { env: { CDKTF_OUTDIR: theirs } });
    assertSameDocuments(ours, theirs);
    const variants = {
      "hand-written": run(on.cdktf.program("orders-by-hand")),
      ours: run(on.cdktf.orders),
      json: () => session.writeJson(ours, outdir),
      "hand-written on cdktn": run(on.cdktn.program("orders-by-hand")),
      "ours on cdktn": run(on.cdktn.orders),
    };
    this.add(`small, ${place.name}`, variants, 11);
  }

  /** `check` and `diff` over an assembly whose stages and workspaces are files, beside the synthesis that wrote it. */
  commands(place: Place, company: Size): void {
    const { session } = this;
    const size: Size = { ...company, files: true };
    const { folder: installed } = session.on("cdktf");
    const write = `require("./programs/company-files.js").writeCompanyFiles(${JSON.stringify(size)})`;
    session.run("-e", [write], { cwd: installed });
    const [assembly, warmUp] = [session.outdir(place), session.outdir(place)];
    session.run(session.on("cdktf").orders, [], { env: { CDKTF_OUTDIR: warmUp } });
    const task = JSON.stringify({ assembly, warmUp });
    const variants = {
      synth: () => session.synthesize("ours", size, assembly),
      "check and diff": () => session.run(session.on("cdktf").program("commands"), [task]),
    };
    this.add(`commands, ${place.name}`, variants, 7);
  }

  /** A test file that creates and synthesizes a company of 100 apps. */
  jest(place: Place, company: Size): void {
    const size: Size = { ...company, layout: "stacks" };
    const run = (variant: "ours" | "hand-written") => () => this.session.jest(variant, size, place);
    this.add(`jest, ${place.name}`, { "hand-written": run("hand-written"), ours: run("ours") }, 5);
  }

  import(): void {
    const cwd = this.session.on("cdktf").folder;
    const run = (script: string) => (): Run => this.session.run("-e", [script], { cwd });
    const load = (...names: readonly string[]) =>
      run(names.map((name) => `require(${JSON.stringify(name)});`).join(""));
    const bindings = BINDINGS.map((name) => `@cdktf/provider-databricks/lib/${name}`);
    const variants = {
      "hand-written": load("cdktf", ...bindings),
      ours: load("databricks-apps-constructs"),
      // The library loads what belongs to a name with its first use: all of it.
      "ours, every name": run(`Object.values(require("databricks-apps-constructs"));`),
      "bare node": load(),
    };
    this.add("import", variants, 15);
  }

  /** The library alone: 100 apps in each stack, or a stack for each. */
  growth(place: Place): void {
    const outdir = this.session.outdir(place);
    const run = (layout: Size["layout"], apps: number) => () => {
      const scale = this.isQuick ? 10 : 1;
      const size: Size = { apps: apps / scale, workspacesPerStage: apps / 100, layout };
      return this.session.synthesize("ours", size, outdir);
    };
    const variants = {
      "30 stacks, 100": run("stacks", 100),
      "30 stacks, 1000": run("stacks", 1000),
      "30 stacks, 3000": run("stacks", 3000),
      "pipelines, 100": run("pipelines", 100),
      "pipelines, 1000": run("pipelines", 1000),
    };
    this.add(`growth, ${place.name}`, variants, 5);
  }

  /** Stack traces, child processes, and what the one frame of each define function costs. */
  counts(place: Place): void {
    const outdir = this.session.outdir(place);
    const count = (variant: "ours" | "hand-written", apps: number) => () =>
      this.session.synthesize(variant, { apps, workspacesPerStage: 1, layout: "stacks" }, outdir, true);
    const variants = {
      "ours, 10": count("ours", 10),
      "ours, 20": count("ours", 20),
      "hand-written, 10": count("hand-written", 10),
      "hand-written, 20": count("hand-written", 20),
      "define frame": () => this.session.run(this.session.on("cdktf").program("define-frame"), []),
    };
    this.add("counts", variants, 1);
  }

  private add(group: string, variants: Readonly<Record<string, () => Run>>, rounds: number): void {
    this.progress(group);
    this.results.add(group, takeTurns(variants, this.isQuick ? 1 : rounds, this.progress));
  }
}

/** What a measurement left on the disk. */
export function removePlaces(places: readonly Place[]): void {
  for (const { folder } of places) fs.rmSync(path.resolve(folder), { recursive: true, force: true });
}
