import { OBJECT_TYPES, type ObjectType, covers } from "./object-type";
import { ADMINS, type Directory, type Principal, groupsOf, isKnown, samePrincipal } from "./principal";

/** One level for one principal. */
export interface Grant {
  readonly principal: Principal;
  readonly level: string;
  /** Of the platform's own making: the app, and the resource of it, that brought this grant. */
  readonly by?: { readonly app: string; readonly resource: string };
}

/** A thing with grants. Those of its parent hold for it too. */
export interface SecuredObject {
  readonly type: ObjectType;
  readonly id: string;
  owner?: Principal;
  grants: Grant[];
  readonly parent?: string;
}

/** All that a decision looks at. */
export interface AccessWorld extends Directory {
  /** By `type/id`. */
  readonly objects: { readonly [key: string]: SecuredObject };
}

export function objectKey(type: ObjectType, id: string): string {
  return `${type}/${id}`;
}

/** May this user or service principal do on that object what the level stands for? */
export function may(world: AccessWorld, principal: Principal, level: string, key: string): boolean {
  const object = world.objects[key];
  if (object === undefined || !isKnown(world, principal)) return false;
  const groups = groupsOf(world, principal);
  if (OBJECT_TYPES[object.type].adminsManage && groups.has(ADMINS)) return true;
  const isMe = (other: Principal): boolean =>
    other.kind === "group" && principal.kind !== "group" ? groups.has(other.name) : samePrincipal(other, principal);
  if (object.owner !== undefined && isMe(object.owner)) return true;
  return lineage(world, object).some((each) => {
    const held = each.grants.filter((grant) => isMe(grant.principal)).map((grant) => grant.level);
    // Who owns what a thing lies in manages it, which in Unity Catalog is less than owning it.
    if (each !== object && each.owner !== undefined && isMe(each.owner)) held.push(OBJECT_TYPES[each.type].manage);
    return held.some((has) => covers(object.type, has, level));
  });
}

/** May they give others access to it? */
export function mayGrant(world: AccessWorld, principal: Principal, key: string): boolean {
  const object = world.objects[key];
  return object !== undefined && may(world, principal, OBJECT_TYPES[object.type].manage, key);
}

/** The object and everything above it. */
export function lineage(world: AccessWorld, object: SecuredObject): readonly SecuredObject[] {
  const found = [object];
  for (let key = object.parent; key !== undefined;) {
    const above = world.objects[key];
    if (above === undefined || found.includes(above)) break;
    found.push(above);
    key = above.parent;
  }
  return found;
}
