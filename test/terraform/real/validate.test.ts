import { TerraformResource } from "cdktf";
import { synthesize, type SynthesizedStack } from "databricks-apps-constructs/testing";
import { EXAMPLES, synthesizeExample } from "../../support/examples";
import { addProgram, type Program, PROGRAMS, synthesizePrograms } from "../../support/generated";
import { describeWithTerraform } from "../../support/terraform";

jest.setTimeout(60_000);

const VALID = { code: 0, output: expect.stringContaining("The configuration is valid") as string };

describeWithTerraform("the real provider", (terraform) => {
  const examples = EXAMPLES.flatMap((name) => Object.entries(synthesizeExample(name).stacks));

  test.each(examples)("accepts the stack %s of the examples", async (_, stack) => {
    expect(await terraform.validate(stack)).toEqual(VALID);
  });

  test.each(Object.entries(synthesizePrograms()))("accepts the program %s", async (_, stack) => {
    expect(await terraform.validate(stack)).toEqual(VALID);
  });

  /** What the program says after the user changed a resource of it behind our back. */
  function overridden(program: Program, child: string, path: string, value: unknown): SynthesizedStack {
    const { stacks } = synthesize((cdktfApp) => {
      const resource = addProgram(cdktfApp, "changed", program).node.findChild(child);
      if (TerraformResource.isTerraformResource(resource)) resource.addOverride(path, value);
    });
    return stacks.changed ?? {};
  }

  // The check is alive. But Terraform drops a misspelt name inside a nested attribute without a word: only the
  // comparison with the schema, without terraform, sees that.
  test.each<[what: string, program: string, child: string, path: string, value: unknown, says: string]>([
    [
      "a misspelt attribute",
      "minimal",
      "Default",
      "descripton",
      "x",
      'No argument or block type is named "descripton"',
    ],
    ["a missing nested attribute", "kind-job", "Default", "resources.0.job.permission", undefined, "is required"],
    ["a wrong type", "minimal", "Default", "no_compute", "maybe", "a bool is required"],
    [
      "two kinds in one resource",
      "kind-job",
      "Default",
      "resources.0.app",
      { name: "other", permission: "CAN_USE" },
      "Invalid Attribute Combination",
    ],
    [
      "a misspelt argument of a block",
      "option-access",
      "permissions",
      "access_control.0.group",
      "x",
      'No argument or block type is named "group"',
    ],
  ])("fails on %s", async (_, program, child, path, value, says) => {
    const run = await terraform.validate(overridden(PROGRAMS[program] ?? {}, child, path, value));
    expect(run.code).toBe(1);
    expect(run.output).toContain(says);
  });

  test("fails on a stack that asks for a newer provider than there is", async () => {
    const folder = terraform.write(synthesizePrograms({ size: PROGRAMS["option-size"] ?? {} }).size ?? {});
    const run = await terraform.run(folder, ["init", "-backend=false", "-input=false", "-no-color"]);
    expect(run.code).toBe(1);
    expect(run.output).toContain("no available releases match the given constraints >= 1.143.0");
  });

  test("fails on the version that a prebuilt provider beside ours pins, which the floor replaces", async () => {
    const stack = structuredClone(synthesizePrograms({ beside: PROGRAMS["beside-prebuilt"] ?? {} }).beside ?? {});
    Object.assign(stack.terraform ?? {}, {
      required_providers: { databricks: { source: "databricks/databricks", version: "1.99.0" } },
    });
    expect(await terraform.validate(stack)).toMatchObject({ code: 1 });
  });
});
