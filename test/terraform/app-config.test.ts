import { TerraformStack, Testing } from "cdktf";
import { bind } from "databricks-apps-constructs";
import * as fc from "../support/random";
import { effectiveAccess } from "../../src/stage/effective-access";
import { accessControl, appConfig } from "../../src/terraform/app-config";
import { toPlainData } from "../../src/terraform/plain-data";
import { holdsToken } from "../../src/terraform/render-bound";
import { stageOf } from "../support/generate-draw";
import { validDraw } from "../support/generate-program";

const stack = new TerraformStack(Testing.app(), "stack");

function isFrozenSomewhere(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.isFrozen(value) || Object.values(value).some(isFrozenSomewhere);
}

test("the arguments of an App are new and in their final form, unless it holds a token", () => {
  let withTokens = 0;
  const check = (draw: Parameters<typeof stageOf>[0]): void => {
    const bound = bind(stageOf(draw));
    const args = { access_control: accessControl(effectiveAccess(bound.access)), ...appConfig(bound) };
    const text = JSON.stringify(args);
    expect(isFrozenSomewhere(args)).toBe(false);
    expect(text.includes("TfToken[")).toBe(holdsToken(bound));
    if (holdsToken(bound)) withTokens++;
    else expect(JSON.stringify(toPlainData(args, stack))).toBe(text);
  };
  fc.assert(fc.property(validDraw, check), { numRuns: Number(process.env.PROPERTY_RUNS ?? 500), seed: 7 });
  expect(withTokens).toBeGreaterThan(0);
});
