import { AppsError, Permission, Principal, bind, defineApp, defineStage } from "databricks-apps-constructs";
import { workspaceWith } from "./sample-program";

const app = defineApp({ name: "orders", access: { viewers: Permission.canUse() }, stageEnv: ["CATALOG"] });
const stage = { access: { viewers: [Principal.group("all")] }, env: { CATALOG: "dev" } } as const;

/** The same members, which no schema sees. */
function hidden<T extends object>(members: T, value: unknown): T {
  const descriptors = Object.keys(members).map((name) => [name, { value, enumerable: false }]);
  return Object.defineProperties({}, Object.fromEntries(descriptors) as PropertyDescriptorMap) as T;
}

function codesOf(parts: typeof stage): string[] {
  try {
    bind(defineStage(app, workspaceWith(), parts));
  } catch (error) {
    if (error instanceof AppsError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
}

test("a stage that hides nothing is bound", () => {
  expect(codesOf(stage)).toEqual([]);
});

test.each<unknown>([[Principal.group("all")], 1, "x", [null]])("fails on access that is hidden: %j", (value) => {
  expect(codesOf({ ...stage, access: hidden(stage.access, value) })).toEqual(["access.nobody"]);
});

test.each<unknown>(["dev", 1, null])("fails on a variable that is hidden: %j", (value) => {
  expect(codesOf({ ...stage, env: hidden(stage.env, value) })).toEqual(["env.missing"]);
});
