import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runExample } from "../support/examples";
import { codeBlocks } from "../support/markdown";
import { ROOT } from "../support/package";
import { runCli } from "./run-cli";

const PAGE = path.join(ROOT, "docs/compare.md");

test("docs/compare.md shows what dbapps diff staging prod prints for examples/orders, in a pipe", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dbapps-diff-docs-"));
  try {
    runExample("orders", path.join(folder, "cdktf.out"));
    const { out, err, code } = await runCli(["diff", "staging", "prod"], folder);
    expect({ err, code }).toEqual({ err: "", code: 0 });
    const page = fs.readFileSync(PAGE, "utf8");
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(
        PAGE,
        page.replace(/```text\n[^]*?```/, () => `\`\`\`text\n${out}\`\`\``),
      );
      return;
    }
    const [shown] = codeBlocks(page).filter(({ language }) => language === "text");
    expect(shown?.text).toBe(out);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
