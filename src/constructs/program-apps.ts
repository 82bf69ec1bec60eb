import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Emitted, Emitter } from "../assembly/documents";
import type { AssemblyApp } from "../assembly/write-assembly";
import { sourceNeeds } from "../source/source-needs";
import { Sources } from "../source/sources";
import type { Binding } from "../stage/bind";
import type { BoundApp } from "../stage/bound-app";
import type { PlacedApp } from "../stage/program";
import type { Stage } from "../stage/stage";
import { renderBound } from "../terraform/render-bound";
import { SourceJudge } from "./source-judge";

/** An App as its construct registers it. */
export interface RegisteredApp {
  readonly construct: Construct;
  readonly stage: Stage;
  readonly binding: Binding;
  /** Its resources, as the bound app wants them; addresses are read late, because ids may be overridden. */
  readonly emitted: () => readonly Emitted[];
}

interface PlacedIn {
  readonly registered: RegisteredApp;
  readonly stack: TerraformStack;
}

/** The Apps of a program, as they are checked and as they are written. */
export class ProgramApps {
  private readonly apps: PlacedIn[] = [];
  private readonly byStack = new Map<TerraformStack, PlacedIn[]>();
  private readonly paths = new Map<Construct, string>();
  private rendered = new Map<PlacedIn, BoundApp>();
  /** Of this synthesis: between two, a folder may change. */
  private sources = new Sources();

  add(registered: RegisteredApp, stack: TerraformStack): void {
    const app = { registered, stack };
    this.apps.push(app);
    const others = this.byStack.get(stack);
    if (others === undefined) this.byStack.set(stack, [app]);
    else others.push(app);
  }

  /** Calls an App by its stack's name instead of its construct's path. */
  name(construct: Construct, path: string): void {
    this.paths.set(construct, path);
  }

  get stages(): Stage[] {
    return this.apps.map(({ registered }) => registered.stage);
  }

  /** By the first part of their findings' paths. */
  get constructs(): [string, Construct][] {
    return this.apps.map(({ registered: { construct } }) => [this.pathOf(construct), construct]);
  }

  /** For the check. What tokens refer to is read anew: it may have moved since the last one. */
  place(rulesOf: (construct: Construct) => PlacedApp["rules"], lastStages: ReadonlySet<string>): PlacedApp[] {
    this.rendered = new Map();
    this.sources = new Sources();
    const judge = new SourceJudge();
    return this.apps.map((app): PlacedApp => {
      const { construct, stage, binding } = app.registered;
      const placed = { path: this.pathOf(construct), stack: app.stack.node.id, stage, rules: rulesOf(construct) };
      if (binding.bound === undefined) return { ...placed, binding };
      const bound = renderBound(binding.bound, construct);
      this.rendered.set(app, bound);
      const folder = this.sources.of(stage.definition);
      const known: PlacedApp = { ...placed, binding: bound === binding.bound ? binding : { bound, issues: [] } };
      if (folder === undefined) return known;
      const found = judge.judge(stage, bound, folder, lastStages.has(placed.path));
      return { ...known, source: sourceNeeds(folder), found };
    });
  }

  /** For the assembly, after the check. */
  assemble(addressOf: (stack: TerraformStack) => string | undefined): AssemblyApp[] {
    return [...this.rendered].map(([{ registered, stack }, bound]) => {
      const { construct, stage } = registered;
      const { definition } = stage;
      const stateAddress = addressOf(stack);
      const place = { path: this.pathOf(construct), stack: stack.node.id, stateAddress, definition, bound };
      const folder = this.sources.of(definition);
      return folder === undefined ? place : { ...place, folder: folder.source, source: sourceNeeds(folder) };
    });
  }

  /** The Apps of one stack, with what its document should say. */
  emittersIn(stack: TerraformStack): Emitter[] {
    return (this.byStack.get(stack) ?? [])
      .filter((app) => this.rendered.has(app))
      .map(({ registered }) => ({ path: this.pathOf(registered.construct), emitted: registered.emitted() }));
  }

  private pathOf(construct: Construct): string {
    const known = this.paths.get(construct) ?? construct.node.path;
    this.paths.set(construct, known);
    return known;
  }
}
