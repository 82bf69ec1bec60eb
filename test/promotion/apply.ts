import type { BoundApp, Difference } from "databricks-apps-constructs";

interface Members {
  [key: string]: unknown;
}
interface Draft extends Members {
  workspace: Members;
  resources: Members[];
  access: Members[];
  env: Members;
  userApiScopes: string[];
  egress: unknown[];
}

/** What a list of differences makes of a bound app: written against the documented paths, not against compare(). */
export function apply(app: BoundApp, differences: readonly Difference[]): unknown {
  const draft = JSON.parse(JSON.stringify(app)) as Draft;
  // What is taken away makes room for what is given in its place.
  const rank = ({ after }: Difference) => (after === undefined ? 0 : 1);
  for (const one of [...differences].sort((a, b) => rank(a) - rank(b))) applyOne(draft, one);
  return normal(draft);
}

function applyOne(draft: Draft, { path, before, after }: Difference): void {
  const [section = "", name = "", field, ...rest] = path
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  switch (section) {
    case "workspace":
      if (name === "") Object.assign(draft.workspace, after);
      else replace(draft.workspace, name, before, after);
      return;
    case "resources":
      if (field === "description" || field === "because")
        replace(find(draft.resources, "key", name), field, before, after);
      else if (field === "permission") {
        replace(
          find(draft.resources, "key", name),
          field,
          rest.length === 0 ? before : undefined,
          after,
          rest.length > 0,
        );
      } else exchange(draft.resources, before, after);
      return;
    case "bindings": {
      const resource = find(draft.resources, "key", name);
      if (field === undefined) replace(resource, "binding", before, after);
      else replace(resource.binding as Members, field, before, after, rest.length > 0);
      return;
    }
    case "access":
      if (field !== undefined) replace(find(draft.access, "role", name), field, before, after);
      else if (Array.isArray(before) && Array.isArray(after)) {
        replace(find(draft.access, "role", name), "principals", before, after);
      } else exchange(draft.access, before, after);
      return;
    case "env":
      replace(draft.env, name, before, after);
      return;
    case "userApiScopes":
    case "egress":
      exchange(draft[section], ...([before, after].map(flat) as [unknown, unknown]));
      return;
    default:
      replace(draft, section, before, after, path.includes("/"));
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(normal(a)) === JSON.stringify(normal(b));
const flat = (value: unknown): unknown => value;

function find(all: readonly Members[], key: string, name: string): Members {
  const found = all.find((member) => member[key] === name);
  if (found === undefined) throw new Error(`there is no ${key} ${name}`);
  return found;
}

/** The value that a difference says was there must be there. In a swap, the first half takes it, the second gives. */
function replace(holder: Members, key: string, before: unknown, after: unknown, half = false): void {
  if (!half && !same(holder[key], before)) throw new Error(`${key} was not ${JSON.stringify(before)}`);
  if (after === undefined) Reflect.deleteProperty(holder, key);
  else holder[key] = after;
}

function exchange(all: unknown[], before: unknown, after: unknown): void {
  for (const gone of before === undefined ? [] : [before].flat()) {
    const kept = all.filter((member) => !same(member, gone));
    if (kept.length === all.length) throw new Error(`nowhere is ${JSON.stringify(gone)}`);
    all.splice(0, all.length, ...kept);
  }
  all.push(...(after === undefined ? [] : [after].flat()));
}

const LISTS = ["resources", "access", "principals", "userApiScopes", "egress"];

/** Members by name, and lists that are sets without repetitions, in one order. */
export function normal(value: unknown, key = "principals"): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => normal(member));
    if (!LISTS.includes(key)) return members;
    const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
    return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, normal(member, name)]),
  );
}
