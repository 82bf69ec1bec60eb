import { type App as CdktfApp, TerraformStack } from "cdktf";
import { DocumentReader, type Emitter, type WrittenDocuments } from "../assembly/documents";
import type { AssemblyApp } from "../assembly/write-assembly";
import { AppsError } from "../errors";
import { writeOnce } from "../terraform/write-once";
import type { NetworkRegistry } from "./network-registry";
import type { ProgramApps } from "./program-apps";
import type { ProgramStacks } from "./program-stacks";
import { TYPES_OF_WORKSPACES, writtenOutsideAccountStacks, writtenTwice } from "./workspace-wide";

/** The documents of a program's stacks: only there stands what Aspects and overrides did after the check. */
export class ProgramDocuments {
  private readonly reader = new DocumentReader(TYPES_OF_WORKSPACES);

  constructor(
    private readonly apps: ProgramApps,
    private readonly stacks: ProgramStacks,
    private readonly network: NetworkRegistry,
  ) {}

  /** Looks at what is written of a stack of ours right then, while it is data. */
  watch(stack: TerraformStack): void {
    const { id } = stack.node;
    writeOnce(stack, (written) => {
      this.stacks.tell(stack, written?.document);
      if (written === undefined) this.reader.forget(id);
      else this.reader.add(id, written.text, written.document, this.emittersIn(stack));
    });
  }

  /**
   * All of them, after cdktf wrote the last, and where each lies, relative to the assembly.
   *
   * @throws {@link AppsError} if one holds what governs whole workspaces and stands elsewhere, or twice
   */
  finish(
    root: CdktfApp,
    stacks: readonly TerraformStack[],
    apps: readonly AssemblyApp[],
  ): { readonly documents: Readonly<Record<string, string>>; readonly written: WrittenDocuments } {
    const byId = new Map(stacks.map((stack) => [stack.node.id, stack]));
    const documents = Object.fromEntries(
      stacks.map((stack) => [stack.node.id, root.manifest.forStack(stack).synthesizedStackPath]),
    );
    const emittersOf = (id: string): Emitter[] => {
      const stack = byId.get(id);
      return stack === undefined ? [] : this.emittersIn(stack);
    };
    const paths = [
      ...apps.map(({ path, stack }) => [path, stack] as const),
      ...this.network.parts.map(
        ({ construct }) => [construct.node.path, TerraformStack.of(construct).node.id] as const,
      ),
    ];
    const written = this.reader.finish(root.outdir, documents, emittersOf, paths);
    const ofAccount = this.stacks.accountStackIds;
    const issues = [
      ...writtenOutsideAccountStacks(written.kept, (id) => ofAccount.has(id)),
      ...writtenTwice(written.kept),
    ];
    if (issues.length > 0) throw new AppsError(issues);
    return { documents, written };
  }

  /** Everything of a stack that was checked, with what its document should say. */
  private emittersIn(stack: TerraformStack): Emitter[] {
    const emitters = this.apps.emittersIn(stack);
    for (const { construct, emitted } of this.network.parts) {
      if (TerraformStack.of(construct) === stack) emitters.push({ path: construct.node.path, emitted: emitted() });
    }
    return emitters;
  }
}
