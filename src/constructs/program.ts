import { App as CdktfApp, TerraformStack } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import type { PipelineRecord } from "../assembly/promotion";
import { removeResults } from "../assembly/issues";
import { writeAssembly } from "../assembly/write-assembly";
import { removeNetwork } from "../assembly/network";
import { AppsError, type Issue } from "../errors";
import type { Rules } from "../stage/check";
import { checkProgram } from "../stage/check-program";
import type { Finding } from "../stage/finding";
import type { Workspace } from "../workspace/workspace";
import { LIBRARY_VERSION } from "../facts/library-version";
import { beforeDocuments } from "../terraform/before-documents";
import { NetworkRegistry } from "./network-registry";
import { ProgramApps, type RegisteredApp } from "./program-apps";
import { ProgramDocuments } from "./program-documents";
import { ProgramRules } from "./program-rules";
import { ProgramStacks } from "./program-stacks";
import { filesOf, recordIssues } from "./record-issues";
import { showWarnings } from "./show-warnings";
import { survey } from "./survey";
import { outsideAccountStacks, WORKSPACE_WIDE } from "./workspace-wide";

const programs = new WeakMap<IConstruct, ProgramRegistry>();

/** The program that a construct belongs to: everything below one root. */
export function programOf(construct: IConstruct): ProgramRegistry {
  // `node.root` lists every scope; each App asks several times.
  let root: IConstruct = construct;
  for (let scope; (scope = root.node.scope) !== undefined;) root = scope;
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
  private readonly apps = new ProgramApps();
  private readonly stacks = new ProgramStacks();
  private readonly rules = new ProgramRules();
  private readonly documents = new ProgramDocuments(this.apps, this.stacks, this.network);
  private readonly pipelines: PipelineRecord[] = [];
  private readonly misplaced: Issue[] = [];
  /** The stacks of this synthesis: cdktf writes none that are made while it runs. */
  private found: readonly TerraformStack[] = [];
  /** What this synthesis found; undefined outside of one. */
  private findings: readonly Finding[] | undefined;

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
    const stack = TerraformStack.of(app.construct);
    this.apps.add(app, stack);
    this.guard(stack);
  }

  /** A stack of ours; its workspace is checked even if no App stands in it. */
  addStack(stack: TerraformStack, workspace: Workspace): void {
    this.stacks.addOurs(stack);
    this.documents.watch(stack);
    this.addWorkspaces(stack, [workspace]);
  }

  /** A stack that may hold what governs whole workspaces. */
  addAccountStack(stack: TerraformStack): void {
    this.stacks.addAccountStack(stack);
    this.documents.watch(stack);
  }

  /** Workspaces that a construct names; each is checked even if no App stands in it. */
  addWorkspaces(construct: IConstruct, workspaces: readonly Workspace[]): void {
    this.stacks.addWorkspaces(construct, workspaces);
    this.guard(TerraformStack.of(construct));
  }

  addPipeline(pipeline: PipelineRecord): void {
    this.pipelines.push(pipeline);
  }

  /** Calls an App by its stack's name instead of its construct's path. */
  nameApp(construct: Construct, path: string): void {
    this.apps.name(construct, path);
  }

  /** Checks and acknowledgements for all Apps at or below a construct. */
  addRules(construct: IConstruct, rules: Rules): void {
    this.rules.add(construct, rules);
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
    const rulesOf = (construct: Construct) => this.rules.of(construct);
    const found = survey(this.root, WORKSPACE_WIDE);
    this.found = found.stacks;
    const findings = checkProgram({
      apps: this.apps.place(rulesOf, this.lastStages),
      stacks: this.stacks.place(found),
      workspaces: this.stacks.placeWorkspaces(),
      network: this.network.place(rulesOf),
      misplaced: [
        ...this.misplaced,
        ...outsideAccountStacks(found.resources, (stack) => this.stacks.isOfAccount(stack)),
      ],
    });
    const errors = findings.filter(({ level, acknowledged }) => level === "error" && acknowledged === undefined);
    if (errors.length > 0) this.fail(errors);
    this.findings = findings;
    // A synthesis is synchronous, so this ends it even where cdktf never says so: in Testing.synth, and when it throws.
    queueMicrotask(() => (this.findings = undefined));
    const parts = this.network.parts.map(({ construct }): [string, Construct] => [construct.node.path, construct]);
    showWarnings(findings, new Map([...parts, ...this.apps.constructs]));
  }

  private fail(errors: readonly Finding[]): never {
    if (CdktfApp.isApp(this.root)) {
      recordIssues(this.root.outdir, this.apps.stages, this.stacks.workspaces, errors);
    }
    throw new AppsError(errors);
  }

  /** The paths of the Apps that stand at the end of their pipelines. */
  private get lastStages(): ReadonlySet<string> {
    return new Set(this.pipelines.flatMap(({ waves }) => waves.filter((wave) => wave.length > 0).at(-1) ?? []));
  }

  private guard(stack: TerraformStack): void {
    beforeDocuments(stack, () => {
      this.check();
    });
  }

  private write(root: CdktfApp): string[] {
    // A pipeline without a single stage has no stack whose element could have asked for it.
    this.check();
    const { findings = [] } = this;
    this.findings = undefined;
    const addresses = this.stacks.addresses();
    const apps = this.apps.assemble((stack) => addresses.get(stack));
    const { documents, written } = this.documents.finish(root, this.found, apps);
    writeAssembly(root.outdir, {
      libraryVersion: LIBRARY_VERSION,
      apps,
      pipelines: this.pipelines,
      networkContent: this.network.records,
      findings,
      files: filesOf(this.apps.stages, this.stacks.workspaces),
      documents,
      written,
    });
    return [];
  }
}
