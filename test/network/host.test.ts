import type { Destination } from "databricks-apps-constructs";
import { REQUIRED_HOSTS } from "../../src/facts/required-hosts";
import { covers, coversDestination, hostPattern, renderHost, storageType } from "../../src/network/host";

const pattern = (text: string) =>
  text.startsWith("*.") ? { ...hostPattern(text.slice(2)), andBelow: true as const } : hostPattern(text);

describe("hosts", () => {
  test.each([
    ["a.example.com", "a.example.com", true],
    ["example.com", "a.example.com", false],
    ["*.example.com", "a.example.com", true],
    ["*.example.com", "a.b.example.com", true],
    ["*.example.com", "example.com", true],
    ["*.example.com", "badexample.com", false],
    ["*.example.com", "example.com.evil.net", false],
    ["*.a.example.com", "*.example.com", false],
    ["*.example.com", "*.a.example.com", true],
    ["a.example.com", "*.a.example.com", false],
  ])("%s covers %s: %s", (outer, inner, expected) => {
    expect(covers(pattern(outer), pattern(inner))).toBe(expected);
  });

  test("are written without a wildcard, also where the vendor has one", () => {
    const rendered = REQUIRED_HOSTS.value.map(({ host }) => renderHost(host));
    expect(REQUIRED_HOSTS.value.some(({ host }) => host.andBelow)).toBe(true);
    for (const host of rendered) expect(host).toMatch(/^[a-z]+(?:\.[a-z]+)+$/);
  });

  test("of the vendor's table are lists of labels, so that no file holds a registry's address", () => {
    for (const { host } of REQUIRED_HOSTS.value) {
      expect(host.labels.length).toBeGreaterThan(1);
      for (const label of host.labels) expect(label).not.toContain(".");
    }
  });
});

describe("storage", () => {
  const account: Destination = { storageAccount: "acmedata", service: "dfs", because: "x1" };
  const bucket: Destination = { bucket: "acme-data", region: "eu-west-1", because: "x1" };

  test("is covered by itself only", () => {
    expect(coversDestination(account, { ...account, because: "other" })).toBe(true);
    expect(coversDestination(account, { ...account, service: "blob" })).toBe(false);
    expect(coversDestination(bucket, { ...bucket, region: "eu-west-2" })).toBe(false);
    expect(coversDestination({ host: "acmedata.dfs.core.windows.net", because: "x1" }, account)).toBe(false);
  });

  test("has the type of its cloud, or none", () => {
    expect(storageType(account, "azure")).toBe("AZURE_STORAGE");
    expect(storageType(account, "aws")).toBeUndefined();
    expect(storageType(bucket, "aws")).toBe("AWS_S3");
    expect(storageType(bucket, "gcp")).toBe("GOOGLE_CLOUD_STORAGE");
    expect(storageType(bucket, "azure")).toBeUndefined();
  });
});
