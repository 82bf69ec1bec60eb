import * as fc from "./random";
import { definitionParts, permission, resources, scaling } from "./generate-definition";
import { type Draw, type Members, membersAt } from "./generate-draw";
import * as texts from "./generate-text";
import { CLOUDS, COMPUTE_SIZES, LIMITS } from "./generate-vendor";
import { workspace } from "./generate-workspace";

const principal: fc.Arbitrary<Members> = fc.oneof(
  texts.refTo(texts.slug.filter((name) => name !== "admins")).map((name) => ({ kind: "group", name })),
  texts.slug.map((name) => ({ kind: "user", name: `${name}@example.com` })),
  texts.refTo(texts.uuid).map((name) => ({ kind: "servicePrincipal", name })),
  fc.constant({ kind: "allAccountUsers", name: "account users" }),
);

const table = fc.tuple(texts.identifier, texts.identifier, texts.identifier).map((parts) => parts.join("."));

const ownParts = texts.optional<Members>({
  size: fc.constantFrom(...COMPUTE_SIZES),
  scaling,
  name: texts.slug,
  physicalName: texts.appName.map((name) => `p${name.slice(1)}`),
  telemetry: fc.record({ logsTable: table, metricsTable: table, tracesTable: table }),
  budgetPolicyId: texts.refTo(texts.uuid),
  usagePolicyId: texts.refTo(texts.uuid),
  space: texts.refTo(texts.slug),
});

/** Who has which role: as many roles as there are groups of principals, nobody in two of them. */
const audience = fc
  .tuple(
    fc.uniqueArray(principal, { maxLength: 6, selector: ({ name }) => String(name).toLowerCase() }),
    texts.keyed(texts.roleName, permission, 3),
  )
  .map(([people, roles]) => {
    const names = Object.keys(roles).slice(0, people.length);
    const access = names.map((role, index): [string, Members[]] => [
      role,
      people.filter((_, position) => position % names.length === index),
    ]);
    return {
      roles: Object.fromEntries(names.map((name) => [name, roles[name]])),
      access: Object.fromEntries(access),
    };
  });

const variables = fc.uniqueArray(
  fc.tuple(texts.variableName, texts.prose, fc.constantFrom("constant", "resource", "stage"), fc.nat()),
  {
    maxLength: 6,
    selector: ([name]) => name,
  },
);

/** A program whose every part is right: it must bind. */
export const validDraw: fc.Arbitrary<Draw> = fc
  .tuple(definitionParts, resources, audience, variables, workspace, ownParts)
  .map(([{ name, more }, drawn, { roles, access }, vars, where, own]): Draw => {
    const keys = Object.keys(drawn);
    const env: Members = {};
    const stageEnv: string[] = [];
    const values: Members = {};
    for (const [variable, text, source, index] of vars) {
      if (source === "stage") {
        stageEnv.push(variable);
        values[variable] = text;
      } else env[variable] = source === "resource" && keys.length > 0 ? { valueFrom: keys[index % keys.length] } : text;
    }
    const member = (part: "resource" | "binding") =>
      Object.fromEntries(Object.entries(drawn).map(([key, both]) => [key, both[part]]));
    const definition = { name, ...more, resources: member("resource"), access: roles, env, stageEnv };
    const stage = { ...own, bindings: member("binding"), access, env: values };
    return { definition, workspace: suited(where, definition, stage), stage };
  });

/** The workspace with what the app asks of it: features, a region, room for its instances. */
function suited(where: Members, definition: Members, stage: Members): Members {
  const draw: Draw = { definition, workspace: where, stage };
  const features = new Set((where.features ?? []) as string[]);
  const chosen =
    stage.scaling === undefined ? membersAt(draw, "definition", "scaling") : membersAt(draw, "stage", "scaling");
  const limits = { ...membersAt(draw, "workspace", "limits") };
  if (chosen.kind === "horizontal") {
    features.add("horizontalScaling");
    const most = limits.instancesPerApp ?? LIMITS.instances;
    if (Number(chosen.instances) > Number(most)) limits.instancesPerApp = chosen.instances;
  }
  if (Array.isArray(definition.userApiScopes) && definition.userApiScopes.length > 0) features.add("userAuthorization");
  const kinds = Object.values(membersAt(draw, "definition", "resources")).map((resource) => (resource as Members).kind);
  const lakebase: readonly string[] = CLOUDS[where.cloud as keyof typeof CLOUDS].lakebase;
  if (kinds.includes("postgres") && !lakebase.includes(String(where.region))) features.add("lakebaseAutoscaling");
  return {
    ...where,
    ...(where.limits === undefined && Object.keys(limits).length === 0 ? {} : { limits }),
    ...(where.features === undefined && features.size === 0 ? {} : { features: [...features] }),
  };
}
