import type { Why } from "./app-resource";
import { strictMembers } from "./members";
import { oneOf, optional, strictObject } from "./schema";
import { text } from "./text";

/**
 * Who may open the app, as a role: the definition names the role and its level, each stage its principals. What the
 * app itself may do is the permission of an {@link AppResource}.
 *
 * `CAN_USE` opens the app; `CAN_MANAGE` also changes, starts and stops it and grants both.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/permissions
 */
export interface Permission extends Why {
  readonly level: "CAN_USE" | "CAN_MANAGE";
}

/** Makes permissions. */
export interface PermissionFactory {
  canUse(why?: Why): Permission;
  canManage(why?: Why): Permission;
}

export const Permission: PermissionFactory = Object.freeze({
  canUse: (why?: Why): Permission => Object.freeze({ ...why, level: "CAN_USE" }),
  canManage: (why?: Why): Permission => Object.freeze({ ...why, level: "CAN_MANAGE" }),
});

export const rolesSchema = strictMembers(
  strictObject({ level: oneOf(["CAN_USE", "CAN_MANAGE"]), because: optional(text()) }),
  () => undefined,
);
