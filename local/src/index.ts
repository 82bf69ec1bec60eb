export type { ConnectionState } from "./account/account";
export type { EgressDecision, EgressProduct } from "./account/egress-decision";
export { applyLocally, type ApplyLocallyOptions, type LocalPlan, type LocalStack, type PlannedAction } from "./apply";
export { type Clock, ManualClock, systemClock } from "./clock";
export type { DeploymentCourse } from "./deployment-course";
export type { Effect, Fault, Faults } from "./faults";
export type { Federation } from "./federation";
export type { Inspection, RecordedRequest } from "./inspection";
export { overrideFile } from "./override-file";
export type { Principal } from "./principal";
export type { SecretLookup } from "./process-environment";
export { ProcessRunner } from "./process-runner";
export type { ProcessRunnerOptions } from "./process-runner-options";
export { type AppRun, type LogLine, type Outcome, PretendRunner, type Run, type Runner } from "./runner";
export type { SecurableObjects, Seed, WorkspaceSeed } from "./seed";
export { seedFromAssembly } from "./seed-from-assembly";
export { type EgressQuestion, LocalControlPlane } from "./server";
export type { LocalControlPlaneOptions } from "./server-options";
export type { World } from "./state";

export {
  CONDITIONS,
  type AppState,
  type ComputeState,
  type Condition,
  type DeploymentState,
  conditionOf,
} from "./states";
export { SWITCHES, type Switch, type SwitchName, type Switches } from "./switches";
export { TerraformError, type TerraformOptions } from "./terraform-process";
