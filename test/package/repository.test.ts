import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Outcome, ROOT, manifest, packedPackage, run } from "../support/package";
import { filesOf, section } from "../support/markdown";

/**
 * The README's section "Use it in your repository", done word for word in an empty folder outside the clone: its files,
 * an installation from the packed tarball, its commands.
 */
const TITLE = "Use it in your repository";
const MINUTES = 60_000;
const NO_NETWORK = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED)\b/;

let folder: string;
let text: string;
let files: Readonly<Record<string, string>>;
let leftOut = false;

beforeAll(async () => {
  text = section(fs.readFileSync(path.join(ROOT, "README.md"), "utf8"), TITLE);
  files = filesOf(text);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "databricks-apps-repository-"));
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
  const { tarball } = packedPackage();
  fs.copyFileSync(tarball, path.join(folder, path.basename(tarball)));
  const install = await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], folder);
  leftOut = install.code !== 0 && NO_NETWORK.test(install.stderr) && !process.env.CI;
  if (leftOut) console.warn(`"${TITLE}" was left out: npm install found no registry`);
  else succeeded(install);
}, 5 * MINUTES);

afterAll(() => {
  if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
});

function succeeded({ code, stdout, stderr }: Outcome): void {
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}\n${stderr}`);
}

/** What is installed runs; without a registry there is nothing to run. */
async function npx(...args: string[]): Promise<Outcome | undefined> {
  return leftOut ? undefined : run("npx", ["--no-install", ...args], folder);
}

interface Assembly {
  readonly apps: readonly { readonly stack: string; readonly deployment: string }[];
  readonly pipelines: readonly { readonly waves: readonly (readonly string[])[] }[];
}

const assembly = (): Assembly =>
  JSON.parse(fs.readFileSync(path.join(folder, "cdktf.out/promotion.json"), "utf8")) as Assembly;

test("the section gives every file and every command", () => {
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(["package.json", "tsconfig.json", "main.ts", "app.test.ts"]),
  );
  for (const command of ["npm install", "npx ts-node main.ts", "npx jest"]) expect(text).toContain(`\n${command}`);
});

test("its package.json takes this version's tarball, and a TypeScript that the tools can load", () => {
  const { dependencies, devDependencies } = JSON.parse(files["package.json"] ?? "{}") as Record<
    string,
    Record<string, string> | undefined
  >;
  const tarball = `databricks-apps-constructs-${manifest().version}.tgz`;
  expect(dependencies?.["databricks-apps-constructs"]).toBe(`file:./${tarball}`);
  expect(path.basename(packedPackage().tarball)).toBe(tarball);
  expect(devDependencies?.typescript).toMatch(/^~?[56]\.\d+\.\d+$/);
});

test(
  "npx ts-node main.ts writes every stack and promotion.json",
  async () => {
    const outcome = await npx("ts-node", "main.ts");
    if (outcome === undefined) return;
    succeeded(outcome);
    const { apps } = assembly();
    const written = fs.readdirSync(path.join(folder, "cdktf.out/stacks")).sort();
    expect(written.length).toBeGreaterThanOrEqual(2);
    expect(apps.map(({ stack }) => stack).sort()).toEqual(written);
    for (const { stack, deployment } of apps) {
      expect(fs.existsSync(path.join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"))).toBe(true);
      expect(fs.existsSync(path.join(folder, "cdktf.out", deployment))).toBe(true);
    }
  },
  2 * MINUTES,
);

test(
  "npx jest is green there",
  async () => {
    const outcome = await npx("jest");
    if (outcome === undefined) return;
    succeeded(outcome);
    expect(outcome.stderr).toMatch(/^Tests: +[1-9]\d* passed, [1-9]\d* total$/m);
  },
  2 * MINUTES,
);

test(
  "fails to compile there when a binding is forgotten",
  async () => {
    const main = files["main.ts"] ?? "";
    const forgetful = main.replace(/(bindings: \{) [\w-]+: \{[^{}]*\} (\})/, "$1$2");
    expect(forgetful).not.toBe(main);
    fs.writeFileSync(path.join(folder, "forgetful.ts"), forgetful);
    const outcome = await npx("ts-node", "forgetful.ts");
    if (outcome === undefined) return;
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/forgetful\.ts[^]*TS2741/);
  },
  2 * MINUTES,
);

test("its pipeline plans and applies every stack in the order of promotion.json", () => {
  const pipeline = Object.entries(files).find(([file]) => /\.ya?ml$/.test(file))?.[1] ?? "";
  expect(pipeline.trimEnd().split("\n").length).toBeLessThanOrEqual(16);
  expect(pipeline).toMatch(/terraform plan .*-out=(\S+)[^]*terraform apply .*\1/);
  if (leftOut) return;
  const order = assembly().pipelines.flatMap(({ waves }) => waves.flat());
  expect(pipeline).toContain(order.join(" "));
});
