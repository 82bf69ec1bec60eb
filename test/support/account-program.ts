import type { App as CdktfApp } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { type Synthesized, type SynthesizedStack, synthesize } from "databricks-apps-constructs/testing";
import { DENIAL_COLUMNS } from "../../src/network/denial-query";
import { type DenialReport, reportOf } from "../../src/network/denial-report";
import { workspace } from "./orders";

export const prod = workspace("prod");
export const staging = workspace("staging");

/** A program of the platform: an account stack, and what stands in it. */
export function platform(
  fill: (account: apps.AccountStack, app: CdktfApp) => void,
  workspaces: readonly [apps.Workspace, ...apps.Workspace[]] = [prod],
  props: apps.StackProps = {},
): Synthesized {
  return synthesize((app) => {
    fill(new apps.AccountStack(app, "network", workspaces, props), app);
  });
}

/** The account stack's document. */
export function documentOf(...given: Parameters<typeof platform>): SynthesizedStack {
  return platform(...given).stacks.network ?? {};
}

/** What a program is refused with, as `code path`; nothing where it is accepted. */
export function refusal(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof apps.AppsError) return error.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
    throw error;
  }
  return [];
}

type NccProps = apps.NetworkConnectivityConfigProps;
type PolicyProps = apps.RestrictedEgressPolicyProps;

/** A configuration without problems; `over` replaces what a test is about. */
export function addNcc(account: apps.AccountStack, over: Partial<NccProps> = {}, id = "ncc") {
  const own: NccProps = { provider: account.provider, name: "ncc-weu", region: "westeurope", attachTo: [prod] };
  return new apps.NetworkConnectivityConfig(account, id, { ...own, ...over });
}

/** A policy without problems; `over` replaces what a test is about. */
export function addPolicy(account: apps.AccountStack, over: Partial<PolicyProps> = {}, id = "egress") {
  const own: PolicyProps = {
    provider: account.provider,
    policyId: "prod-egress",
    mode: "dryRun",
    attachTo: [prod],
    needs: [],
    otherWorkloads: [{ host: "api.weather.example", because: "nightly forecast job" }],
  };
  return new apps.EgressPolicy(account, id, { ...own, ...over });
}

/** A report over every kind of workload of a workspace, in which nothing was denied. */
export function reportFor(
  place: apps.Workspace,
  policyDigest: string,
  list?: Parameters<typeof reportOf>[2],
  until = "",
): DenialReport {
  const blank = Object.fromEntries(DENIAL_COLUMNS.map((column) => [column, ""]));
  const asked = { row_type: "query", workspace_id: place.workspaceId, source_type: "*", destination: policyDigest };
  const { report } = reportOf([{ ...blank, ...asked, events: "0", last_seen: until }], place.name, list);
  if (report === undefined) throw new Error("the sample is no report");
  return report;
}
