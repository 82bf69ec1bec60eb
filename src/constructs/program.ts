import { App as CdktfApp, TerraformElement, TerraformStack } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import type { PipelineRecord } from "../assembly/promotion";
import { removeResults } from "../assembly/issues";
import { type AssemblyApp, type Emitted, readResources, writeAssembly } from "../assembly/write-assembly";
import { removeNetwork } from "../assembly/network";
import type { AppDefinition } from "../definition/app-definition";
import { AppsError, formatIssue, type Issue } from "../errors";
import type { Binding } from "../stage/bind";
import type { BoundApp } from "../stage/bound-app";
import type { Rules } from "../stage/check";
import { checkProgram, type Finding } from "../stage/check-program";
import type { PlacedApp, PlacedIssue, PlacedStack } from "../stage/program";
import type { Stage } from "../stage/stage";
import type { AppFolder } from "../source/app-folder";
import { checkSource } from "../source/check-source";
import { dependencyFindings } from "../source/dependency-findings";
import { sourceNeeds } from "../source/source-needs";
import { Sources } from "../source/sources";
import { renderBound } from "../terraform/render-bound";
import { stateAddressOf } from "../terraform/state-address";
import type { Workspace } from "../workspace/workspace";
import { LIBRARY_VERSION } from "../facts/library-version";
import { NetworkRegistry, outsideAccountStacks, writtenOutsideAccountStacks } from "./network-registry";
import { filesOf, recordIssues } from "./record-issues";

/** An App as its construct registers it. */
export interface RegisteredApp {
  readonly construct: Construct;
  readonly stage: Stage;
  readonly binding: Binding;
  /** Its resources, as the bound app wants them; addresses are read late, because ids may be overridden. */
  readonly emitted: () => readonly Emitted[];
}

const programs = new WeakMap<IConstruct, ProgramRegistry>();

/** The program that a construct belongs to: everything below one root. */
export function programOf(construct: IConstruct): ProgramRegistry {
  const { root } = construct.node;
  let program = programs.get(root);
  if (program === undefined) {
    program = new ProgramRegistry(root);
    programs.set(root, program);
  }
  return program;
}

/**
 * All Apps of a program, over every pipeline and every stack: checked once, before cdktf writes the first file, and
 * written to promotion.json once, after it wrote the last.
 */
export class ProgramRegistry {
  /** What belongs to whole workspaces instead of one app. */
  readonly network = new NetworkRegistry(() => this.findings !== undefined);
  private readonly apps: RegisteredApp[] = [];
  private readonly paths = new Map<Construct, string>();
  private readonly pipelines: PipelineRecord[] = [];
  private readonly workspaces = new Map<IConstruct, readonly Workspace[]>();
  private readonly stacksOfOurs = new Set<TerraformStack>();
  private readonly accountStacks = new Set<TerraformStack>();
  private readonly rules = new Map<IConstruct, Rules>();
  private readonly misplaced: Issue[] = [];
  private readonly gated = new Set<TerraformStack>();
  /** What this synthesis found; undefined outside of one. */
  private findings: readonly Finding[] | undefined;
  private rendered = new Map<RegisteredApp, BoundApp>();
  /** Of this synthesis: between two, a folder may change. */
  private sources = new Sources();
  /** What was found in the folders of this synthesis. */
  private judged = new Map<AppDefinition, Set<string>>();

  constructor(private readonly root: IConstruct) {
    // cdktf runs the validations of its App once, after all stacks are written, and only if none of them failed.
    if (CdktfApp.isApp(root)) root.node.addValidation({ validate: () => this.write(root) });
  }

  addApp(app: RegisteredApp): void {
    if (this.findings !== undefined) {
      const message = "an App was created while the program is being synthesized, after every check has run";
      const fix = "create Apps before synth(), not in an Aspect";
      throw new AppsError([{ code: "app.late", path: [app.construct.node.path], message, fix }]);
    }
    this.apps.push(app);
    this.guard(TerraformStack.of(app.construct));
  }

  /** A stack of ours; its workspace is checked even if no App stands in it. */
  addStack(stack: TerraformStack, workspace: Workspace): void {
    this.stacksOfOurs.add(stack);
    this.addWorkspaces(stack, [workspace]);
  }

  /** A stack that may hold what governs whole workspaces. */
  addAccountStack(stack: TerraformStack): void {
    this.stacksOfOurs.add(stack);
    this.accountStacks.add(stack);
  }

  /** Workspaces that a construct names; each is checked even if no App stands in it. */
  addWorkspaces(construct: IConstruct, workspaces: readonly Workspace[]): void {
    this.workspaces.set(construct, workspaces);
    this.guard(TerraformStack.of(construct));
  }

  addPipeline(pipeline: PipelineRecord): void {
    this.pipelines.push(pipeline);
  }

  /** Calls an App by its stack's name instead of its construct's path. */
  nameApp(construct: Construct, path: string): void {
    this.paths.set(construct, path);
  }

  /** Checks and acknowledgements for all Apps at or below a construct. */
  addRules(construct: IConstruct, { checks, acknowledge }: Rules): void {
    if (checks !== undefined || acknowledge !== undefined) this.rules.set(construct, { checks, acknowledge });
  }

  /** A problem that only the tree of constructs shows. */
  addIssue(issue: Issue): void {
    this.misplaced.push(issue);
  }

  /** Runs once per synthesis, however many stacks ask for it. */
  check(): void {
    if (this.findings !== undefined) return;
    if (CdktfApp.isApp(this.root)) {
      removeResults(this.root.outdir);
      removeNetwork(this.root.outdir);
    }
    this.rendered = new Map(this.apps.flatMap((app) => this.render(app)));
    this.sources = new Sources();
    this.judged = new Map();
    const findings = checkProgram({
      apps: this.apps.map((app) => this.place(app)),
      stacks: this.stacks().map((stack) => this.placeStack(stack)),
      workspaces: [...this.workspaces].flatMap(([construct, all]) =>
        all.map((workspace) => ({ path: TerraformStack.of(construct).node.id, workspace })),
      ),
      network: this.network.place((construct) => this.rulesOf(construct)),
      misplaced: [...this.misplaced, ...outsideAccountStacks(this.root, (stack) => this.accountStacks.has(stack))],
    });
    const errors = findings.filter(({ level, acknowledged }) => level === "error" && acknowledged === undefined);
    if (errors.length > 0) this.fail(errors);
    this.findings = findings;
    // A synthesis is synchronous, so this ends it even where cdktf never says so: in Testing.synth, and when it throws.
    queueMicrotask(() => (this.findings = undefined));
    this.annotate(findings);
  }

  private fail(errors: readonly Finding[]): never {
    const stages = this.apps.map(({ stage }) => stage);
    if (CdktfApp.isApp(this.root)) recordIssues(this.root.outdir, stages, [...this.workspaces.values()].flat(), errors);
    throw new AppsError(errors);
  }

  private render(app: RegisteredApp): [RegisteredApp, BoundApp][] {
    return app.binding.bound === undefined ? [] : [[app, renderBound(app.binding.bound, app.construct)]];
  }

  private place(app: RegisteredApp): PlacedApp {
    const stack = TerraformStack.of(app.construct);
    const bound = this.rendered.get(app);
    const folder = bound === undefined ? undefined : this.sources.of(app.stage.definition);
    return {
      path: this.pathOf(app),
      stack: stack.node.id,
      stage: app.stage,
      binding: bound === undefined ? app.binding : { bound, issues: [] },
      ...(bound && folder && { source: sourceNeeds(folder), found: this.judge(app, bound, folder) }),
      rules: this.rulesOf(app.construct),
    };
  }

  /** Reports once what several stages of a definition have in common. */
  private judge(app: RegisteredApp, bound: BoundApp, folder: AppFolder): readonly PlacedIssue[] {
    const { definition, ...own } = app.stage;
    const seen = this.judged.get(definition) ?? new Set();
    this.judged.set(definition, seen);
    const isScaled = bound.scaling?.kind === "horizontal";
    const found = [
      ...checkSource(folder, { bound, definition, stage: own }),
      ...dependencyFindings(folder, { isLastStage: this.isLastStage(app), isScaled }),
    ];
    return found.filter(({ issue }) => {
      const key = JSON.stringify([issue.code, issue.path, issue.at]);
      return !seen.has(key) && seen.add(key);
    });
  }

  private isLastStage(app: RegisteredApp): boolean {
    const path = this.pathOf(app);
    const last = this.pipelines.map(({ waves }) => waves.filter((wave) => wave.length > 0).at(-1));
    return last.some((wave) => wave?.includes(path));
  }

  private rulesOf(construct: IConstruct): PlacedApp["rules"] {
    return [...construct.node.scopes].reverse().flatMap((scope) => {
      const found = this.rules.get(scope);
      return found === undefined ? [] : [{ ...found, at: scope.node.path }];
    });
  }

  private pathOf({ construct }: RegisteredApp): string {
    return this.paths.get(construct) ?? construct.node.path;
  }

  private stacks(): TerraformStack[] {
    return this.root.node.findAll().filter((construct) => TerraformStack.isStack(construct));
  }

  private placeStack(stack: TerraformStack): PlacedStack {
    const stateAddress = stateAddressOf(stack);
    return { id: stack.node.id, path: stack.node.path, ...(stateAddress === undefined ? {} : { stateAddress }) };
  }

  /** Warnings as cdktf shows them; its own Annotations would write a stack trace, and so paths, into the manifest. */
  private annotate(findings: readonly Finding[]): void {
    const byPath = new Map([
      ...this.network.parts.map(({ construct }): [string, Construct] => [construct.node.path, construct]),
      ...this.apps.map((app): [string, Construct] => [this.pathOf(app), app.construct]),
    ]);
    for (const finding of findings) {
      const construct = byPath.get(String(finding.path[0]));
      if (finding.level !== "warning" || finding.acknowledged !== undefined || construct === undefined) continue;
      // Where it stands is a matter of this machine.
      const text = formatIssue({ ...finding, at: undefined });
      const known = construct.node.metadata.some(({ data }) => data === text);
      if (!known) construct.node.addMetadata("@cdktf/warn", text);
    }
  }

  /** An element per stack that asks for the check before cdktf writes anything; it adds nothing to the document. */
  private guard(stack: TerraformStack): void {
    if (this.gated.has(stack)) return;
    this.gated.add(stack);
    new Gate(stack, this);
  }

  private write(root: CdktfApp): string[] {
    // A pipeline without a single stage has no stack whose element could have asked for it.
    this.check();
    const { findings = [] } = this;
    this.findings = undefined;
    const stacks = this.stacks();
    // Only of stacks of ours: the default backend of any other lies at an absolute path of this machine.
    const addresses = new Map([...this.stacksOfOurs].map((stack) => [stack, stateAddressOf(stack)]));
    const documents = Object.fromEntries(
      stacks.map((stack) => [stack.node.id, root.manifest.forStack(stack).synthesizedStackPath]),
    );
    this.refuseWritten(root.outdir, documents);
    writeAssembly(root.outdir, {
      libraryVersion: LIBRARY_VERSION,
      apps: this.apps.flatMap((app) => this.assemble(app, addresses)),
      pipelines: this.pipelines,
      network: this.network.parts.map(({ construct, emitted }) => ({
        path: construct.node.path,
        stack: TerraformStack.of(construct).node.id,
        emitted: emitted(),
      })),
      networkContent: this.network.records,
      findings,
      files: filesOf(
        this.apps.map(({ stage }) => stage),
        [...this.workspaces.values()].flat(),
      ),
      documents,
    });
    return [];
  }

  /** Overrides, and resources that an Aspect made after the check, stand in the documents only. */
  private refuseWritten(outdir: string, documents: Readonly<Record<string, string>>): void {
    const ofAccount = new Set([...this.accountStacks].map(({ node }) => node.id));
    const issues = writtenOutsideAccountStacks(readResources(outdir, documents), (id) => ofAccount.has(id));
    if (issues.length > 0) throw new AppsError(issues);
  }

  private assemble(app: RegisteredApp, addresses: ReadonlyMap<TerraformStack, string | undefined>): AssemblyApp[] {
    const bound = this.rendered.get(app);
    if (bound === undefined) return [];
    const stack = TerraformStack.of(app.construct);
    const { definition } = app.stage;
    const address = addresses.get(stack);
    const state = address === undefined ? {} : { stateAddress: address };
    const folder = this.sources.of(definition);
    const source = folder && { folder: folder.source, source: sourceNeeds(folder) };
    const place = { path: this.pathOf(app), stack: stack.node.id, ...state };
    return [{ ...place, definition, bound, ...source, emitted: app.emitted() }];
  }
}

class Gate extends TerraformElement {
  constructor(
    stack: TerraformStack,
    private readonly program: ProgramRegistry,
  ) {
    super(stack, "databricks-apps-gate");
  }

  override toTerraform(): object {
    this.program.check();
    return {};
  }
}
