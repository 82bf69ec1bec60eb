import { App, type IResolveContext, TerraformStack } from "cdktf";
import { LightToken } from "./light-token";

const REFERENCE = Symbol.for("databricks-apps-constructs/AttributeReference");

/** A reference to a resource or to an attribute of one: renders what cdktf's own `ref()` renders. */
export class AttributeReference extends LightToken {
  readonly [REFERENCE] = true;

  /**
   * @param identifier such as `databricks_app.orders.url`
   * @param remote what stands for it in other stacks
   */
  constructor(
    readonly identifier: string,
    readonly originStack: TerraformStack,
    private readonly remote = new Map<TerraformStack, string>(),
  ) {
    super();
  }

  /** Another token for the same: what one finds out about other stacks the other knows. */
  again(): AttributeReference {
    return new AttributeReference(this.identifier, this.originStack, this.remote);
  }

  static is(x: unknown): x is AttributeReference {
    return typeof x === "object" && x !== null && REFERENCE in x;
  }

  override resolve(context: IResolveContext): string {
    const here = TerraformStack.of(context.scope);
    const bare = context.suppressBraces;
    // What cdktf resolves next in this context stands inside our braces.
    context.suppressBraces = true;
    if (context.preparing && here !== this.originStack) {
      // Only while preparing may elements be added: the output of the one stack and the remote state of the other.
      this.remote.set(here, App.of(this.originStack).crossStackReference(this.originStack, here, this.identifier));
    }
    const text = this.remote.get(here) ?? this.identifier;
    return bare ? text : `\${${text}}`;
  }
}
