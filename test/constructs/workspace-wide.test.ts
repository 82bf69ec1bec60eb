import { AccountNetworkPolicy } from "@cdktf/provider-databricks/lib/account-network-policy";
import { WorkspaceNetworkOption } from "@cdktf/provider-databricks/lib/workspace-network-option";
import { type App as CdktfApp, Aspects, TerraformStack } from "cdktf";
import * as apps from "databricks-apps-constructs";
import { synthesize } from "databricks-apps-constructs/testing";
import { addNcc, addPolicy, platform, prod, refusal, staging } from "../support/account-program";
import { orders, ordersProd } from "../support/orders";

const OPTION = "databricks_workspace_network_option";
const POLICY = "databricks_account_network_policy";

function refused(program: (app: CdktfApp) => void): string[] {
  return refusal(() => synthesize(program));
}

/** A pipeline of one stage, and what its `extend` adds. */
const pipeline = (extend: (at: { readonly stack: apps.WorkspaceStack }) => void) => (app: CdktfApp) => {
  new apps.PromotionPipeline(app, "orders", { app: orders, stages: [ordersProd], extend });
};

const networkPolicy = (stack: TerraformStack) =>
  new AccountNetworkPolicy(stack, "policy", {
    networkPolicyId: "mine",
    egress: { networkAccess: { restrictionMode: "FULL_ACCESS" } },
  });

const option = (stack: TerraformStack) =>
  new WorkspaceNetworkOption(stack, "option", { workspaceId: 1, networkPolicyId: "mine" });

describe("what governs a whole workspace", () => {
  test("fails in the stack of an app, made by a prebuilt binding", () => {
    expect(refused(pipeline(({ stack }) => networkPolicy(stack)))).toEqual([
      "network.outside-account-stack orders/orders-prod/policy",
    ]);
    expect(refused(pipeline(({ stack }) => option(stack)))).toEqual([
      "network.outside-account-stack orders/orders-prod/option",
    ]);
    expect(refused(pipeline(() => undefined))).toEqual([]);
  });

  test("fails in the stack of an app, made by our own construct and an account's provider", () => {
    const found = refused(
      pipeline(({ stack }) => {
        const provider = new apps.AccountProvider(stack, "account", [prod], "account");
        addPolicy(unchecked(stack), { provider });
      }),
    );
    expect(found).toEqual([
      "network.outside-account-stack orders/orders-prod/egress/Default",
      "network.outside-account-stack orders/orders-prod/egress/option-prod",
    ]);
  });

  test("fails in a plain stack beside an app's", () => {
    const found = refused((app) => {
      pipeline(() => undefined)(app);
      option(new TerraformStack(app, "plain"));
    });
    expect(found).toEqual(["network.outside-account-stack plain/option"]);
  });

  test("fails where an override of the stack writes it", () => {
    const found = refused(pipeline(({ stack }) => stack.addOverride(`resource.${OPTION}.mine`, { workspace_id: 1 })));
    expect(found).toEqual([`network.outside-account-stack orders-prod/${OPTION}/mine`]);
  });

  test("fails where an Aspect makes it while the program is synthesized", () => {
    const found = refused((app) => {
      new apps.WorkspaceStack(app, "a", prod);
      const last = new apps.WorkspaceStack(app, "b", prod);
      const visit = (node: unknown) => {
        if (node === last && last.node.tryFindChild("policy") === undefined) networkPolicy(last);
      };
      Aspects.of(last).add({ visit });
    });
    expect(found).toEqual([`network.outside-account-stack b/${POLICY}/policy`]);
  });

  test("fails where an Aspect makes it of our own construct, after every check has run", () => {
    const late = (add: (account: apps.AccountStack) => void) =>
      refusal(() =>
        platform((account) => {
          let made = false;
          const visit = () => {
            if (!made) add(account);
            made = true;
          };
          new apps.AccountStack(account.node.root, "before", [staging]);
          Aspects.of(account).add({ visit });
        }),
      );
    expect(late((account) => void addPolicy(account))).toEqual(["network.late network/egress"]);
    expect(late((account) => void addNcc(account))).toEqual(["network.late network/ncc"]);
  });

  test("may be written by hand in an AccountStack", () => {
    expect(refusal(() => platform((account) => void networkPolicy(account)))).toEqual([]);
  });
});

describe("two settings of one workspace", () => {
  const byHand = (stack: TerraformStack, id: string, workspaceId: number) =>
    new WorkspaceNetworkOption(stack, id, { workspaceId, networkPolicyId: "mine" });
  const own = Number(prod.workspaceId);

  test("fail where both were written by hand, in one account stack or in two", () => {
    const program = (second: number) =>
      refusal(() =>
        platform((account, app) => {
          byHand(account, "a", own);
          byHand(account, "b", second);
          byHand(new apps.AccountStack(app, "more", [staging]), "c", second + 1);
        }),
      );
    expect(program(own)).toEqual([`network.workspace-twice network/${OPTION}/b`]);
    expect(program(own - 1)).toEqual([`network.workspace-twice network/${OPTION}/a`]);
    expect(program(7)).toEqual([]);
  });

  test("fail where one stands beside a policy that attaches itself", () => {
    const program = (workspaceId: number) =>
      refusal(() =>
        platform((account) => {
          addPolicy(account);
          byHand(account, "mine", workspaceId);
        }),
      );
    expect(program(own)).toHaveLength(1);
    expect(program(own)[0]).toMatch(/^network\.workspace-twice network\//);
    expect(program(7)).toEqual([]);
  });

  test("fail where they are bindings, or an override makes them the same", () => {
    const bindings = refusal(() =>
      platform((account) => {
        addNcc(account);
        account.addOverride("resource.databricks_mws_ncc_binding.mine", { workspace_id: prod.workspaceId });
      }),
    );
    expect(bindings).toEqual([
      expect.stringMatching(/^network\.workspace-twice network\/databricks_mws_ncc_binding\//),
    ]);
    const overridden = refusal(() =>
      platform((account) => {
        byHand(account, "a", 1);
        byHand(account, "b", 2).addOverride("workspace_id", 1);
      }),
    );
    expect(overridden).toEqual([`network.workspace-twice network/${OPTION}/b`]);
  });
});

/** A stack of another kind, where the compiler would not let it. */
function unchecked(stack: TerraformStack): apps.AccountStack {
  return stack as apps.AccountStack;
}
