import { type Pages, VENDOR } from "./page";

/** The stack of a whole account, and what may stand in it only. */
export const ACCOUNT: Pages = {
  "account.auth": {
    title: "a personal access token for an account",
    means: "An AccountStack signs in as its first workspace says. A personal access token belongs to one workspace.",
    example: {
      in: "program",
      wrong: 'auth: { type: "profile", profile: "prod", authType: "pat" },',
      right: 'auth: { type: "profile", profile: "prod" },',
    },
    fix: "Put a workspace first that signs in by OAuth.",
    see: VENDOR.signIn,
  },
  "account.no-workspace": {
    title: "an account without a workspace",
    means: "An AccountStack takes its account, its host and its state from its workspaces. Without one it has none.",
    example: {
      in: "program",
      wrong: 'new AccountStack(app, "network", []);',
      right: 'new AccountStack(app, "network", [prod]);',
    },
    fix: "Pass at least one workspace of the account.",
  },
  "account.several": {
    title: "workspaces of several accounts",
    means: "A provider signs in to one account. What belongs to another one's workspaces could not be made with it.",
    example: {
      in: "program",
      wrong: 'new AccountStack(app, "network", [prod, otherAccount]);',
      right: 'new AccountStack(app, "network", [prod]);\nnew AccountStack(app, "other-network", [otherAccount]);',
    },
    fix: "Make a stack for each account.",
  },
  "network.late": {
    title: "a part of the network created too late",
    means: "It was created while the program is synthesized, after every check has run: nothing would have checked it.",
    example: {
      in: "program",
      wrong: 'Aspects.of(app).add({\n  visit: () => new EgressPolicy(stack, "egress", props),\n});\napp.synth();',
      right: 'new EgressPolicy(stack, "egress", props);\napp.synth();',
    },
    fix: "Create it before synth(), not in an Aspect.",
  },
  "network.outside-account-stack": {
    title: "a network policy outside an AccountStack",
    means:
      "A policy and what attaches it govern every serverless workload of a workspace. In the stack of one app they " +
      "would change or go with that app.",
    example: {
      in: "program",
      wrong: 'const stack = new WorkspaceStack(app, "orders", prod);\nnew EgressPolicy(stack, "egress", props);',
      right: 'const stack = new AccountStack(app, "network", [prod]);\nnew EgressPolicy(stack, "egress", props);',
    },
    fix: "Move it to the platform's AccountStack. An app declares what it has to reach as egress.",
    see: VENDOR.policies,
  },
  "network.workspace-twice": {
    title: "two settings of one workspace",
    means:
      "Two resources attach a policy, or bind a configuration, to one workspace. To the vendor that is one setting: " +
      "the one that is applied last wins, and every apply turns it round again.",
    example: {
      in: "program",
      wrong:
        'new EgressPolicy(account, "egress", props); // attachTo: [prod]\n' +
        'new WorkspaceNetworkOption(account, "mine", { workspaceId, ...mine });',
      right: 'new EgressPolicy(account, "egress", props); // attachTo: [prod]',
    },
    fix: "Keep one of them. An EgressPolicy and a NetworkConnectivityConfig write theirs themselves.",
    see: VENDOR.policies,
  },
  "provider.other-stack": {
    title: "a provider that stands in another stack",
    means: "Terraform configures providers stack by stack: a resource cannot use the one of another stack.",
    example: {
      in: "program",
      wrong: 'new EgressPolicy(network, "egress", {\n  provider: other.provider, ...props,\n});',
      right: 'new EgressPolicy(network, "egress", {\n  provider: network.provider, ...props,\n});',
    },
    fix: "Pass the provider that stands in the same stack.",
  },
  "workspace.name-twice": {
    title: "two workspaces with one name",
    means: "What is made for each workspace is called by the workspace's name, so one name cannot stand for two.",
    example: {
      in: "program",
      wrong: 'const east = defineWorkspace({ name: "prod", ...eastUs });\nattachTo: [prod, east]',
      right: 'const east = defineWorkspace({ name: "prod-east", ...eastUs });\nattachTo: [prod, east]',
    },
    fix: "Rename one of them, or pass the same object where they are the same workspace.",
  },
};
