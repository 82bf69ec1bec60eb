import { type IResolvable, type IResolveContext, type ITerraformDependable, Token, Tokenization } from "cdktf";

const NO_STACK_TRACE: string[] = [];

/** An entry of `depends_on`: renders what cdktf's `dependable()` renders, without the stack trace that one captures. */
export class Dependency implements IResolvable {
  readonly creationStack = NO_STACK_TRACE;

  constructor(readonly on: ITerraformDependable) {}

  /** What the entry depends on, where the whole entry is one of ours. */
  static target(entry: string): ITerraformDependable | undefined {
    if (!entry.includes("TfToken[")) return undefined;
    const fragments = Tokenization.reverseString(entry);
    const token: unknown = fragments.length === 1 ? fragments.firstToken : undefined;
    return token instanceof Dependency ? token.on : undefined;
  }

  resolve(context: IResolveContext): string {
    context.suppressBraces = true; // depends_on takes addresses, not expressions
    return this.on.fqn;
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return "<unresolved-token>";
  }
}
