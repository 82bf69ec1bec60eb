import { ManualClock, type Principal, TerraformError } from "databricks-apps-local";
import { startEchoServer } from "../../support/echo-server";
import { LocalRun, type TestStack } from "../../support/local";
import {
  allow,
  APPS,
  BOB,
  type Call,
  caller,
  makeFiveScaledApps,
  SEED,
  target,
  WAREHOUSE,
} from "../../support/refusal";
import { type RefusedApply, REFUSED_APPLIES } from "../../support/refused-applies";
import { appStack } from "../../support/app-stack";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(60_000);

/** Terraform breaks its lines at a width, and draws a frame around them. */
function unframed(text: string): string {
  return text.replace(/[\s╷│╵]+/g, " ");
}

async function failureOf(stack: TestStack): Promise<TerraformError> {
  const error: unknown = await stack.apply().catch((thrown: unknown) => thrown);
  if (error instanceof TerraformError) return error;
  throw new Error("terraform applied what had to be refused");
}

describeWithTerraform("terraform apply", (terraform) => {
  let local: LocalRun | undefined;
  let echo: Awaited<ReturnType<typeof startEchoServer>>;

  beforeEach(async () => {
    echo = await startEchoServer();
  });

  afterEach(async () => {
    echo.stop();
    await local?.close();
    local = undefined;
  });

  async function start({ seed, options }: Pick<RefusedApply, "seed" | "options">): Promise<[LocalRun, Call]> {
    const run = await LocalRun.start(terraform, { ...options, seed: { workspaces: [{ ...SEED, ...seed }] } });
    local = run;
    return [run, caller(run.plane.url, (as?: Principal) => run.plane.token(as, SEED.id))];
  }

  test("must be refused for at least fifteen reasons", () => {
    expect(new Set(REFUSED_APPLIES.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(15);
  });

  test.each(REFUSED_APPLIES)("fails $rule", async (row) => {
    const { first, document, as, before, code, status, says } = row;
    const [run] = await start(row);
    const tokenOf = (who?: Principal): string => run.plane.token(who, SEED.id);
    const url = target(run.plane.url, echo.url);
    const call = caller(url, tokenOf);
    await before?.(call);
    const stack = run.stackAt(first ?? document, url, tokenOf(as));
    if (first !== undefined) {
      await stack.apply();
      stack.write(document);
    }
    const { stderr } = await failureOf(stack);
    expect(unframed(stderr)).toMatch(says);
    // The provider shows no code: the refused call is made once more by hand.
    const refused = run.plane
      .inspect()
      .requests.filter((each) => each.status >= 400 && each.body !== undefined)
      .at(-1);
    const { method = "", path = "", query = "", body } = refused ?? {};
    const again = await call(method, `${path}${query}`, body as object, as);
    expect(again).toEqual({ status, body: { error_code: code, message: expect.stringMatching(says) as string } });
  });

  describe("on an echo server", () => {
    // Each of these shows that the test above, of the same rule, is red where a server knows no rules.
    test.each(REFUSED_APPLIES)("runs to its end $rule", async ({ first, document, before }) => {
      const [run] = await start({});
      await before?.(caller(echo.url, () => "echo"));
      const stack = run.stackAt(first ?? document, echo.url, "echo");
      await stack.apply();
      if (first !== undefined) {
        stack.write(document);
        await stack.apply();
      }
      expect(Object.keys(stack.state)).toContain("databricks_app.orders");
    });
  });

  describe("is taken, so that the refusals above have their reasons,", () => {
    const onWarehouse = appStack({
      name: "orders",
      resources: [{ name: "warehouse", sql_warehouse: { id: WAREHOUSE, permission: "CAN_USE" } }],
    });

    test.each([
      ["the caller", { user_name: BOB.name }],
      ["a group of a group of the caller", { group_name: "outer" }],
    ])("where %s manages the warehouse", async (_, entry) => {
      const [run, call] = await start({});
      await allow({ ...entry, permission_level: "CAN_MANAGE" })(call);
      await run.stack(onWarehouse, SEED.id, BOB).apply();
      expect(run.workspace(SEED.id).apps.orders?.creator).toBe(BOB.name);
    });

    test("where the app of that name was deleted twenty minutes ago", async () => {
      const clock = new ManualClock();
      const [run, call] = await start({ options: { switches: { deletingWindow: true }, clock } });
      await call("POST", `${APPS}?no_compute=true`, { name: "orders" });
      await call("DELETE", `${APPS}/orders`);
      clock.advance(20 * 60_000);
      await run.stack(appStack({ name: "orders" }), SEED.id).apply();
    });

    test("where a sixth app is not scaled, and where a fifth one has five instances", async () => {
      const [run, call] = await start({});
      await makeFiveScaledApps(call);
      await run.stack(appStack({ name: "orders" }), SEED.id).apply();
      await call("DELETE", `${APPS}/scaled-1`);
      const five = { compute_min_instances: 5, compute_max_instances: 5 };
      await run.stack(appStack({ name: "large", ...five }), SEED.id).apply();
    });
  });
});
