import { type Pages, VENDOR } from "./page";

/** Policies over what serverless workloads may reach. */
export const EGRESS: Pages = {
  "egress.account": {
    title: "a workspace of another account",
    means: "A network policy belongs to one account, and only workspaces of that account can have it.",
    example: { in: "program", wrong: "attachTo: [prod, otherAccount]", right: "attachTo: [prod]" },
    fix: "Make a policy in a stack of the other account.",
    see: VENDOR.policies,
  },
  "egress.blocked-and-allowed": {
    title: "a host both blocked and needed",
    means: "Somebody needs this host, and blocked refuses it: the app would be deployed and then fail.",
    example: {
      in: "program",
      wrong: 'blocked: ["api.stripe.com"],\notherWorkloads: [{ host: "api.stripe.com", because: "billing" }],',
      right: 'otherWorkloads: [{ host: "api.stripe.com", because: "billing" }],',
    },
    fix: "Remove it from blocked, or the need from who asks.",
  },
  "egress.clouds": {
    title: "workspaces in several clouds",
    means: "An account, and so a policy, is in one cloud: the storage that it lists is of that cloud.",
    example: { in: "program", wrong: "attachTo: [azureProd, awsProd]", right: "attachTo: [azureProd]" },
    fix: "Make a policy for each account.",
  },
  "egress.full-access": {
    title: "a list beside full access",
    means:
      "With full access everything is let through and no blocking rule applies, so what is listed, blocked or reported " +
      "would have no effect and look as if it had one.",
    example: {
      in: "program",
      wrong: 'mode: "full",\notherWorkloads: [{ host: "api.stripe.com", because: "billing" }],',
      right: 'mode: "full",',
    },
    fix: "Leave it out; needs may stay. To keep a list that refuses nothing yet, use the mode dryRun.",
    see: VENDOR.policies,
  },
  "egress.mode": {
    title: "not a mode of a policy",
    means:
      "In dryRun nothing is refused and what would have been is logged; enforced refuses it; full lets everything " +
      "through without a list.",
    example: { in: "program", wrong: 'mode: "dry-run"', right: 'mode: "dryRun"' },
    fix: "Write dryRun, enforced or full. Begin with dryRun: enforcing asks for its reports.",
    see: VENDOR.policies,
  },
  "egress.no-workspace": {
    title: "a policy without a workspace",
    means: "A policy that is attached to no workspace governs nothing, which nobody means.",
    example: { in: "program", wrong: "attachTo: []", right: "attachTo: [prod]" },
    fix: "Name a workspace. To remove the policy, name its workspaces in detach first and apply.",
  },
  "egress.not-in-contract": {
    title: "a need that the workspace's policy lacks",
    means:
      "The workspace has an egress contract, and the app or its build needs a destination that is not in it. Once " +
      "the policy is enforced, the connection is refused; until then this is a warning.",
    example: {
      in: "program",
      wrong:
        "// The contract of prod lists api.example.com only.\n" +
        'egress: [{ host: "api.stripe.com", because: "billing" }]',
      right:
        "// The contract of prod lists api.stripe.com as well.\n" +
        'egress: [{ host: "api.stripe.com", because: "billing" }]',
    },
    fix: "Send the line that the issue prints to the platform team, and take their new contract.",
    see: VENDOR.policies,
  },
  "egress.policy-id": {
    title: "not an id of a policy",
    means: "A policy's id has 1 to 32 letters, digits and _ . -, and default-policy is the vendor's own.",
    example: { in: "program", wrong: 'policyId: "prod egress"', right: 'policyId: "prod-egress"' },
    fix: "Choose a short id. It cannot be changed later: the policy of the old id would stay behind.",
    see: VENDOR.policies,
  },
  "egress.policy-twice": {
    title: "two policies with one id",
    means: "Two policies of an account with one id are one policy: each apply would overwrite the other's list.",
    example: {
      in: "program",
      wrong:
        'new EgressPolicy(stack, "a", { policyId: "egress", ...a });\n' +
        'new EgressPolicy(stack, "b", { policyId: "egress", ...b });',
      right:
        'new EgressPolicy(stack, "a", { policyId: "egress-a", ...a });\n' +
        'new EgressPolicy(stack, "b", { policyId: "egress-b", ...b });',
    },
    fix: "Rename one of them.",
  },
  "egress.replaces": {
    title: "not a policy that can be replaced",
    means: "It names the policy that is attached today. The default policy and this one need no mention.",
    example: { in: "program", wrong: 'replaces: "default-policy"', right: 'replaces: "handmade-egress"' },
    fix: "Write the other policy's id, or leave replaces out.",
  },
  "egress.source-unknown": {
    title: "a source folder that was not found",
    means:
      "The hosts that a build needs follow from the files in the app's folder. Without it they are unknown, and the " +
      "policy may refuse them.",
    example: {
      in: "program",
      wrong: '// The folder is called apps/orders.\nsource: { path: "orders" }',
      right: 'source: { path: "apps/orders" }',
    },
    fix: "Correct the definition's source, which is relative to the file that runs, and synthesize the app again.",
  },
  "egress.storage-cloud": {
    title: "storage of another cloud",
    means: "A policy lists storage of its own cloud only: storage accounts on Azure, buckets on AWS.",
    example: {
      in: "program",
      wrong:
        "// On Azure.\notherWorkloads: [\n" + '  { bucket: "acme-raw", region: "eu-west-1", because: "import" },\n]',
      right: "otherWorkloads: [\n" + '  { host: "acme-raw.s3.eu-west-1.amazonaws.com", because: "import" },\n]',
    },
    fix: "Write the host that the storage is reached at, as { host, because }.",
    see: VENDOR.policies,
  },
  "egress.tier": {
    title: "the workspace's tier has no policies",
    means: "Network policies need the tier Premium or above.",
    example: { in: "program", wrong: "attachTo: [standard]", right: "attachTo: [premium]" },
    fix: "Leave the workspace out, or have it upgraded and correct its tier.",
    see: VENDOR.policies,
  },
  "egress.too-many": {
    title: "more destinations than a policy lists",
    means: "The vendor limits how many destinations one policy lists, with what is blocked among them.",
    example: {
      in: "program",
      wrong: "attachTo: [prodEast, prodWest],\nneeds: [...east, ...west],",
      right: "// One policy, and another one for prodWest.\nattachTo: [prodEast],\nneeds: east,",
    },
    fix: "Give some workspaces a policy of their own.",
    see: VENDOR.policies,
  },
  "egress.workspace-twice": {
    title: "a workspace that is named twice",
    means: "A workspace has one policy. Of two attachments the one that is applied last would win.",
    example: {
      in: "program",
      wrong:
        'new EgressPolicy(stack, "a", { attachTo: [prod], ...a });\n' +
        'new EgressPolicy(stack, "b", { attachTo: [prod], ...b });',
      right: 'new EgressPolicy(stack, "a", { attachTo: [prod], ...merged });',
    },
    fix: "Merge the two policies, and name a workspace in one of attachTo and detach.",
  },
};
