import * as fs from "node:fs";
import * as path from "node:path";
import { App as CdktfApp } from "cdktf";
import type { NeedsFile } from "../../src/assembly/needs";
import type { Promotion } from "../../src/assembly/promotion";
import { defineApp } from "../../src/definition/app-definition";
import { AppsError } from "../../src/errors";
import { ScalingConfig } from "../../src/definition/scaling-config";
import { describeCause } from "../../src/network/needs";
import type { Acknowledgement } from "../../src/stage/check";
import { PromotionPipeline } from "../../src/stacks/promotion-pipeline";
import { defineStage } from "../../src/stage/stage";
import { synthesize } from "../../src/testing";
import { temporaryFolder, writeFiles } from "../source/folder";
import { workspaceWith } from "../stage/sample-program";

let base: string;
beforeEach(() => (base = temporaryFolder()));

interface Sample {
  readonly acknowledge?: readonly Acknowledgement[];
  readonly isScaled?: boolean;
}

/** One app in dev and prod, of the files that a test has written. */
function synthesizeApp({ acknowledge, isScaled = false }: Sample = {}) {
  const app = new CdktfApp({ outdir: path.join(base, "cdktf.out") });
  const definition = defineApp({ name: "orders", source: path.join(base, "app") });
  const scaling = isScaled ? { scaling: ScalingConfig.horizontal(2) } : {};
  const [dev, prod] = ["dev", "prod"].map((name, index) =>
    defineStage(definition, workspaceWith({ name, workspaceId: `${index + 1}1`, protected: false }), scaling),
  );
  if (dev === undefined || prod === undefined) throw new Error("two stages were made");
  new PromotionPipeline(app, "orders", { app: definition, stages: [dev, prod], ...(acknowledge && { acknowledge }) });
  const { files, promotion } = synthesize(app);
  return { needs: JSON.parse(files["needs.json"] ?? "") as NeedsFile, promotion: promotion as Promotion };
}

const write = (files: Readonly<Record<string, string>>) => {
  writeFiles(
    base,
    Object.fromEntries(
      Object.entries({ "app.yaml": "command: [python, main.py]\n", "main.py": "print(1)\n", ...files }).map(
        ([file, text]) => [`app/${file}`, text],
      ),
    ),
  );
};

/** What prod's network has to let through, and the line that says so. */
function hostsOf({ needs: [, needs] }: NeedsFile): string[] {
  return (needs?.destinations ?? []).flatMap((one) =>
    "host" in one && one.cause?.file !== undefined
      ? [`${one.phase ?? ""} ${one.host} ${describeCause({ ...one.cause, file: path.posix.basename(one.cause.file) })}`]
      : [],
  );
}

const LINES = [
  "--index-url https://packages.example.com/simple",
  "--extra-index-url https://more.example.com/simple",
  "flask==3.0.3",
  "acme @ https://files.example.com/acme-1.0-py3-none-any.whl",
];

describe("needs.json", () => {
  test("holds the hosts that the dependency files name, each with the line that does", () => {
    write({ "requirements.txt": LINES.join("\n"), "package.json": "{}" });
    const { needs } = synthesizeApp();
    expect(hostsOf(needs)).toEqual([
      "build files.example.com requirements.txt:4:1",
      "build more.example.com requirements.txt:2:1",
      "build packages.example.com requirements.txt:1:1",
    ]);
    expect(needs.needs[1]?.source).toMatchObject({ found: true, manifests: ["package.json", "requirements.txt"] });
  });

  test("holds nothing for development alone, where app.yaml sets NODE_ENV to production", () => {
    write({
      "package.json": '{"devDependencies":{"x":"https://a.example.com/x.tgz"}}',
      "app.yaml": "command: [node, main.js]\n",
      "main.js": "",
    });
    expect(hostsOf(synthesizeApp().needs)).toHaveLength(2);
    write({ "app.yaml": "command: [node, main.js]\nenv: [{ name: NODE_ENV, value: production }]\n" });
    expect(hostsOf(synthesizeApp().needs)).toEqual([]);
  });

  test.each([1, 3])("loses exactly the host of line %i with the line", (index) => {
    write({ "requirements.txt": LINES.join("\n") });
    const named = (lines: readonly string[]) => lines.map((line) => line.split(" ")[1]).sort();
    const before = named(hostsOf(synthesizeApp().needs));
    write({ "requirements.txt": LINES.filter((_, at) => at !== index).join("\n") });
    const [gone] = /[a-z]+\.example\.com/.exec(LINES[index] ?? "") ?? [];
    expect(named(hostsOf(synthesizeApp().needs))).toEqual(before.filter((host) => host !== gone));
  });

  test("loses exactly a file's hosts with the file", () => {
    write({
      "requirements.txt": LINES.join("\n"),
      "package.json": '{"dependencies":{"x":"https://a.example.com/x.tgz"}}',
    });
    const before = hostsOf(synthesizeApp().needs);
    expect(before).toHaveLength(5);
    fs.rmSync(path.join(base, "app/requirements.txt"));
    expect(hostsOf(synthesizeApp().needs)).toEqual(before.filter((line) => !line.includes("requirements.txt")));
    fs.rmSync(path.join(base, "app/package.json"));
    expect(hostsOf(synthesizeApp().needs)).toEqual([]);
  });
});

describe("the findings of a program", () => {
  const brief = ({ promotion }: { readonly promotion: Promotion }) =>
    promotion.findings.map(({ code, path: at, level }) => `${level} ${code} ${at.join("/")}`);

  test("hold what is loose in the last stage of a pipeline, and there alone, until somebody says why", () => {
    write({ "requirements.txt": "requests~=2.32.0\n" });
    const found = "warning dependency.not-pinned orders-prod/source/requirements.txt";
    expect(brief(synthesizeApp())).toEqual([found]);
    const acknowledge = [
      { check: "dependency.not-pinned", path: "orders-prod/source/requirements.txt", reason: "a demo" },
    ];
    expect(synthesizeApp({ acknowledge }).promotion.findings).toMatchObject([{ acknowledged: { reason: "a demo" } }]);
  });

  test("hold once, for all its stages, what replaces a package of the image, or is used and installed by nobody", () => {
    write({ "requirements.txt": "flask==2.3.3\n" });
    expect(brief(synthesizeApp())).toEqual([
      "warning dependency.replaces-image orders-dev/source/requirements.txt/flask",
    ]);
    write({ "requirements.txt": "flask==3.0.3\n", "main.py": "import dash\n" });
    expect(brief(synthesizeApp({ isScaled: true })).filter((line) => line.includes("dependency"))).toEqual([
      "warning dependency.not-in-image orders-dev/source/main.py/dash",
    ]);
  });

  test("hold what the command of a project of uv starts and uv.lock lacks, at the command: an error", () => {
    write({
      "pyproject.toml": "[project]\n",
      "uv.lock": "version = 1\n",
      "app.yaml": "command: [streamlit, run, main.py]\n",
    });
    const [issue] = refusal().issues.filter(({ code }) => code === "dependency.not-in-image");
    expect(issue).toMatchObject({ path: ["orders-dev", "source", "command", "streamlit"] });
    expect(issue?.at).toMatch(/app\.yaml:1:11$/);
  });

  test("fail the synthesis for a credential, once, at its place, without showing or writing it", () => {
    write({ "requirements.txt": "flask==3.0.3\n-i https://me:s3cr3tt0ken@packages.example.com/simple\n" });
    const refused = refusal();
    expect(refused.issues.map(({ code, path: at }) => `${code} ${at.join("/")}`)).toContain(
      "dependency.secret orders-dev/source/requirements.txt",
    );
    const [issue] = refused.issues.filter(({ code }) => code === "dependency.secret");
    expect(issue?.at).toMatch(/requirements\.txt:2:4$/);
    const written = fs.readdirSync(path.join(base, "cdktf.out"), { recursive: true, withFileTypes: true });
    const texts = written
      .filter((one) => one.isFile())
      .map((one) => fs.readFileSync(path.join(one.parentPath, one.name), "utf8"));
    for (const text of [refused.message, ...texts]) expect(text).not.toContain("s3cr3t");
    expect(fs.existsSync(path.join(base, "cdktf.out/needs.json"))).toBe(false);
  });

  test("fail the synthesis once for a credential that both its shape and its place in an address give away", () => {
    const token = `ghp_${"a1".repeat(18)}`;
    write({ "requirements.txt": `flask==3.0.3\n-i https://${token}:x@packages.example.com/simple\n# ${token}\n` });
    const codes = () => refusal().issues.map(({ code, at }) => `${code} ${at?.replace(/^.*txt/, "") ?? ""}`);
    expect(codes()).toEqual(["dependency.secret :2:4"]);
    write({ "requirements.txt": `flask==3.0.3\n# ${token}\n` });
    expect(codes()).toEqual(["source.secret :2:3"]);
  });

  test("fail the synthesis for a line that pip refuses, unless somebody says why it stands", () => {
    write({ "requirements.txt": "flask=3.0.3\n" });
    expect(refusal().issues.map(({ code }) => code)).toEqual(["dependency.syntax"]);
    const acknowledge = [
      { check: "dependency.syntax", path: "orders-dev/source/requirements.txt", reason: "it is read" },
    ];
    expect(brief(synthesizeApp({ acknowledge }))).toEqual([
      "error dependency.syntax orders-dev/source/requirements.txt",
    ]);
  });
});

function refusal(): AppsError {
  try {
    synthesizeApp();
  } catch (error) {
    if (error instanceof AppsError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
