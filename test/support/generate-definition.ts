import * as fc from "./random";
import type { Members } from "./generate-draw";
import * as texts from "./generate-text";
import * as vendor from "./generate-vendor";

/** A resource of a definition, with what a stage may bind it to. */
export interface DrawnResource {
  readonly resource: Members;
  readonly binding: Members;
}

const path = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join("."));
const projects = fc.tuple(texts.slug, texts.slug, texts.slug).map(([project, branch, database]) => ({
  branch: `projects/${project}/branches/${branch}`,
  database: `projects/${project}/branches/${branch}/databases/${database}`,
}));
const secretName = texts.over("abcXYZ019._@/-", 1, vendor.LIMITS.secretName).map((name) => `s${name.slice(1)}`);

/** What the vendor's fields hold, by the provider's argument names. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "app.name": texts.appName.map((name) => `o${name.slice(1)}`),
  "database.instance_name": texts.slug,
  "database.database_name": texts.identifier,
  "experiment.experiment_id": texts.numericId,
  "genie_space.name": texts.prose,
  "genie_space.space_id": texts.hexId,
  "job.id": texts.numericId,
  "secret.scope": secretName,
  "secret.key": secretName,
  "serving_endpoint.name": texts.slug,
  "sql_warehouse.id": texts.hexId,
};

function bindingOf(kind: keyof typeof vendor.RESOURCE_KINDS): fc.Arbitrary<Members> {
  if (kind === "postgres") return projects;
  const fields = vendor.RESOURCE_KINDS[kind].fields.map((field): [string, fc.Arbitrary<string>] => [
    vendor.camelCase(field),
    texts.refTo(FIELDS[`${kind}.${field}`] ?? texts.slug),
  ]);
  return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
}

const extras = texts.optional({
  because: texts.because,
  description: texts.over("abcdefgh ,.", 1, vendor.LIMITS.resourceDescription - 1).map((text) => `D${text}`),
});

const simple = fc
  .constantFrom(...(Object.keys(vendor.RESOURCE_KINDS) as (keyof typeof vendor.RESOURCE_KINDS)[]))
  .chain((kind): fc.Arbitrary<DrawnResource> =>
    fc
      .tuple(fc.constantFrom<string>(...vendor.RESOURCE_KINDS[kind].levels), bindingOf(kind), extras)
      .map(([permission, binding, more]) => ({
        resource: { kind: vendor.camelCase(kind), permission, ...more },
        binding,
      })),
  );

const securable = fc
  .constantFrom(...(Object.keys(vendor.UC_SECURABLES) as (keyof typeof vendor.UC_SECURABLES)[]))
  .chain((type): fc.Arbitrary<DrawnResource> => {
    const name = type === "CONNECTION" ? texts.identifier : path(texts.identifier, texts.identifier, texts.identifier);
    return fc
      .tuple(fc.constantFrom<string>(...vendor.UC_SECURABLES[type]), texts.refTo(name), extras)
      .map(([permission, fullName, more]) => ({
        resource: { kind: "ucSecurable", securable: type, permission, ...more },
        binding: { fullName },
      }));
  });

export const resources = texts.keyed(
  texts.resourceKey,
  fc.oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: securable }),
  6,
);

export const destination: fc.Arbitrary<Members> = fc.oneof(
  fc
    .tuple(path(texts.slug, texts.slug, fc.constantFrom("com", "eu", "internal")), texts.because)
    .chain(([host, because]) =>
      texts.optional({ phase: fc.constantFrom("build", "run") }).map((more) => ({ host, because, ...more })),
    ),
  fc.record({ storageAccount: texts.slug, service: fc.constantFrom("blob", "dfs"), because: texts.because }),
  fc.record({ bucket: texts.slug, region: fc.constantFrom("eu-west-1", "us-east-1"), because: texts.because }),
);

const gitRepository = fc
  .tuple(fc.constantFrom(...vendor.GIT_PROVIDERS), texts.over("abc/-", 1, vendor.LIMITS.gitUrl - 20))
  .map(([provider, folder]) => ({ provider, url: `https://git.example.com/${folder}`.slice(0, vendor.LIMITS.gitUrl) }));

export const scaling = fc.oneof(
  fc.constant<Members>({ kind: "standard" }),
  fc.integer({ min: 1, max: vendor.LIMITS.instances }).map((instances): Members => ({ kind: "horizontal", instances })),
);

/** Everything of a definition but what other parts refer to: resources, roles and variables. */
export const definitionParts = fc.record({
  name: texts.appName,
  more: texts.optional<Members>({
    description: texts.prose,
    source: texts.slug.map((folder) => `./${folder}`),
    userApiScopes: fc.uniqueArray(fc.constantFrom(...vendor.USER_API_SCOPES), { maxLength: 4 }),
    egress: fc.array(destination, { maxLength: 3 }),
    gitRepository,
    size: fc.constantFrom(...vendor.COMPUTE_SIZES),
    scaling,
  }),
});

export const permission = fc
  .tuple(fc.constantFrom(...vendor.APP_LEVELS), texts.optional({ because: texts.because }))
  .map(([level, more]): Members => ({ level, ...more }));
