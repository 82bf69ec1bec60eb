import { KINDS, SECURABLES } from "../../src/definition/kinds";
import * as accountHosts from "../../src/facts/account-hosts";
import * as connectivity from "../../src/facts/connectivity";
import * as limits from "../../src/facts/limits";
import * as names from "../../src/facts/names";
import * as network from "../../src/facts/network";
import * as required from "../../src/facts/required-hosts";
import * as scopes from "../../src/facts/scopes";
import * as vendor from "../support/generate-vendor";

const sorted = (values: readonly string[]) => [...values].sort();

describe("the library's tables", () => {
  test("have the vendor's kinds of resources, their levels and their fields", () => {
    const { ucSecurable, ...simple } = KINDS;
    const ours = Object.entries(simple).map(([kind, row]) => [kind, sorted(row.permissions), sorted(row.binding)]);
    const theirs = Object.entries(vendor.RESOURCE_KINDS).map(([kind, { levels, fields }]) => [
      vendor.camelCase(kind),
      sorted(levels),
      sorted(fields.map(vendor.camelCase)),
    ]);
    expect(new Set(ours.map((row) => JSON.stringify(row)))).toEqual(new Set(theirs.map((row) => JSON.stringify(row))));
    expect(sorted(ucSecurable.permissions)).toEqual(sorted(Object.values(vendor.UC_SECURABLES).flat()));
    expect(SECURABLES).toEqual(vendor.UC_SECURABLES);
  });

  test("have the vendor's limits and names", () => {
    expect(limits.RESOURCE_KEY_LENGTH.value).toEqual(vendor.LIMITS.resourceKey);
    expect(limits.RESOURCE_DESCRIPTION_LENGTH.value).toBe(vendor.LIMITS.resourceDescription);
    expect(limits.GIT_URL_LENGTH.value).toBe(vendor.LIMITS.gitUrl);
    expect(limits.INSTANCES_PER_APP.value).toBe(vendor.LIMITS.instances);
    expect(sorted(names.PLATFORM_ENV.value)).toEqual(sorted(vendor.INJECTED_VARIABLES));
    expect(sorted(scopes.REFUSED_SCOPES.value)).toEqual(sorted(vendor.UNASSIGNABLE_SCOPES));
  });

  test("say of each fact where it was read and when", () => {
    for (const fact of [accountHosts, connectivity, limits, names, network, required, scopes].flatMap((module) =>
      Object.values(module),
    )) {
      expect(fact).toMatchObject({
        source: expect.stringMatching(/\S/),
        asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
    }
  });
});
