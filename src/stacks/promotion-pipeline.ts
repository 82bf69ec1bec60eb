import { Construct } from "constructs";
import { App, type StackProps } from "../constructs/app";
import { programOf } from "../constructs/program";
import type { AppDefinition } from "../definition/app-definition";
import type { Resources } from "../definition/app-resource";
import type { Stage } from "../stage/stage";
import { WorkspaceStack } from "./workspace-stack";

/** Where `extend` is called: once per stage, after its app was made. */
export interface StageScope<R extends Resources, A extends string, V extends string> {
  readonly stack: WorkspaceStack;
  readonly app: App<R, A, V>;
  readonly stage: Stage<R, A, V>;
}

export interface PromotionPipelineProps<R extends Resources, A extends string, V extends string> extends StackProps {
  readonly app: AppDefinition<R, A, V>;
  /** In order; an inner list is a wave, whose stages may be applied together. */
  readonly stages: readonly (
    Stage<NoInfer<R>, NoInfer<A>, NoInfer<V>> | readonly Stage<NoInfer<R>, NoInfer<A>, NoInfer<V>>[]
  )[];
  /** Your own resources beside the app. Aspects and overrides reach everything in the stack. @default nothing */
  readonly extend?: (at: StageScope<R, A, V>) => void;
}

/**
 * One definition in several workspaces, in order: a stack `<app>-<stage>` for each stage.
 *
 * The order is data for whoever applies the stacks; nothing makes one stack depend on another.
 */
export class PromotionPipeline<R extends Resources, A extends string, V extends string> extends Construct {
  constructor(scope: Construct, id: string, props: PromotionPipelineProps<R, A, V>) {
    super(scope, id);
    const { app: definition, stages, extend, checks, acknowledge } = props;
    const program = programOf(this);
    program.addRules(this, { checks, acknowledge });
    const waves = stages.map((wave) => (isWave(wave) ? wave : [wave]));
    if (waves.every((wave) => wave.length === 0)) {
      const message = "a pipeline without stages makes nothing";
      program.addIssue({ code: "pipeline.empty", path: [this.node.path, "stages"], message, fix: "add a stage" });
    }
    const record = waves.map((wave) => wave.map((stage) => this.addStage(definition, stage, extend)));
    program.addPipeline({ path: this.node.path, definition: definition.name, waves: record });
  }

  private addStage(
    definition: AppDefinition<R, A, V>,
    stage: Stage<R, A, V>,
    extend: PromotionPipelineProps<R, A, V>["extend"],
  ): string {
    const program = programOf(this);
    // On a name that cannot be a stack's, cdktf would end the program at once; the check reports it with all the rest.
    const { name, workspace, definition: own }: Partial<Stage> = stage ?? {};
    const stackId = `${definition.name}-${name ?? workspace?.name ?? "unknown"}`.replaceAll(/[^\w.-]/g, "_");
    const path = [this.node.path, "stages", stackId];
    if (workspace === undefined) {
      const message = "expected a stage with a workspace";
      program.addIssue({ code: "schema.missing", path, message, fix: "make it by defineStage" });
      return stackId;
    }
    if (own !== definition) {
      const message = "this stage is of another definition than the pipeline";
      program.addIssue({ code: "pipeline.other-definition", path, message, fix: "define it from the pipeline's app" });
    }
    if (this.node.tryFindChild(stackId) !== undefined) {
      const message = `two stages of the pipeline would make the stack ${stackId}`;
      program.addIssue({ code: "stack.twice", path, message, fix: "set name in one of them" });
      return stackId;
    }
    const stack = new WorkspaceStack(this, stackId, stage.workspace);
    const app = new App(stack, definition.name || "unnamed", stage);
    program.nameApp(app, stackId);
    extend?.({ stack, app, stage });
    return stackId;
  }
}

function isWave<T>(wave: T | readonly T[]): wave is readonly T[] {
  return Array.isArray(wave);
}
