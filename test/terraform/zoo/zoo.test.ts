import { compare, type Program } from "./compare";
import { programs, sections } from "./programs";
import { mistakes, perEngine } from "./programs/mistakes";

/** The first file of a process is the engine's own: let it be none of these. */
beforeAll(() => void compare(({ stack, App }) => new App(stack("first"), "a", { name: "a" })));

/** What is made for each document cannot be changed by whoever gave it, and HCL shows that its keys are in order. */
const GIVEN_ONCE = ["an Aspect that changes arguments by hand", "HCL of a stack"];

describe.each(Object.entries(sections))("%s: ours give byte for byte what cdktf's own give", (_, programs) => {
  test.each(Object.entries<Program>(programs))("%s", (name, program) => {
    const { stock, plain, ours, making } = compare(program);
    expect(stock.error).toBeUndefined();
    expect(Object.keys(stock.files)).toContain("stacks/a/cdk.tf.json");
    expect(plain).toEqual(stock);
    expect(ours).toEqual(stock);
    if (!GIVEN_ONCE.includes(name)) expect(making).toEqual(stock);
  });
});

describe.each(Object.entries(sections))("%s: with a backend too", (_, programs) => {
  test.each(Object.entries<Program>(programs))("%s", (name, program) => {
    const { stock, plain, ours, making } = compare(program, { withBackend: true });
    expect(plain).toEqual(stock);
    expect(ours).toEqual(stock);
    if (!GIVEN_ONCE.includes(name)) expect(making).toEqual(stock);
  });
});

describe("ours fail with the message that cdktf's own fail with, and leave the same files", () => {
  test.each(Object.entries(mistakes))("fails on %s", (_, program) => {
    const { stock, plain, ours, making } = compare(program);
    expect(stock.error).toEqual(expect.any(String));
    expect(plain).toEqual(stock);
    expect(ours).toEqual(stock);
    expect(making).toEqual(stock);
  });
});

test.each(Object.entries(perEngine))("ours do with %s whatever the engine's own do", (_, program) => {
  const { stock, plain, ours, making } = compare(program);
  expect(plain).toEqual(stock);
  expect(ours).toEqual(stock);
  expect(making).toEqual(stock);
});

test("without validations, all of them give what cdktf's own give", () => {
  for (const [name, program] of Object.entries(programs)) {
    const { stock, plain, ours, making } = compare(program, { skipValidation: true });
    expect({ name, ...plain }).toEqual({ name, ...stock });
    expect({ name, ...ours }).toEqual({ name, ...stock });
    if (!GIVEN_ONCE.includes(name)) expect({ name, ...making }).toEqual({ name, ...stock });
  }
});
