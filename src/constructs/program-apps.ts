import { TerraformStack } from "cdktf";
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

/** The Apps of a program, as they are checked and as they are written. */
export class ProgramApps {
  private readonly apps: RegisteredApp[] = [];
  private readonly byStack = new Map<TerraformStack, RegisteredApp[]>();
  private readonly paths = new Map<Construct, string>();
  private rendered = new Map<RegisteredApp, BoundApp>();
  /** Of this synthesis: between two, a folder may change. */
  private sources = new Sources();

  add(app: RegisteredApp): void {
    this.apps.push(app);
    const stack = TerraformStack.of(app.construct);
    const others = this.byStack.get(stack);
    if (others === undefined) this.byStack.set(stack, [app]);
    else others.push(app);
  }

  /** Calls an App by its stack's name instead of its construct's path. */
  name(construct: Construct, path: string): void {
    this.paths.set(construct, path);
  }

  get stages(): Stage[] {
    return this.apps.map(({ stage }) => stage);
  }

  /** By the first part of their findings' paths. */
  get constructs(): [string, Construct][] {
    return this.apps.map((app) => [this.pathOf(app), app.construct]);
  }

  /** For the check. What tokens refer to is read anew: it may have moved since the last one. */
  place(rulesOf: (construct: Construct) => PlacedApp["rules"], lastStages: ReadonlySet<string>): PlacedApp[] {
    this.rendered = new Map(this.apps.flatMap((app) => this.render(app)));
    this.sources = new Sources();
    const judge = new SourceJudge();
    return this.apps.map((app) => {
      const path = this.pathOf(app);
      const bound = this.rendered.get(app);
      const folder = bound && this.sources.of(app.stage.definition);
      return {
        path,
        stack: TerraformStack.of(app.construct).node.id,
        stage: app.stage,
        binding: bound === undefined ? app.binding : { bound, issues: [] },
        ...(bound &&
          folder && {
            source: sourceNeeds(folder),
            found: judge.judge(app.stage, bound, folder, lastStages.has(path)),
          }),
        rules: rulesOf(app.construct),
      };
    });
  }

  /** For the assembly, after the check. */
  assemble(addressOf: (stack: TerraformStack) => string | undefined): AssemblyApp[] {
    return this.apps.flatMap((app) => {
      const bound = this.rendered.get(app);
      if (bound === undefined) return [];
      const stack = TerraformStack.of(app.construct);
      const { definition } = app.stage;
      const address = addressOf(stack);
      const state = address === undefined ? {} : { stateAddress: address };
      const folder = this.sources.of(definition);
      const source = folder && { folder: folder.source, source: sourceNeeds(folder) };
      const place = { path: this.pathOf(app), stack: stack.node.id, ...state };
      return [{ ...place, definition, bound, ...source }];
    });
  }

  /** The Apps of one stack, with what its document should say. */
  emittersIn(stack: TerraformStack): Emitter[] {
    return (this.byStack.get(stack) ?? [])
      .filter((app) => this.rendered.has(app))
      .map((app) => ({ path: this.pathOf(app), emitted: app.emitted() }));
  }

  private render(app: RegisteredApp): [RegisteredApp, BoundApp][] {
    return app.binding.bound === undefined ? [] : [[app, renderBound(app.binding.bound, app.construct)]];
  }

  private pathOf({ construct }: RegisteredApp): string {
    return this.paths.get(construct) ?? construct.node.path;
  }
}
