import type { Fact } from "./fact";

/** The shapes of credentials that must never stand in a definition or a stage. */
export const SECRET_SHAPES: Fact<readonly { readonly name: string; readonly pattern: RegExp }[]> = {
  value: [
    { name: "a Databricks personal access token", pattern: /dapi[0-9a-f]{32}/i },
    { name: "a Databricks OAuth secret", pattern: /dose[0-9a-f]{32}/i },
    { name: "a JSON web token", pattern: /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/ },
    { name: "a private key", pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^]*/ },
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/auth/pat, RFC 7519, RFC 7468",
  asOf: "2026-11-21",
};

/** Names under which a constant value is taken for a credential. */
export const SECRET_NAMES: Fact<RegExp> = {
  value: /(?:TOKEN|SECRET|PASSWORD|KEY)$/i,
  source: "house rule: a credential belongs into a secret scope, read by `valueFrom`",
  asOf: "2026-11-21",
};
