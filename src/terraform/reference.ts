import { App, type IResolvable, type IResolveContext, TerraformStack, Token } from "cdktf";

/** Shared by all copies of this library in one program, and kept for good: no reference ever writes into it. */
const NO_STACK_TRACE: string[] = [];
const REFERENCE = Symbol.for("databricks-apps-constructs/AttributeReference");

/**
 * A reference to an attribute: renders what cdktf's own `ref()` renders.
 *
 * cdktf captures a stack trace for every reference it makes, which costs more than everything else about it. The trace
 * only decorates the message of a failed resolution, and this one cannot fail.
 */
export class AttributeReference implements IResolvable {
  readonly creationStack = NO_STACK_TRACE;
  readonly [REFERENCE] = true;
  private remote?: Map<TerraformStack, string>;

  /** @param identifier such as `databricks_app.orders.url` */
  constructor(
    readonly identifier: string,
    readonly originStack: TerraformStack,
  ) {}

  static is(x: unknown): x is AttributeReference {
    return typeof x === "object" && x !== null && REFERENCE in x;
  }

  resolve(context: IResolveContext): string {
    const here = TerraformStack.of(context.scope);
    const bare = context.suppressBraces;
    // What cdktf resolves next in this context stands inside our braces.
    context.suppressBraces = true;
    if (context.preparing && here !== this.originStack) {
      // Only while preparing may elements be added: the output of the one stack and the remote state of the other.
      this.remote ??= new Map();
      this.remote.set(here, App.of(this.originStack).crossStackReference(this.originStack, here, this.identifier));
    }
    const text = this.remote?.get(here) ?? this.identifier;
    return bare ? text : `\${${text}}`;
  }

  toString(): string {
    return Token.asString(this);
  }

  /** Error messages of cdktf print values with JSON.stringify. */
  toJSON(): string {
    return "<unresolved-token>";
  }
}
