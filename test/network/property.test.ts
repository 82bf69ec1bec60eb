import type { Destination } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { destinationsSchema } from "../../src/definition/destination";
import { problems } from "../../src/definition/parse";
import { networkFiles, policyRecord } from "../../src/assembly/network";
import { needsJson } from "../../src/assembly/needs";
import { covers } from "../../src/network/host";
import { checkPrivateEndpoints } from "../../src/network/private-endpoint";
import { endpointServiceProblem, hostProblem, resourceIdProblem } from "../../src/network/resource-id";
import { over } from "../support/generate-text";
import { hostsOf, needsFor, policyOf, prod, staging, type SampleNeeds } from "./sample";

/** 2,000 for whoever runs the tests, 10,000 where nobody waits. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

/** A label of DNS: 1 to 63 letters, digits and hyphens, no hyphen at an end. */
const label = fc
  .tuple(over(LOWER + DIGITS, 1, 1), over(`${LOWER}${DIGITS}-`, 0, 61), over(LOWER + DIGITS, 1, 1))
  .map((parts) => parts.join(""))
  .filter((text) => !/^x{3,}$|(?:replace|change)-?me/.test(text));
const topLevel = over(LOWER, 2, 12).filter((text) => !/^x{3,}$/.test(text));
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), topLevel)
  .map(([labels, top]) => [...labels, top].join("."))
  .filter((text) => text.length <= 253 && !/(?:replace|change)-?me/.test(text));

/** What the vendor refuses in a DNS name, each done to a host that is right. */
const BREAK: Readonly<Record<string, (host: string) => string>> = {
  wildcard: (text) => `*.${text}`,
  scheme: (text) => `https://${text}`,
  port: (text) => `${text}:443`,
  path: (text) => `${text}/v1`,
  capital: (text) => text.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  space: (text) => `${text.slice(0, 1)} ${text.slice(1)}`,
  underscore: (text) => `_${text}`,
  "dot at the end": (text) => `${text}.`,
  "dot at the begin": (text) => `.${text}`,
  "two dots": (text) => text.replace(".", ".."),
  "hyphen at the begin": (text) => `-${text}`,
  "hyphen before a dot": (text) => text.replace(".", "-."),
  "one label": (text) => text.replaceAll(".", ""),
  "label of 64": (text) => `${"a".repeat(64)}.${text}`,
  "254 characters": (text) => `${"abcdefghi.".repeat(26)}${text}`,
  address: () => "10.1.2.3",
  "line break": (text) => `${text}\n`,
};

/** Can something be put behind it that makes it a host? From the rules of DNS for names of 253 and labels of 63. */
function mayBecomeHost(text: string): boolean {
  const labels = text.split(".");
  const last = labels.pop() ?? "";
  const whole = labels.every((one) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(one));
  return whole && /^(?:[a-z0-9][a-z0-9-]{0,62})?$/.test(last) && text.length <= 253;
}

const segment = over(`${LOWER}${DIGITS}-_.`, 1, 20);
const resourceId = fc
  .tuple(
    segment,
    segment,
    fc.constantFrom("Microsoft.Storage", "Microsoft.Sql"),
    fc.array(segment, { minLength: 1, maxLength: 2 }),
  )
  .map(([subscription, group, provider, names]) => {
    const path = names.flatMap((name, index) => [["storageAccounts", "fileServices"][index] ?? "", name]);
    return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}/${path.join("/")}`;
  });

const BREAK_ID: Readonly<Record<string, (id: string) => string>> = {
  "no slash in front": (id) => id.slice(1),
  "a slash at the end": (id) => `${id}/`,
  "a type without a name": (id) => `${id}/fileServices`,
  "no subscription": (id) => id.replace(/^\/subscriptions\/[^/]+/, ""),
  "an empty group": (id) => id.replace(/(resourceGroups\/)[^/]+/, "$1"),
  "another word": (id) => id.replace("resourceGroups", "resourceGroup"),
  "a space": (id) => id.replace(/(subscriptions\/)/, "$1 "),
  "a line break": (id) => `${id}\n`,
  "no provider": (id) => id.replace(/\/providers.*/s, ""),
  "a host": (id) => `https://management.azure.com${id}`,
};

const check = <T>(arbitrary: fc.Arbitrary<T>, runs: number, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: runs });

const refusals = (value: string) => problems(destinationsSchema, [{ host: value, because: "charges cards" }]);

describe("a generated host", () => {
  test("is accepted where DNS accepts it", () => {
    check(host, RUNS / 2, (value) => {
      expect(refusals(value)).toEqual([]);
      expect(hostProblem(value)).toBeUndefined();
    });
  });

  test("fails with code and position where one thing is wrong with it", () => {
    check(fc.tuple(host, fc.constantFrom(...Object.keys(BREAK))), RUNS / 2, ([value, name]) => {
      const broken = BREAK[name]?.(value) ?? "";
      expect(refusals(broken).map(({ code, path }) => [code, path])).toEqual([["egress.host", [0, "host"]]]);
      const { code, at = -1 } = hostProblem(broken) ?? {};
      expect(code).toBe("egress.host");
      // Up to there it may still become a host; with one character more it cannot.
      expect(mayBecomeHost(broken.slice(0, at))).toBe(true);
      expect(at === broken.length || !mayBecomeHost(broken.slice(0, at + 1))).toBe(true);
    });
  });

  test("covers itself, and hosts below it only where it says so", () => {
    check(fc.tuple(host, label), RUNS / 4, ([value, first]) => {
      const labels = value.split(".");
      const below = { labels: [first, ...labels] };
      expect(covers({ labels }, { labels })).toBe(true);
      expect(covers({ labels }, below)).toBe(false);
      expect(covers({ labels, andBelow: true }, below)).toBe(true);
      expect(covers(below, { labels })).toBe(false);
      expect(covers({ labels, andBelow: true }, { labels: [`${first}${labels[0] ?? ""}`, ...labels.slice(1)] })).toBe(
        false,
      );
    });
  });
});

describe("a generated resource id", () => {
  test("is accepted in any case", () => {
    check(fc.tuple(resourceId, fc.boolean()), RUNS / 2, ([id, upper]) => {
      expect(resourceIdProblem(upper ? id.toUpperCase() : id)).toBeUndefined();
    });
  });

  test("fails with code and position where one thing is wrong with it", () => {
    check(fc.tuple(resourceId, fc.constantFrom(...Object.keys(BREAK_ID))), RUNS / 2, ([id, name]) => {
      const broken = BREAK_ID[name]?.(id) ?? "";
      const problem = resourceIdProblem(broken);
      expect(problem?.code).toBe("network.resource-id");
      expect(problem?.at).toBeGreaterThanOrEqual(0);
      expect(problem?.at).toBeLessThanOrEqual(broken.length);
      // What stands before the position is the begin of a right one.
      const right = broken.slice(0, problem?.at);
      expect("/subscriptions/".startsWith(right) || right.startsWith("/subscriptions/")).toBe(true);
    });
  });

  test.each([
    ["subscriptions/s", 0],
    ["/subscription/s", 1],
    ["/subscriptions/s/resourceGroup/r", 17],
    ["/subscriptions/s", 16],
  ])("%s fails at character %i", (id, at) => {
    expect(resourceIdProblem(id)?.at).toBe(at);
  });

  test("is refused with the place of what is wrong with it, counted as people count", () => {
    const [issue] = checkPrivateEndpoints(
      [{ resourceId: "/subscriptions/s/resourceGroup/r", groupId: "dfs" }],
      "azure",
    );
    expect(issue?.message).toMatch(/from character 18 on$/);
  });

  test.each(["com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", "com.amazonaws.eu-west-1.s3"])(
    "an endpoint service of AWS is accepted: %s",
    (name) => {
      expect(endpointServiceProblem(name)).toBeUndefined();
    },
  );

  test.each(["", "vpce-svc-0123", "com.amazonaws", "com.amazonaws.", "com.amazonaws.vpce/x"])(
    "an endpoint service fails with code and position: %j",
    (name) => {
      expect(endpointServiceProblem(name)).toMatchObject({ code: "network.endpoint-service", at: expect.any(Number) });
    },
  );
});

const because = fc.constantFrom("charges cards", "nightly job", "exports", "search");
const fewHosts = fc.constantFrom("a.example.com", "b.example.com", "c.example.com", "d.example.com");
const destination: fc.Arbitrary<Destination> = fc.oneof(
  fc.record({ host: fewHosts, because }),
  fc.record({ host: fewHosts, because, phase: fc.constantFrom("build" as const, "run" as const) }),
  fc.record({
    storageAccount: fc.constantFrom("acme", "data"),
    service: fc.constantFrom("blob" as const, "dfs" as const),
    because,
  }),
);
const manifests = fc.option(fc.subarray(["package.json", "pyproject.toml", "requirements.txt"]), { nil: undefined });
const sample: fc.Arbitrary<SampleNeeds> = fc.record({
  app: fc.constantFrom("orders", "billing", "search"),
  workspace: fc.constantFrom(prod, staging),
  egress: fc.array(destination, { maxLength: 4 }),
  manifests,
});
const fixture = fc.record({
  apps: fc.uniqueArray(sample, {
    maxLength: 4,
    selector: ({ app = "", workspace }) => `${app} ${workspace?.name ?? ""}`,
  }),
  otherWorkloads: fc.array(destination, { maxLength: 3 }),
});
type Fixture = typeof fixture extends fc.Arbitrary<infer T> ? T : never;

const compose = ({ apps, otherWorkloads }: Fixture) => policyOf(apps.map(needsFor), { otherWorkloads });

const bytes = (given: Fixture) =>
  networkFiles({ policies: [policyRecord(compose(given), "network-prod")], connectivity: [] });

const allowed = (given: Fixture) => hostsOf(compose(given).entries.map((entry) => entry.destination));

/** Everything that one may take away from a fixture: an app, a line of its egress, a manifest, a workload's line. */
function removals({ apps, otherWorkloads }: Fixture): Fixture[] {
  const without = <T>(items: readonly T[], index: number) => items.filter((_, at) => at !== index);
  const replaced = (index: number, app: SampleNeeds): Fixture => ({
    apps: apps.map((other, at) => (at === index ? app : other)),
    otherWorkloads,
  });
  return [
    ...apps.map((_, index) => ({ apps: without(apps, index), otherWorkloads })),
    ...apps.flatMap((app, index) => [
      ...(app.egress ?? []).map((_, at) => replaced(index, { ...app, egress: without(app.egress ?? [], at) })),
      ...(app.manifests ?? []).map((_, at) => replaced(index, { ...app, manifests: without(app.manifests ?? [], at) })),
    ]),
    ...otherWorkloads.map((_, index) => ({ apps, otherWorkloads: without(otherWorkloads, index) })),
  ];
}

describe("a generated network", () => {
  test("gives the same bytes in any order of definition", () => {
    check(fc.tuple(fixture, fc.infiniteStream(fc.nat())), RUNS / 8, ([given, numbers]) => {
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, rank: Number(numbers.next().value) }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
      const other: Fixture = {
        apps: shuffled(given.apps.map((app) => ({ ...app, egress: shuffled(app.egress ?? []) }))),
        otherWorkloads: shuffled(given.otherWorkloads),
      };
      expect(bytes(other)).toEqual(bytes(given));
      expect(needsJson(other.apps.map(needsFor))).toBe(needsJson(given.apps.map(needsFor)));
    });
  });

  test("loses exactly what nobody else asks for when one cause is deleted: a line, a file or an app", () => {
    check(fixture, RUNS / 16, (given) => {
      const before = allowed(given);
      for (const less of removals(given)) expect(allowed(less)).toEqual(before.filter((name) => asks(less, name)));
    });
  });

  test("loses exactly an app's lines with the app", () => {
    check(fixture, RUNS / 8, (given) => {
      for (const { app, workspace } of given.apps) {
        const others = given.apps.filter((other) => other.app !== app || other.workspace !== workspace);
        const before = compose(given).entries.flatMap(({ causes }) => causes);
        const after = compose({ ...given, apps: others }).entries.flatMap(({ causes }) => causes);
        expect(after).toEqual(before.filter((cause) => cause.app !== app || cause.workspace !== workspace?.name));
      }
    });
  });
});

/** Does anything that is left ask for this? Written down from the vendor's table, not from the sources. */
function asks({ apps, otherWorkloads }: Fixture, name: string): boolean {
  const governed = apps.filter(({ workspace }) => workspace === prod);
  const has = (file: RegExp) => governed.some((app) => (app.manifests ?? []).some((one) => file.test(one)));
  if (name === ["databricksapps", "com"].join(".")) return governed.length > 0;
  if (/pythonhosted|pypi/.test(name)) return has(/^(?:requirements\.txt|pyproject\.toml)$/);
  if (name.includes("npmjs")) return has(/^package\.json$/);
  return hostsOf([...governed.flatMap(({ egress = [] }) => egress), ...otherWorkloads]).includes(name);
}
