import { type IResolvable, type IResolveContext, Token } from "cdktf";

/** Shared by all copies of this library in one program, and kept for good: no token ever writes into it. */
const NO_STACK_TRACE: string[] = [];

/**
 * A token that captures no stack trace.
 *
 * cdktf captures one for every token it makes, to decorate the message of a failed resolution, and that costs more than
 * everything else about the token: a quarter of a synthesis. Ours cannot fail.
 */
export abstract class LightToken implements IResolvable {
  readonly creationStack = NO_STACK_TRACE;

  abstract resolve(context: IResolveContext): string;

  /** The text that stands for the token until it is resolved. */
  toString(): string {
    return Token.asString(this);
  }

  /** Error messages of cdktf print values with JSON.stringify. */
  toJSON(): string {
    return "<unresolved-token>";
  }
}
