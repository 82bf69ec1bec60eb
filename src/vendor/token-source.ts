import { VendorApiError } from "./vendor-error";

export interface Token {
  readonly value: string;
  /** In milliseconds; absent: not known. */
  readonly expiresAt?: number;
}

/** Where a token comes from: asked again when the last one runs out, and never earlier. */
export type TokenSource = () => Promise<Token>;

/** What a header may hold: an answer of fetch to anything else quotes the token. */
const USABLE_TOKEN = /^[\x21-\x7e]+$/;
/** An upload may take a while; a token that ends in the middle of it ends it. */
const SPARE_MILLISECONDS = 60_000;

/** The tokens of one workspace. Knows all that it ever handed out, so that none of them is ever printed. */
export class Tokens {
  private current: Token | undefined;
  private readonly known = new Set<string>();

  constructor(
    private readonly source: TokenSource,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that somebody was given. */
  static of(value: string): Tokens {
    const tokens = new Tokens(() => Promise.resolve({ value }));
    tokens.take({ value });
    return tokens;
  }

  async get(): Promise<string> {
    const { current } = this;
    if (current !== undefined && (current.expiresAt ?? Infinity) - SPARE_MILLISECONDS > this.now())
      return current.value;
    return this.take(await this.source()).value;
  }

  /** After a 401: true where there is another token to try. */
  async renew(): Promise<boolean> {
    const before = this.current?.value;
    return this.take(await this.source()).value !== before;
  }

  /** Text of others without any token in it. */
  conceal(text: string): string {
    return [...this.known].reduce((rest, token) => rest.replaceAll(token, "<token>"), text);
  }

  private take(token: Token): Token {
    if (!USABLE_TOKEN.test(token.value)) {
      throw new VendorApiError("the token holds white space or characters that no token has: copy it again");
    }
    this.known.add(token.value);
    this.current = token;
    return token;
  }
}
