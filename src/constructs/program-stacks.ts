import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { PlacedStack } from "../stage/program";
import { stateAddressOf } from "../terraform/state-address";
import type { Workspace } from "../workspace/workspace";
import type { Survey } from "./survey";

/** The stacks of a program, ours and others, and the workspaces that constructs in them name. */
export class ProgramStacks {
  private readonly ours = new Set<TerraformStack>();
  private readonly ofAccounts = new Set<TerraformStack>();
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
      return stateAddress === undefined ? { id, path } : { id, path, stateAddress };
    });
  }

  /** Every workspace that a construct names, with the stack that it stands in. */
  placeWorkspaces(): { readonly path: string; readonly workspace: Workspace }[] {
    return [...this.named].flatMap(([construct, all]) =>
      all.map((workspace) => ({ path: TerraformStack.of(construct).node.id, workspace })),
    );
  }

  /** Only of stacks of ours: the default backend of any other lies at an absolute path of this machine. */
  addresses({ backends }: Survey): ReadonlyMap<TerraformStack, string | undefined> {
    return new Map([...this.ours].map((stack) => [stack, stateAddressOf(stack, backends.get(stack))]));
  }
}
