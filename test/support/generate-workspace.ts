import * as fc from "./random";
import { destination } from "./generate-definition";
import type { Members } from "./generate-draw";
import * as texts from "./generate-text";
import { CLOUDS } from "./generate-vendor";

const prefix = texts.optional({ prefix: fc.array(texts.slug, { minLength: 1, maxLength: 3 }).map((p) => p.join("/")) });

const backend: fc.Arbitrary<Members> = fc.oneof(
  texts.slug.map((folder) => ({ kind: "local", folder: `../../../${folder}` })),
  fc.tuple(texts.slug, prefix).map(([bucket, more]) => ({ kind: "s3", bucket, region: "eu-west-1", ...more })),
  fc.tuple(texts.slug, texts.slug, texts.slug, prefix).map(([resourceGroup, storageAccount, container, more]) => ({
    kind: "azurerm",
    resourceGroup,
    storageAccount,
    container,
    ...more,
  })),
  fc.tuple(texts.slug, prefix).map(([bucket, more]) => ({ kind: "gcs", bucket, ...more })),
);

const auth: fc.Arbitrary<Members> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("github-oidc", "azure-devops-oidc", "oauth-m2m", "azure-cli"),
      texts.optional({ clientId: texts.uuid }),
    )
    .map(([type, more]) => ({ type, ...more })),
  fc
    .tuple(texts.slug, fc.constantFrom("pat", "databricks-cli", "oauth-m2m"))
    .map(([profile, authType]) => ({ type: "profile", profile, authType })),
);

const egress = fc.record({
  policyId: texts.slug,
  mode: fc.constantFrom("dryRun", "enforced"),
  destinations: fc.array(destination, { maxLength: 2 }),
});

const place = fc
  .tuple(fc.constantFrom(...(Object.keys(CLOUDS) as (keyof typeof CLOUDS)[])), texts.numericId, fc.nat())
  .map(([cloud, workspaceId, index]) => {
    const { host, regions } = CLOUDS[cloud];
    return { cloud, workspaceId, host: host(workspaceId), region: regions[index % regions.length] };
  });

/** A workspace; what an app asks of it is added by whoever puts both together. */
export const workspace: fc.Arbitrary<Members> = fc
  .tuple(
    place,
    fc.record({
      name: texts.workspaceName,
      accountId: texts.uuid,
      tier: fc.constantFrom("PREMIUM", "ENTERPRISE"),
      auth,
      backend,
    }),
    texts.optional<Members>({
      protected: fc.boolean(),
      limits: texts.optional({
        apps: fc.nat({ max: 500 }),
        scaledApps: fc.nat({ max: 50 }),
        instancesPerApp: fc.integer({ min: 1, max: 20 }),
      }),
      features: fc.uniqueArray(fc.constantFrom("horizontalScaling", "userAuthorization", "lakebaseAutoscaling")),
      egress,
    }),
  )
  .map(([where, rest, more]) => ({ ...where, ...rest, ...more }));
