import { type TerraformStack } from "cdktf";

const callbacks = new WeakMap<TerraformStack, () => void>();

/**
 * Calls back whenever something of ours in a stack is asked for its document, and before it gives one: so before cdktf
 * writes anything, and in tests that ask a stack alone. No element is needed for it, which cdktf would have to walk
 * through some ten times per stack.
 */
export function beforeDocuments(stack: TerraformStack, callback: () => void): void {
  callbacks.set(stack, callback);
}

/** For elements, as the first thing they do when they are asked for their document. */
export function aboutToMakeDocument(stack: TerraformStack): void {
  callbacks.get(stack)?.();
}
