import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { PlacedStack } from "../stage/program";
import { stateAddressOf, writtenStateAddress } from "../terraform/state-address";
import type { Workspace } from "../workspace/workspace";
import type { Survey } from "./survey";

/** The stacks of a program, ours and others, and the workspaces that constructs in them name. */
export class ProgramStacks {
  private readonly ours = new Set<TerraformStack>();
  private readonly ofAccounts = new Set<TerraformStack>();
  /** The addresses of states, as they were found by the check and in the documents. */
  private readonly checked = new Map<TerraformStack, string | undefined>();
  private readonly written = new Map<TerraformStack, string | undefined>();
  private readonly named = new Map<IConstruct, readonly Workspace[]>();

  addOurs(stack: TerraformStack): void {
    this.ours.add(stack);
  }

  /** A stack that may hold what governs whole workspaces. */
  addAccountStack(stack: TerraformStack): void {
    this.ours.add(stack);
    this.ofAccounts.add(stack);
  }

  addWorkspaces(construct: IConstruct, workspaces: readonly Workspace[]): void {
    this.named.set(construct, workspaces);
  }

  get workspaces(): Workspace[] {
    return [...this.named.values()].flat();
  }

  isOfAccount(stack: TerraformStack): boolean {
    return this.ofAccounts.has(stack);
  }

  get accountStackIds(): ReadonlySet<string> {
    return new Set([...this.ofAccounts].map(({ node }) => node.id));
  }

  place({ stacks, backends }: Survey): PlacedStack[] {
    return stacks.map((stack) => {
      const { id, path } = stack.node;
      const stateAddress = stateAddressOf(stack, backends.get(stack));
      this.checked.set(stack, stateAddress);
      return stateAddress === undefined ? { id, path } : { id, path, stateAddress };
    });
  }

  /** Every workspace that a construct names, with the stack that it stands in. */
  placeWorkspaces(): { readonly path: string; readonly workspace: Workspace }[] {
    return [...this.named].flatMap(([construct, all]) =>
      all.map((workspace) => ({ path: TerraformStack.of(construct).node.id, workspace })),
    );
  }

  /** What was written of a stack; undefined before it is written again. */
  tell(stack: TerraformStack, document: object | undefined): void {
    if (document === undefined) this.written.delete(stack);
    else this.written.set(stack, writtenStateAddress(stack, document));
  }

  /**
   * Where the states lie, after the stacks were written: an Aspect may have moved one since the check. Only of stacks
   * of ours: the default backend of any other lies at an absolute path of this machine.
   */
  addresses(): ReadonlyMap<TerraformStack, string | undefined> {
    const addresses = new Map<TerraformStack, string | undefined>();
    for (const stack of this.ours) {
      const before = this.checked.get(stack);
      const isSame = before !== undefined && before === this.written.get(stack);
      addresses.set(stack, isSame ? before : stateAddressOf(stack));
    }
    return addresses;
  }
}
