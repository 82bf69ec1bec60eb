import { ACCOUNT_USERS_GROUP, WORKSPACE_USERS_GROUP } from "../facts/names";
import type { BoundAccess, BoundPrincipal } from "../stage/bound-app";
import { canonicalJson } from "../definition/canonical-json";
import { forEachPair } from "./pairs";
import { sameJson } from "./same-json";
import { compareLevel, compareTexts } from "./compare-resources";
import type { Direction, Remark } from "./difference";

/** Roles, and who has them. */
export function compareAccess(before: readonly BoundAccess[], after: readonly BoundAccess[]): Remark[] {
  const found: Remark[] = [];
  forEachPair(before, after, roleOf, (role, was, is) => {
    if (!sameJson(was, is)) found.push(...compareRole(role, was, is));
  });
  return found;
}

function roleOf({ role }: BoundAccess): string {
  return role;
}

function compareRole(role: string, before?: BoundAccess, after?: BoundAccess): Remark[] {
  const path = ["access", role];
  if (before === undefined || after === undefined) {
    const [direction, why] =
      before === undefined
        ? (["widens", "a role that nobody had: its principals get access"] as const)
        : (["narrows", "the role is gone, and with it the access of those who had it"] as const);
    return [{ path, kind: "release", direction, before: sortedRole(before), after: sortedRole(after), why }];
  }
  const found = comparePrincipals(path, before.principals, after.principals);
  if (before.level !== after.level) {
    const levels = { path: ["access", role, "level"], order: "access", before: before.level, after: after.level };
    found.push(...compareLevel({ ...levels, whose: "what everybody with this role may do with the app" }));
  }
  found.push(...compareTexts(path, before, after));
  return found;
}

function sortedRole(access: BoundAccess | undefined): BoundAccess | undefined {
  return access && { ...access, principals: sorted(access.principals) };
}

/** Everybody, whatever the order: the vendor keeps a set. */
function sorted(principals: readonly BoundPrincipal[]): BoundPrincipal[] {
  const byText = new Map(principals.map((principal) => [canonicalJson(principal), principal]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, principal]) => principal);
}

function comparePrincipals(
  path: readonly string[],
  before: readonly BoundPrincipal[],
  after: readonly BoundPrincipal[],
): Remark[] {
  if (sameJson(before, after)) return [];
  const [old, now] = [sorted(before), sorted(after)];
  if (sameJson(old, now)) return [];
  const [direction, why] = judge(old, now);
  return [{ path, kind: "binding", direction, before: old, after: now, why }];
}

const EVERYBODY = ["", "in the workspace", "in the account"] as const;

/** Everybody in the account is more than everybody in the workspace, which is more than any number of principals. */
function judge(before: readonly BoundPrincipal[], after: readonly BoundPrincipal[]): [Direction, string] {
  const [was, is] = [reach(before), reach(after)];
  if (is > was) return ["widens", `everybody ${EVERYBODY[is]} gets access`];
  if (is < was) return ["narrows", `no longer everybody ${EVERYBODY[was]} has access`];
  const [few, many] = [count(before), count(after)];
  if (many > few) return ["widens", `more principals have access: ${many} instead of ${few}`];
  if (many < few) return ["narrows", `fewer principals have access: ${many} instead of ${few}`];
  return ["neither", "others have access, as many as before"];
}

function reach(principals: readonly BoundPrincipal[]): 0 | 1 | 2 {
  const groups = principals.filter(({ kind }) => kind === "group" || kind === "allAccountUsers");
  const names = groups.map(({ name }) => (typeof name === "string" ? name.toLowerCase() : ""));
  if (names.includes(ACCOUNT_USERS_GROUP.value)) return 2;
  return names.includes(WORKSPACE_USERS_GROUP.value) ? 1 : 0;
}

/** Users and service principals are one under any case, as the vendor compares them. */
function count(principals: readonly BoundPrincipal[]): number {
  const ids = principals.map(({ kind, name }) => {
    if (kind === "group" || kind === "allAccountUsers") return canonicalJson(["group", name]);
    return canonicalJson([kind, typeof name === "string" ? name.toLowerCase() : name]);
  });
  return new Set(ids).size;
}
