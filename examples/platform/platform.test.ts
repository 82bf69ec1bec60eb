import { Job } from "@cdktf/provider-databricks/lib/job";
import { SqlEndpoint } from "@cdktf/provider-databricks/lib/sql-endpoint";
import { type App as CdktfApp, Aspects } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { acmeApp, checks, CostTags, workspaces } from "./index";

const { AppResource, Permission, Principal } = apps;

const desk = acmeApp(
  apps.defineApp({
    name: "desk",
    description: "Front desk",
    resources: { files: AppResource.volume("WRITE_VOLUME") },
    access: { viewers: Permission.canUse() },
  }),
);

const stageProps = {
  bindings: { files: { fullName: "main.desk.files" }, "audit-trail": { fullName: "main.audit.trail" } },
  access: { viewers: [Principal.group("desk")], oncall: [Principal.group("oncall-desk")] },
} as const;

const acknowledge: apps.Acknowledgement[] = [
  { check: "acme.because", path: "desk-prod/resources/files", reason: "approved by data governance" },
];

function pipeline(workspace: apps.Workspace, rules: apps.Rules = {}): (app: CdktfApp) => void {
  const stages = [apps.defineStage(desk, workspace, stageProps)];
  return (app) => void new apps.PromotionPipeline(app, "desk", { app: desk, stages, checks, ...rules });
}

function issuesOf(program: (app: CdktfApp) => void): string[] {
  try {
    synthesize(program);
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
    throw error;
  }
  return [];
}

test("every app of Acme has an audit trail and people on call", () => {
  const { resource } = synthesize(pipeline(workspaces.dev)).stacks["desk-dev"] ?? {};
  expect(resource?.databricks_app?.desk?.resources).toEqual(
    expect.arrayContaining([
      {
        name: "audit-trail",
        uc_securable: {
          securable_full_name: "main.audit.trail",
          securable_type: "VOLUME",
          permission: "WRITE_VOLUME",
        },
      },
    ]),
  );
  expect(Object.values(resource?.databricks_permissions ?? {})[0]?.access_control).toEqual([
    { group_name: "oncall-desk", permission_level: "CAN_MANAGE" },
    { group_name: "desk", permission_level: "CAN_USE" },
  ]);
});

test("fails where a stage leaves out what Acme asks for, even if nobody compiled it", () => {
  const { files } = stageProps.bindings;
  const { viewers } = stageProps.access;
  const half = { bindings: { files }, access: { viewers } } as unknown as typeof stageProps;
  const stages = [apps.defineStage(desk, workspaces.dev, half)];
  expect(issuesOf((app) => new apps.PromotionPipeline(app, "desk", { app: desk, stages }))).toEqual([
    "binding.missing desk-dev/bindings/audit-trail",
    "access.nobody desk-dev/access/oncall",
  ]);
});

test("fails where a team uses a name of Acme's for something else", () => {
  const own = { name: "desk", resources: { "audit-trail": AppResource.volume("READ_VOLUME") } } as const;
  const taken = acmeApp(apps.defineApp(own));
  const bindings = { "audit-trail": { fullName: "main.audit.trail" } };
  const stages = [apps.defineStage(taken, workspaces.dev, { bindings, access: { oncall: [Principal.group("desk")] } })];
  expect(issuesOf((app) => new apps.PromotionPipeline(app, "desk", { app: taken, stages }))).toEqual([
    "definition.collision desk-dev/definition/resources/audit-trail",
  ]);
});

test("a change that nobody explains is a warning in dev", () => {
  const { findings } = synthesize(pipeline(workspaces.dev)).promotion ?? {};
  expect(findings).toMatchObject([
    { code: "acme.because", path: ["desk-dev", "resources", "files"], level: "warning" },
  ]);
});

test("fails in prod, until somebody says why it stands", () => {
  expect(issuesOf(pipeline(workspaces.prod))).toEqual(["acme.because desk-prod/resources/files"]);
  const { findings } = synthesize(pipeline(workspaces.prod, { acknowledge })).promotion ?? {};
  expect(findings).toMatchObject([{ code: "acme.because", acknowledged: { reason: "approved by data governance" } }]);
});

test("fails in every workspace for an app that says nothing of itself", () => {
  const definition = apps.defineApp({ name: "mystery" });
  const issues = issuesOf((app) => {
    const stack = new apps.WorkspaceStack(app, "mystery-lab", workspaces.lab, { checks });
    new apps.App(stack, "mystery", { definition });
  });
  expect(issues).toEqual(["acme.described mystery-lab/mystery/description"]);
});

test("what costs money is tagged, whoever made it; the app is left alone", () => {
  const extend = ({ stack }: { readonly stack: apps.WorkspaceStack }) => {
    new SqlEndpoint(stack, "dashboards", { name: "dashboards", clusterSize: "Small" });
    new Job(stack, "nightly", { name: "nightly" });
    Aspects.of(stack).add(new CostTags({ team: "desk" }));
  };
  const stages = [apps.defineStage(desk, workspaces.dev, stageProps)];
  const { stacks, promotion } = synthesize((app) => {
    new apps.PromotionPipeline(app, "desk", { app: desk, stages, extend });
  });
  expect(stacks["desk-dev"]?.resource?.databricks_sql_endpoint?.dashboards?.tags).toEqual({
    custom_tags: [{ key: "team", value: "desk" }],
  });
  expect(stacks["desk-dev"]?.resource?.databricks_job?.nightly?.tags).toEqual({ team: "desk" });
  expect(promotion?.overrides).toEqual([]);
});
