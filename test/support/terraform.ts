import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { SynthesizedStack } from "databricks-apps-constructs/testing";
import { RESIZE_FLOOR } from "../../src/facts/provider-versions";

/** What a command ended with; `code` is undefined where it had to be stopped. */
export interface TerraformRun {
  readonly code: number | undefined;
  /** Both streams, with one space for every run of them: Terraform breaks its lines at a width. */
  readonly output: string;
}

interface Tools {
  readonly terraform: string;
  /** A Terraform filesystem mirror with the pinned provider. */
  readonly mirror: string;
}

/**
 * A `describe` for tests that run the real terraform with the real provider. Where one of them is missing the tests are
 * left out, and the run says so; in CI they fail.
 */
export function describeWithTerraform(title: string, tests: (terraform: Terraform) => void): void {
  const found = findTools();
  if (!("missing" in found)) {
    describe(title, () => {
      const terraform = new Terraform(found);
      afterAll(() => {
        terraform.cleanUp();
      });
      tests(terraform);
    });
    return;
  }
  if (process.env.CI === "true") {
    describe(title, () => {
      test("needs terraform and the provider", () => {
        throw new Error(found.missing);
      });
    });
    return;
  }
  process.stderr.write(`left out: "${title}" (${found.missing})\n`);
  const describeLeftOut = describe.skip;
  describeLeftOut(title, () => {
    tests(new Terraform({ terraform: "terraform", mirror: "none" }));
  });
}

function findTools(): Tools | { readonly missing: string } {
  const executable = process.platform === "win32" ? "terraform.exe" : "terraform";
  const terraform = (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, executable))
    .find((file) => fs.existsSync(file));
  if (terraform === undefined) return { missing: "terraform is not on PATH: install it" };
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
  const mirror = path.join(cache, "databricks-apps-constructs", "mirror");
  const version = pinnedVersion();
  const folder = path.join(mirror, "registry.terraform.io", "databricks", "databricks", version, osAndArch());
  if (!fs.existsSync(folder) || !fs.readdirSync(folder).some((file) => file.includes(version))) {
    return { missing: `provider ${version} is not built: run scripts/install-provider.sh` };
  }
  return { terraform, mirror };
}

/** The version in the Go module: the one place that says it. */
export function pinnedVersion(): string {
  const goMod = fs.readFileSync(path.resolve(__dirname, "../terraform/provider/go.mod"), "utf8");
  const version = /github\.com\/databricks\/terraform-provider-databricks v(\S+)/.exec(goMod)?.[1];
  if (version === undefined) throw new Error("test/terraform/provider/go.mod pins no provider");
  return version;
}

/** As Go calls them. */
function osAndArch(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}_${process.arch === "x64" ? "amd64" : process.arch}`;
}

/** Variables that would let the machine's own settings, identities or logs into a run. */
const FOREIGN_VARIABLE = /^(?:DATABRICKS|ARM|AZURE|GOOGLE|GCLOUD|CLOUDSDK|AWS|TF)_|_proxy$/i;

/** Nothing listens there: a program that wants out is refused at once. */
const NOWHERE = "http://127.0.0.1:9";

/** Runs terraform on copies of stacks, with the provider of the mirror and nothing else of the machine. */
export class Terraform {
  private home: string | undefined;
  private folders = 0;

  constructor(private readonly tools: Tools) {}

  /** Writes a stack into a folder of its own, as it is, and returns the folder. */
  write(stack: SynthesizedStack): string {
    this.folders += 1;
    const folder = path.join(this.makeHome(), "stacks", String(this.folders));
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(stack));
    return folder;
  }

  /**
   * Lets a written stack be initialized with the pinned provider where it asks for a newer one. Terraform merges it;
   * everything else of the stack stays what it is.
   */
  lowerFloor(folder: string): void {
    const databricks = { source: "databricks/databricks", version: `>= ${pinnedVersion()}` };
    const override = { terraform: { required_providers: { databricks } } };
    fs.writeFileSync(path.join(folder, "floor_override.tf.json"), JSON.stringify(override));
  }

  /** Runs one command. Tests need a longer time limit than `timeoutSeconds`, or its output is not shown. */
  run(folder: string, args: readonly string[], timeoutSeconds = 20): Promise<TerraformRun> {
    const options = {
      cwd: folder,
      env: this.environment(),
      timeout: timeoutSeconds * 1000,
      maxBuffer: 64 * 1024 * 1024,
    };
    return new Promise((resolve) => {
      const child = execFile(this.tools.terraform, [...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
        resolve({ code, output: `${stdout}${stderr}`.replace(/\s+/g, " ") });
      });
      child.stdin?.end();
    });
  }

  /** `init` without the backend, and `validate`: what the provider says to a stack. */
  async validate(stack: SynthesizedStack): Promise<TerraformRun> {
    const folder = this.write(stack);
    if (asksForNewer(stack)) this.lowerFloor(folder);
    const init = await this.run(folder, ["init", "-backend=false", "-input=false", "-no-color"]);
    return init.code === 0 ? this.run(folder, ["validate", "-no-color"]) : init;
  }

  /** Terraform's own settings: where the mirror is. */
  get cliConfigFile(): string {
    return path.join(this.makeHome(), "terraform.rc");
  }

  cleanUp(): void {
    if (this.home !== undefined) fs.rmSync(this.home, { recursive: true, force: true });
  }

  /** Made when first needed: tests that are left out leave no folder behind. */
  private makeHome(): string {
    if (this.home !== undefined) return this.home;
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), "terraform-"));
    const mirror = JSON.stringify(this.tools.mirror);
    const config = `provider_installation {\n  filesystem_mirror {\n    path = ${mirror}\n  }\n}\n`;
    fs.writeFileSync(path.join(this.home, "terraform.rc"), config);
    return this.home;
  }

  private environment(): NodeJS.ProcessEnv {
    const home = this.makeHome();
    const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLE.test(name));
    return {
      ...Object.fromEntries(inherited),
      HOME: home,
      TF_CLI_CONFIG_FILE: path.join(home, "terraform.rc"),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      HTTP_PROXY: NOWHERE,
      HTTPS_PROXY: NOWHERE,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }
}

/** Does it ask for what only a newer provider has? Every other constraint is left to Terraform to check. */
function asksForNewer({ terraform }: SynthesizedStack): boolean {
  const providers = terraform?.required_providers as
    Readonly<Record<string, { readonly version?: string }>> | undefined;
  return providers?.databricks?.version === `>= ${RESIZE_FLOOR.value}`;
}
