/**
 * What a token of another construct refers to, without its text, which depends on the order of creation: an attribute
 * of one element (`stack` names another stack's), or any other expression.
 */
export type TokenReference = { readonly ref: string; readonly stack?: string } | { readonly template: string };
