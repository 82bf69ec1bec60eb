import { type IResolveContext, type ITerraformDependable } from "cdktf";
import { LightToken } from "./light-token";

/** An entry of `depends_on`: renders what cdktf's `dependable()` renders. */
export class Dependency extends LightToken {
  constructor(readonly on: ITerraformDependable) {
    super();
  }

  override resolve(context: IResolveContext): string {
    context.suppressBraces = true; // depends_on takes addresses, not expressions
    return this.on.fqn;
  }
}
