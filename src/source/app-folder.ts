import { type AppYaml, readAppYaml } from "./app-yaml";
import type { Code } from "./code";
import { parseCode } from "./parse-code";
import { reachableFrom } from "./reachable";
import type { SourceFolder } from "./read-source";
import { SourceText } from "./source-text";
import { type FoundStart, findStart } from "./start";

/** An app's folder with what its files mean; each is parsed at most once, and only if a check asks. */
export class AppFolder {
  private runtime: { readonly yaml: AppYaml | undefined; readonly start: FoundStart } | undefined;
  private readonly parsed = new Map<string, Code>();
  private run: readonly string[] | undefined;

  constructor(readonly source: SourceFolder) {}

  get appYaml(): AppYaml | undefined {
    return this.read().yaml;
  }

  get start(): FoundStart {
    return this.read().start;
  }

  private read(): NonNullable<AppFolder["runtime"]> {
    if (this.runtime === undefined) {
      const yaml = readAppYaml(this.source);
      this.runtime = { yaml, start: findStart(this.source, yaml) };
    }
    return this.runtime;
  }

  codeOf(file: string): Code {
    let code = this.parsed.get(file);
    if (code === undefined) {
      code = parseCode(file, this.source.texts.get(file) ?? "");
      this.parsed.set(file, code);
    }
    return code;
  }

  textOf(file: string): SourceText {
    return new SourceText(this.source.root, file, this.source.texts.get(file) ?? "");
  }

  /** The files of code that run, as far as the command and the imports say. */
  get running(): readonly string[] {
    const entry = this.start.start?.entry;
    this.run ??= entry === undefined ? [] : reachableFrom(this.source, entry, (file) => this.codeOf(file));
    return this.run;
  }
}
