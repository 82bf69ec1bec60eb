import { type Pages, VENDOR } from "./page";

const said = (more: string, path = "orders-prod/access/viewers") =>
  `acknowledge: [\n  { check: "audience.account-users", path: "${path}",\n    ${more} },\n]`;

/** What only a whole program can be wrong about, and what was said of its issues. */
export const PROGRAM: Pages = {
  "pipeline.empty": {
    title: "a pipeline without stages",
    means: "A pipeline makes one stack per stage. Without stages it makes nothing, which nobody means.",
    example: {
      in: "program",
      wrong: 'new PromotionPipeline(app, "orders", { app: orders, stages: [] });',
      right: 'new PromotionPipeline(app, "orders", { app: orders, stages: [dev, prod] });',
    },
    fix: "Add a stage, or remove the pipeline.",
  },
  "pipeline.other-definition": {
    title: "a stage of another definition",
    means: "A pipeline promotes one definition. A stage of another one would put another app under its name.",
    example: {
      in: "program",
      wrong:
        "const prod = defineStage(refunds, workspace, {});\n" +
        'new PromotionPipeline(app, "orders", { app: orders, stages: [prod] });',
      right:
        "const prod = defineStage(orders, workspace, {});\n" +
        'new PromotionPipeline(app, "orders", { app: orders, stages: [prod] });',
    },
    fix: "Define the stage from the pipeline's own app, the same object.",
  },
  "provider.none": {
    title: "an App in a stack without a WorkspaceProvider",
    means: "An App belongs to a workspace, and the stack's WorkspaceProvider says which.",
    example: {
      in: "program",
      wrong: 'const stack = new TerraformStack(app, "orders");\nnew App(stack, "orders", stage);',
      right: 'const stack = new WorkspaceStack(app, "orders", prod);\nnew App(stack, "orders", stage);',
    },
    fix: "Use a WorkspaceStack, or add new WorkspaceProvider(stack, ...) before the App.",
  },
  "provider.several": {
    title: "several WorkspaceProviders to choose from",
    means: "With several providers directly in the stack nobody knows into which workspace the App belongs.",
    example: {
      in: "program",
      wrong: 'new App(stack, "orders", stage);',
      right: 'new App(stack, "orders", { ...stage, provider: west });',
    },
    fix: "Pass the right one as provider.",
  },
  "provider.other-kind": {
    title: "a provider that does not know its workspace",
    means: "A DatabricksProvider of the bindings may sign in anywhere. A WorkspaceProvider says where it belongs.",
    example: {
      in: "program",
      wrong: 'const provider = new DatabricksProvider(stack, "databricks", {});',
      right: 'const provider = new WorkspaceProvider(stack, "databricks", prod);',
    },
    fix: "Pass a WorkspaceProvider.",
  },
  "provider.other-workspace": {
    title: "a provider of another workspace",
    means: "The stage's checks were made against its own workspace, and the provider would create the app in another.",
    example: {
      in: "program",
      wrong:
        'const stack = new WorkspaceStack(app, "orders", staging);\n' +
        'new App(stack, "orders", defineStage(orders, prod, {}));',
      right:
        'const stack = new WorkspaceStack(app, "orders", prod);\n' +
        'new App(stack, "orders", defineStage(orders, prod, {}));',
    },
    fix: "Put the App into a stack of its stage's workspace.",
  },
  "provider.version": {
    title: "not a version of the provider",
    means:
      "The floor of the provider's version is three numbers. What is above it is Terraform's lock file's to choose.",
    example: {
      in: "program",
      wrong: 'provider.requireAtLeast("~> 1.143");',
      right: 'provider.requireAtLeast("1.143.0");',
    },
    fix: "Write three numbers, without an operator.",
    see: VENDOR.provider,
  },
  "stack.twice": {
    title: "two stacks with one id",
    means: "A stack's id is its folder in the assembly: one would overwrite the other's files.",
    example: {
      in: "program",
      wrong: "stages: [\n  defineStage(orders, prod, {}),\n  defineStage(orders, prod, {}),\n]",
      right: 'stages: [\n  defineStage(orders, prod, {}),\n  defineStage(orders, prod, { name: "eu" }),\n]',
    },
    fix: "Set name in one of the stages, or rename one of the stacks.",
  },
  "state.twice": {
    title: "two stacks with one state",
    means:
      "Two stacks that keep their state at one address take each other's resources for their own and destroy them.",
    example: {
      in: "program",
      wrong: 'new S3Backend(a, { bucket, key: "apps" });\nnew S3Backend(b, { bucket, key: "apps" });',
      right: 'new S3Backend(a, { bucket, key: "apps/a" });\nnew S3Backend(b, { bucket, key: "apps/b" });',
    },
    fix: "Give one of them another state. A WorkspaceStack adds its own name to the backend's prefix.",
    see: VENDOR.backends,
  },
  "check.twice": {
    title: "two different checks with one id",
    means: "An acknowledgement names a check by its id. With two of one id it would silence the wrong one.",
    example: {
      in: "program",
      wrong: 'checks: [{ id: "acme.described", ...a }, { id: "acme.described", ...b }]',
      right: 'checks: [{ id: "acme.described", ...a }, { id: "acme.owned", ...b }]',
    },
    fix: "Rename one of them. The library's own ids cannot be taken.",
  },
  "acknowledgement.reason": {
    title: "an acknowledgement without a reason",
    means: "Whoever reviews a promotion reads why an issue stands. An empty reason says nothing.",
    example: {
      in: "program",
      wrong: said('reason: ""'),
      right: said('reason: "everyone orders"'),
    },
    fix: "Say why it stands.",
  },
  "acknowledgement.until": {
    title: "not a day",
    means: "until is the last day on which the acknowledgement holds, YYYY-MM-DD. dbapps check judges it.",
    example: {
      in: "program",
      wrong: said('reason: "a fair", until: "June"'),
      right: said('reason: "a fair", until: "2027-06-30"'),
    },
    fix: "Write a day that exists.",
  },
  "acknowledgement.unmatched": {
    title: "an acknowledgement that matches nothing",
    means:
      "There is no such issue at this path: it was solved, or check or path is misspelt. A stale acknowledgement would " +
      "silence the issue when it comes back.",
    example: {
      in: "program",
      wrong: said('reason: "everyone orders"', "orders-prod/viewers"),
      right: said('reason: "everyone orders"'),
    },
    fix: "Correct it, by the path in the issue's text, or remove it.",
  },
  "acknowledgement.expired": {
    title: "an acknowledgement has run out",
    means:
      "Somebody said until which day this issue may stand, and that day has passed. Found by dbapps check only: a " +
      "synthesis never depends on the day.",
    example: {
      in: "program",
      wrong: said('reason: "a fair", until: "2026-06-30"'),
      right: 'access: { viewers: [Principal.group("sales")] }',
    },
    fix: "Solve the issue, or decide anew and write a later day.",
  },
  "acknowledgement.expiring": {
    title: "an acknowledgement runs out soon",
    means: "In 14 days or less dbapps check will refuse what this acknowledgement lets stand.",
    example: {
      in: "program",
      wrong: said('reason: "a fair", until: "2026-11-30"'),
      right: 'access: { viewers: [Principal.group("sales")] }',
    },
    fix: "Solve the issue in time, or decide anew and write a later day.",
  },
  "assembly.stale": {
    title: "the assembly is older than its files",
    means:
      "A file was changed, added or removed since the assembly was synthesized, so what dbapps diff shows and what " +
      "Terraform would apply is not what the files say.",
    example: { in: "command", wrong: "$ dbapps check", right: "$ dbapps synth && dbapps check" },
    fix: "Synthesize again.",
  },
  "assembly.other-library": {
    title: "the assembly was made by another version",
    means: "Another version of this library may check and write other things than this one says.",
    example: { in: "command", wrong: "$ dbapps check", right: "$ dbapps synth && dbapps check" },
    fix: "Synthesize again, with the version that is installed here.",
  },
};
