import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AssemblyApp, Emitted } from "../assembly/write-assembly";
import { probeSource } from "../source/probe";
import type { Binding } from "../stage/bind";
import type { BoundApp } from "../stage/bound-app";
import type { PlacedApp } from "../stage/program";
import type { Stage } from "../stage/stage";
import { renderBound } from "../terraform/render-bound";

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
  private readonly paths = new Map<Construct, string>();
  private rendered = new Map<RegisteredApp, BoundApp>();

  add(app: RegisteredApp): void {
    this.apps.push(app);
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
  place(rulesOf: (construct: Construct) => PlacedApp["rules"]): PlacedApp[] {
    this.rendered = new Map(this.apps.flatMap((app) => this.render(app)));
    return this.apps.map((app) => {
      const bound = this.rendered.get(app);
      return {
        path: this.pathOf(app),
        stack: TerraformStack.of(app.construct).node.id,
        stage: app.stage,
        binding: bound === undefined ? app.binding : { bound, issues: [] },
        source: bound === undefined ? undefined : probeSource(app.stage.definition.source),
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
      const source = probeSource(definition.source);
      const emitted = app.emitted();
      return [{ path: this.pathOf(app), stack: stack.node.id, ...state, definition, bound, source, emitted }];
    });
  }

  private render(app: RegisteredApp): [RegisteredApp, BoundApp][] {
    return app.binding.bound === undefined ? [] : [[app, renderBound(app.binding.bound, app.construct)]];
  }

  private pathOf({ construct }: RegisteredApp): string {
    return this.paths.get(construct) ?? construct.node.path;
  }
}
