import { type BoundApp, bind } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { stageOf } from "../support/generate-draw";
import { validDraw } from "../support/generate-program";
import * as vendor from "../support/generate-vendor";

interface Members {
  [key: string]: unknown;
}

/** A bound app as promotion.json holds it: what a token refers to instead of its text. */
export const boundApp: fc.Arbitrary<BoundApp> = validDraw.map((draw) => resolved(bind(stageOf(draw))) as BoundApp);

function resolved(value: unknown): unknown {
  // `//a@b` would be concealed like a URL's credentials; a generated scope or text can look like that.
  if (typeof value === "string" && /\/\/[^/@\s]+@/.test(value)) return resolved(value.replaceAll("@", "-"));
  if (typeof value === "string" && value.includes("TfToken[")) {
    const reference = (text: string) => text.replace(/\$\{TfToken\[TOKEN\.(\d+)\]\}/g, "databricks_thing.t$1.id");
    return /^\$\{[^}]*\}$/.test(value) ? { ref: reference(value) } : { template: reference(value) };
  }
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member)]));
}

/** Changes one thing of a copy, or nothing where there is nothing of the sort. `pick` chooses; `other` has values. */
type Change = (app: Members, other: Members, pick: number) => void;

const list = (app: Members, key: string) => app[key] as Members[];
const at = <T>(all: readonly T[], pick: number): T | undefined =>
  all.length === 0 ? undefined : all[pick % all.length];
const swapMember =
  (key: string): Change =>
  (app, other) => {
    if (other[key] === undefined) Reflect.deleteProperty(app, key);
    else app[key] = other[key];
  };
const inOne =
  (key: string, change: (member: Members, other: Members, pick: number) => void): Change =>
  (app, other, pick) => {
    const member = at(list(app, key), pick);
    if (member !== undefined) change(member, other, pick);
  };

const RANKED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(vendor.RESOURCE_KINDS).map(([kind, { levels }]) => [vendor.camelCase(kind), levels]),
  ),
  ucSecurable: Object.values(vendor.UC_SECURABLES).flat(),
};
const EVERYBODY = [
  { kind: "allAccountUsers", name: "account users" },
  { kind: "group", name: "users" },
  { kind: "group", name: "Account Users" },
  { kind: "group", name: { ref: "databricks_group.qa.display_name" } },
  { kind: "user", name: "Ann@example.com" },
  { kind: "user", name: "ann@example.com" },
];

export const CHANGES: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(
    ["name", "definition", "stage", "description", "env", "userApiScopes", "egress", "size", "scaling"]
      .concat("telemetry", "gitRepository", "budgetPolicyId", "usagePolicyId", "space", "providerFloor", "workspace")
      .concat("resources", "access")
      .map((key) => [`another ${key}`, swapMember(key)]),
  ),
  protection: (app) => {
    const workspace = app.workspace as Members;
    app.workspace = { ...workspace, protected: workspace.protected !== true };
  },
  "a fact of the workspace": (app, other, pick) => {
    const key = at(["region", "tier", "accountId", "cloud", "name", "host", "workspaceId"], pick) ?? "";
    app.workspace = { ...(app.workspace as Members), [key]: (other.workspace as Members)[key] };
  },
  "a resource less": (app, _, pick) => void list(app, "resources").splice(pick, 1),
  "resources more": (app, other) => {
    const keys = list(app, "resources").map(({ key }) => key);
    app.resources = [...list(app, "resources"), ...list(other, "resources").filter(({ key }) => !keys.includes(key))];
  },
  "another permission": inOne("resources", (resource, _, pick) => {
    resource.permission = at(RANKED[String(resource.kind)] ?? [], pick);
  }),
  "a resource of another kind": inOne("resources", (resource, other, pick) => {
    const { key } = resource;
    // A copy: the two may share their resources by now.
    const found = { ...(at(list(other, "resources"), pick) ?? resource) };
    if (found.kind !== resource.kind) for (const name of Object.keys(resource)) Reflect.deleteProperty(resource, name);
    Object.assign(resource, found, { key });
  }),
  "another binding": inOne("resources", (resource, _, pick) => {
    const binding = { ...(resource.binding as Members) };
    const field = at(Object.keys(binding), pick) ?? "";
    resource.binding = { ...binding, [field]: at(["x", { ref: "a.b.c" }, { ref: "a.b.c", stack: "s" }], pick) };
  }),
  "other words": inOne("resources", (resource, _, pick) => {
    resource[pick % 2 === 0 ? "because" : "description"] = `words ${pick % 3}`;
  }),
  "a role less": (app, _, pick) => void list(app, "access").splice(pick, 1),
  "roles more": (app, other) => {
    const roles = list(app, "access").map(({ role }) => role);
    app.access = [...list(app, "access"), ...list(other, "access").filter(({ role }) => !roles.includes(role))];
  },
  "another level": inOne("access", (access) => {
    access.level = access.level === "CAN_USE" ? "CAN_MANAGE" : "CAN_USE";
  }),
  "principals more": inOne("access", (access, _, pick) => {
    access.principals = [...(access.principals as unknown[]), at(EVERYBODY, pick)];
  }),
  "a principal less": inOne("access", (access, _, pick) => {
    const principals = [...(access.principals as unknown[])];
    if (principals.length > 1) principals.splice(pick % principals.length, 1);
    access.principals = principals;
  }),
  "another principal": inOne("access", (access, _, pick) => {
    const [, ...others] = access.principals as unknown[];
    access.principals = [{ kind: "user", name: `other-${pick}@example.com` }, ...others];
  }),
  "a role's words": inOne("access", (access) => void Reflect.deleteProperty(access, "because")),
  "a variable": (app, _, pick) => {
    const env = app.env as Members;
    const name = at([...Object.keys(env), "NEW"], pick) ?? "NEW";
    app.env = { ...env, [name]: at(["a/b~c", { valueFrom: "x" }], pick) };
  },
  "a scope": (app, _, pick) => {
    app.userApiScopes = [...(app.userApiScopes as string[]), at(["sql", "a/b", "files"], pick)];
  },
  "a destination's words": (app, _, pick) => {
    const [first, ...others] = list(app, "egress");
    if (first !== undefined) app.egress = [{ ...first, because: `because ${pick}` }, ...others];
  },
  "a destination": (app, _, pick) => {
    const because = `why ${pick % 2}`;
    const host = "api.example.com";
    const all = [
      { host, because },
      { host, because, phase: "run" },
      { host, because, phase: "build" },
    ];
    app.egress = [...(app.egress as unknown[]), at([...all, { bucket: "b-b", region: "r", because }], pick)];
  },
  instances: (app, _, pick) => {
    app.scaling = at([{ kind: "standard" }, { kind: "horizontal", instances: (pick % 4) + 1 }], pick);
  },
};

/** Two bound apps: the second is the first with up to six changes, or another one altogether. */
export const boundPair: fc.Arbitrary<readonly [BoundApp, BoundApp]> = fc
  .tuple(
    boundApp,
    boundApp,
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat({ max: 23 })), { maxLength: 6 }),
    fc.nat({ max: 9 }),
  )
  .map(([before, other, changes, chance]) => {
    if (chance === 0) return [before, other] as const;
    const after = JSON.parse(JSON.stringify(before)) as Members;
    const values = JSON.parse(JSON.stringify(other)) as Members;
    for (const [name, pick] of changes) CHANGES[name]?.(after, values, pick);
    return [before, after as unknown as BoundApp] as const;
  });

/** The same app with every list and every object written the other way round, where order means nothing. */
export function rewritten<T>(value: T, key = ""): T {
  if (Array.isArray(value)) {
    const members = value.map((member: unknown) => rewritten(member));
    const isSet = ["resources", "access", "principals", "userApiScopes", "egress"].includes(key);
    return (isSet ? members.reverse() : members) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, rewritten<unknown>(member, name)]),
  ) as T;
}
