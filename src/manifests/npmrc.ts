import { REQUIRED_HOSTS } from "../facts/required-hosts";
import { addressOf } from "./address";
import type { Collector } from "./collector";
import { ManifestFile } from "./manifest-file";
import type { Spot, Texts } from "./manifest";

interface Setting {
  readonly value: string;
  readonly at: Spot;
}

const BECAUSE = "Node.js packages";

/** Where npm and pnpm look for packages: the lines of the folder's own `.npmrc` about it. */
export class Npmrc {
  private readonly settings = new Map<string, Setting>();

  constructor(
    texts: Texts,
    private readonly into: Collector,
  ) {
    const text = texts.get(".npmrc");
    if (text === undefined) return;
    const file = new ManifestFile(".npmrc", text);
    // Comments begin a line; a later line wins.
    for (const match of file.text.matchAll(/^[^=\r\n]*=[^\r\n]*$/gm)) {
      const [line] = match;
      const key = line.slice(0, line.indexOf("=")).trim();
      if (key === "" || /^[;#]/.test(key)) continue;
      const value = line
        .slice(line.indexOf("=") + 1)
        .trim()
        .replace(/^(["'])(.*)\1$/, "$2");
      this.settings.set(key, { value, at: file.at(match.index + line.length - line.trimStart().length) });
    }
  }

  /** Is what only development needs left out? */
  get omitsDevelopment(): boolean {
    const omit = this.settings.get("omit") ?? this.settings.get("omit[]");
    return omit?.value === "dev" || this.settings.get("production")?.value === "true";
  }

  /** Adds the host that a package is looked up at. */
  ask(name: string, at: Spot): void {
    const scope = /^(@[^/]+)\//.exec(name)?.[1];
    this.registry(scope === undefined ? undefined : this.settings.get(`${scope}:registry`), at);
  }

  /** Adds the host that npm downloads an address of a lock file from: it may put its registry in the place of one. */
  download(address: string, at: Spot): void {
    const { host } = addressOf(address) ?? {};
    const replaced = this.settings.get("replace-registry-host")?.value ?? "npmjs";
    const isReplaced =
      replaced === "always" ? host !== undefined : host === (replaced === "npmjs" ? this.usual() : replaced);
    if (isReplaced && this.settings.has("registry")) this.registry(undefined, at);
    else this.into.address(address, BECAUSE, at);
  }

  private registry(own: Setting | undefined, at: Spot): void {
    const setting = own ?? this.settings.get("registry");
    if (setting === undefined) this.into.defaults("node", at);
    else this.into.address(setting.value, BECAUSE, setting.at);
  }

  private usual(): string | undefined {
    return REQUIRED_HOSTS.value.find(({ condition }) => condition === "node")?.host.labels.join(".");
  }
}
