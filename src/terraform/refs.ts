import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { type Construct } from "constructs";
import { type TokenReference } from "../stage/reference";

/**
 * Renders a text with tokens so that it can be compared and digested: the text of a token is a number that depends on
 * the order of creation, and what it resolves to depends on who asks and when.
 *
 * One reference alone gives its address and, where that is in another stack, the stack. Everything else (functions,
 * concatenations, lazy values) gives the Terraform template. Undefined where the text holds no token. Nothing is
 * prepared: no output and no remote state is created. Call it before the stack of the scope is prepared.
 */
export function renderReference(text: string, scope: Construct): TokenReference | undefined {
  const resolver = new ReferenceResolver();
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver, preparing: false });
  if (!resolver.metToken) return undefined;
  const template = typeof resolved === "string" ? resolved : (JSON.stringify(resolved) ?? "");
  const ref = LONE_REFERENCE.exec(template)?.[1];
  if (ref === undefined) return { template };
  const [stack, ...others] = [...resolver.originStacks];
  const isForeign = stack !== undefined && others.length === 0 && stack !== TerraformStack.of(scope);
  return isForeign ? { ref, stack: stack.node.id } : { ref };
}

/** `${a.b.c}`, with indexes: one attribute of one element. */
const LONE_REFERENCE = /^\$\{([A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|"[^"$\\]*")\])+)\}$/;

/** What cdktf's references hold, and ours. cdktf has no public way to ask where a reference points. */
interface Reference extends IResolvable {
  readonly identifier: string;
  readonly originStack: TerraformStack | undefined;
}

/**
 * Renders every reference by its own name and remembers where it points. cdktf's way would name the remote state
 * instead, once anybody prepared the stack.
 */
class ReferenceResolver extends DefaultTokenResolver {
  metToken = false;
  readonly originStacks = new Set<TerraformStack>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    this.metToken = true;
    if (!isReference(token)) return super.resolveToken(token, context, postProcessor);
    if (token.originStack !== undefined) this.originStacks.add(token.originStack);
    return context.suppressBraces ? token.identifier : `\${${token.identifier}}`;
  }
}

function isReference(token: IResolvable): token is Reference {
  if (!("identifier" in token && "originStack" in token)) return false;
  const { identifier, originStack } = token;
  return typeof identifier === "string" && (originStack === undefined || TerraformStack.isStack(originStack));
}
