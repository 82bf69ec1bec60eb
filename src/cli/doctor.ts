import { ambientFindings } from "./doctor-ambient";
import { findCopies, type InstalledPackage, nearestPackage } from "./doctor-packages";
import { findOnPath, terraformVersion } from "./doctor-terraform";
import { CommandError, type CommonOptions, type Io } from "./io";
import { assemblyFolder, DEFAULT_OUTPUT, readProject } from "./project";
import { colorsOf, count, json, wrap } from "./render";

export interface DoctorOptions extends CommonOptions {
  readonly assembly?: string;
}

/** One thing that was looked at. */
export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  /** What was found; never the value of a variable. */
  readonly found: string;
  /** Where it is not ok. */
  readonly fix?: string;
}

/** Looks for what keeps a project from working on this machine; ends with 1 where something does. */
export async function doctor(io: Io, options: DoctorOptions): Promise<number> {
  const checks = [
    checkNode(process.versions.node),
    checkProject(io.cwd),
    checkTypeScript(nearestPackage("typescript", io.cwd)),
    checkCopies("cdktf", findCopies("cdktf", io.cwd)),
    checkCopies("constructs", findCopies("constructs", io.cwd)),
    await checkTerraform(io),
    ...ambientFindings(assemblyOf(io.cwd, options.assembly), io.env),
  ];
  const problems = checks.filter(({ ok }) => !ok).length;
  io.out(options.json ? json({ checks, problems }) : printChecks(checks, io));
  return problems === 0 ? 0 : 1;
}

/** What is wrong with cdktf.json is a line of its own. */
function assemblyOf(cwd: string, given: string | undefined): string {
  try {
    return assemblyFolder(cwd, given);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return assemblyFolder(cwd, DEFAULT_OUTPUT);
  }
}

export function checkNode(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 9);
  return { name: "node", ok, found: version, ...(ok ? {} : { fix: "install Node 20.9 or newer" }) };
}

function checkProject(cwd: string): Diagnosis {
  try {
    return { name: "cdktf.json", ok: true, found: `runs ${readProject(cwd).app}` };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { name: "cdktf.json", ok: false, found: error.message, fix: 'write { "app": "npx ts-node main.ts" } to it' };
  }
}

export function checkTypeScript(installed: InstalledPackage | undefined): Diagnosis {
  if (installed === undefined) return { name: "typescript", ok: true, found: "not installed; plain JavaScript works" };
  const ok = Number(installed.version.split(".")[0]) < 7;
  const fix = "npm install --save-dev typescript@6: ts-node and ts-jest do not run with 7";
  return { name: "typescript", ok, found: installed.version, ...(ok ? {} : { fix }) };
}

export function checkCopies(name: string, copies: readonly InstalledPackage[]): Diagnosis {
  const [first, ...others] = copies;
  if (first === undefined) return { name, ok: false, found: "not installed", fix: `npm install ${name}` };
  if (others.length === 0) return { name, ok: true, found: `${first.version}, one copy` };
  const found = copies.map(({ version, folder }) => `${version} in ${folder}`).join(", ");
  const fix = `npm dedupe; npm ls ${name} shows who asks for which: the constructs of one copy do not know the other's`;
  return { name, ok: false, found: `${copies.length} copies: ${found}`, fix };
}

async function checkTerraform(io: Io): Promise<Diagnosis> {
  const name = "terraform";
  const binary = io.env.TERRAFORM_BINARY_NAME ?? name;
  const file = findOnPath(binary, io.env);
  if (file === undefined) {
    const fix =
      findOnPath("tofu", io.env) === undefined ? "install it, and have it on PATH" : "set TERRAFORM_BINARY_NAME=tofu";
    return { name, ok: false, found: `${binary} is not on PATH`, fix };
  }
  const version = await terraformVersion(file, io);
  return version === undefined
    ? { name, ok: false, found: `${binary} did not say its version`, fix: `run ${binary} version and see` }
    : { name, ok: true, found: `${binary === name ? "" : `${binary} `}${version}` };
}

function printChecks(checks: readonly Diagnosis[], io: Io): string {
  const colors = colorsOf(io);
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(({ name, ok, found, fix }) => {
    const word = ok ? colors.green("ok     ") : colors.red("problem");
    const indent = " ".repeat("problem".length + 2 + width + 2);
    const text = wrap(found, io.columns ?? 120, indent).trimStart();
    const advice = fix === undefined ? "" : `\n${wrap(`fix: ${fix}`, io.columns ?? 120, indent)}`;
    return `${word}  ${name.padEnd(width)}  ${text}${advice}`;
  });
  const problems = checks.filter(({ ok }) => !ok).length;
  return `${lines.join("\n")}\n\n${problems === 0 ? "no problems" : count(problems, "problem")}\n`;
}
