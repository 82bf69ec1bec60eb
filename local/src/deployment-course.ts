/** How one deployment goes that does not simply go well. */
export interface DeploymentCourse {
  /** How many looks see it IN_PROGRESS while it is being built. @default 0 */
  readonly buildLooks?: number;
  /** How many looks see it IN_PROGRESS after that, while the app starts. @default 0 */
  readonly startLooks?: number;
  /**
   * `never`: it stays IN_PROGRESS until somebody stops the app. `crashes`: it succeeds, and the app dies afterwards.
   *
   * @default "runs"
   */
  readonly end?: "runs" | "failsToBuild" | "failsToStart" | "crashes" | "never";
  /** Where it crashes: how many looks at the app see it RUNNING first. @default 1 */
  readonly runningLooks?: number;
  /** Of the deployment that fails, or of the app that dies, in place of the usual one. */
  readonly message?: string;
  /** What the build or the app prints before that. */
  readonly logs?: readonly string[];
}
