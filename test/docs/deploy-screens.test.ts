import * as fs from "node:fs";
import * as path from "node:path";
import { BROKEN, DeployProject } from "../cli/deploy-project";
import { runCli } from "../cli/run-cli";
import { codeBlocks } from "../support/markdown";
import { ROOT } from "../support/package";

const page = fs.readFileSync(path.join(ROOT, "docs/deploying.md"), "utf8");
const shown = codeBlocks(page).flatMap(({ language, text }) => (language === "text" ? [text] : []));

/** As on the page: the releases in their order, and an address of the vendor's. */
function plain(text: string, releases: readonly string[]): string {
  return releases
    .reduce((rest, release, index) => rest.replaceAll(release, ["7f3c9a1b2c3d", "b3bd28ec4a3a"][index] ?? ""), text)
    .replace(/http:\/\/127\.0\.0\.1:\d+\/run\/(\d+)\/orders/g, "https://orders-$1.2.azure.databricksapps.com")
    .replace(/\b\d\d:\d\d\b/g, "00:41")
    .replace(/^ +\| .*\n/gm, (line) => (/Error: two/.test(line) ? line : ""))
    .replace(/ +$/gm, "");
}

/** Columns are as wide as what stands in them, which an address changes. */
const squeezed = (text: string) => text.replace(/ {2,}/g, "  ");

test("docs/deploying.md shows what deploy, a failed one, status and rollback print", async () => {
  const project = await DeployProject.open();
  try {
    const screens: string[] = [];
    const releases = [project.release];
    const type = async (command: string): Promise<void> => {
      const [, ...argv] = command.split(" ");
      const { env, folder } = project;
      const { code, out, err } = await runCli(argv, folder, env, { now: new Date() });
      expect([command, code]).toEqual([command, screens.length === 1 ? 1 : 0]);
      const results = out.split("\n").filter((line) => line !== "");
      const problems = err.split("\n").filter((line) => line !== "" && !/^(?:upload|deploy {3}(?!FAILED))/.test(line));
      screens.push(`$ npx ${command}\n${[...results, ...problems].join("\n")}\n`);
    };
    await type("dbapps deploy prod");
    releases.push(project.synth(BROKEN));
    await type("dbapps deploy prod");
    await type("dbapps status");
    expect(shown.map(squeezed)).toEqual(screens.map((text) => squeezed(plain(text, releases))));
  } finally {
    await project.close();
  }
}, 30_000);
