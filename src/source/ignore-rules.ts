import * as fs from "node:fs";
import * as path from "node:path";
import ignore, { type Ignore } from "ignore";

const RULES = ".gitignore";

/** One file of rules, for paths below the folder that it stands in. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * What Git's ignore files leave out, as the vendor's tools read them: those of the folder and below, and those above
 * it up to the root of the repository. Rules of one machine (`.git/info/exclude`, a user's own) are not read: a digest
 * must not depend on them.
 */
export class IgnoreRules {
  private constructor(private readonly all: readonly Rules[]) {}

  /** Those that apply in a source's folder. One that ignores the folder as a whole says nothing of what is in it. */
  static above(root: string): IgnoreRules {
    const found: Rules[] = [];
    for (let folder = root; !fs.existsSync(path.join(folder, ".git"));) {
      const above = path.dirname(folder);
      if (above === folder) break;
      folder = above;
      found.unshift(...rulesIn(folder));
    }
    return new IgnoreRules(found).within(root);
  }

  /** Those that apply in a folder that is not ignored. What ignores it was overruled by rules nearer to it. */
  within(folder: string): IgnoreRules {
    const kept = this.all.filter((one) => verdict(one, folder, true) !== "ignored");
    return new IgnoreRules([...kept, ...rulesIn(folder)]);
  }

  /** The rules nearest to a file have the last word. */
  ignores(file: string, isFolder: boolean): boolean {
    const verdicts = this.all.map((one) => verdict(one, file, isFolder));
    return verdicts.filter((one) => one !== undefined).at(-1) === "ignored";
  }
}

function verdict({ folder, rules }: Rules, file: string, isFolder: boolean): "ignored" | "kept" | undefined {
  const relative = path.relative(folder, file).split(path.sep).join("/");
  const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative);
  return ignored ? "ignored" : unignored ? "kept" : undefined;
}

function rulesIn(folder: string): Rules[] {
  try {
    const text = fs.readFileSync(path.join(folder, RULES), "utf8");
    // Case matters on Linux, where the platform and most CI run, so it matters everywhere.
    return [{ folder, rules: ignore({ ignorecase: false }).add(text) }];
  } catch {
    return [];
  }
}
