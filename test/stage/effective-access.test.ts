import type { BoundAccess } from "../../src/stage/bound-app";
import { effectiveAccess } from "../../src/stage/effective-access";
import { Principal } from "../../src/stage/principal";

const role = (name: string, level: BoundAccess["level"], ...principals: Principal[]): BoundAccess => ({
  role: name,
  level,
  principals,
});

function levels(...access: BoundAccess[]): string[] {
  return effectiveAccess(access).map(({ principal, level }) => `${JSON.stringify(principal.name)} ${level}`);
}

describe("what everybody ends up with", () => {
  const group = Principal.group("platform");

  test("is the highest level of a principal's roles, once, whatever their order", () => {
    const use = role("viewers", "CAN_USE", group);
    const manage = role("operators", "CAN_MANAGE", group);
    expect(levels(use, manage)).toEqual(['"platform" CAN_MANAGE']);
    expect(levels(manage, use)).toEqual(['"platform" CAN_MANAGE']);
    expect(levels(use, { ...use, role: "others" })).toEqual(['"platform" CAN_USE']);
  });

  test("keeps different principals apart, also a group and a user of one name", () => {
    const user = Principal.user("a@example.com");
    expect(
      levels(role("viewers", "CAN_USE", user, Principal.group("a@example.com")), role("ops", "CAN_MANAGE", user)),
    ).toEqual(['"a@example.com" CAN_MANAGE', '"a@example.com" CAN_USE']);
  });

  test("takes a user in another case for the same one, as the vendor does, but not a group", () => {
    expect(
      levels(role("r", "CAN_USE", Principal.user("A@x.com")), role("s", "CAN_USE", Principal.user("a@X.com"))),
    ).toHaveLength(1);
    expect(levels(role("r", "CAN_USE", Principal.group("A")), role("s", "CAN_USE", Principal.group("a")))).toHaveLength(
      2,
    );
  });

  test("takes the group account users and everybody in the account for one", () => {
    const both = [
      role("r", "CAN_USE", Principal.group("account users")),
      role("s", "CAN_MANAGE", Principal.allAccountUsers()),
    ];
    expect(levels(...both)).toEqual(['"account users" CAN_MANAGE']);
  });
});
