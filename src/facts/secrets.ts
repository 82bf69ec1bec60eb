import type { Fact } from "./fact";

/** The shapes of credentials that must never stand in a definition or a stage. */
export const SECRET_SHAPES: Fact<readonly { readonly name: string; readonly pattern: RegExp }[]> = {
  value: [
    { name: "a Databricks personal access token", pattern: /dapi[0-9a-f]{32}/i },
    { name: "a Databricks OAuth secret", pattern: /dose[0-9a-f]{32}/i },
    { name: "a JSON web token", pattern: /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/ },
    { name: "a GitHub token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22,}/ },
    // The vendor's samples end in EXAMPLE.
    { name: "an AWS access key", pattern: /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}\b/ },
    { name: "a Slack token", pattern: /\bxox[abprs]-[0-9A-Za-z-]{10,}/ },
    { name: "a Stripe key", pattern: /\b[rs]k_live_[0-9A-Za-z]{16,}/ },
    { name: "an Azure storage key", pattern: /\bAccountKey=[A-Za-z0-9+/]{86}==/ },
    { name: "a private key", pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^]*/ },
  ],
  source: "https://docs.databricks.com/aws/en/dev-tools/auth/pat, RFC 7519, RFC 7468, and the named vendors' own pages",
  asOf: "2026-11-21",
};

/** Names under which a constant value is taken for a credential. */
export const SECRET_NAMES: Fact<RegExp> = {
  value: /(?:TOKEN|SECRET|PASSWORD|KEY)$/i,
  source: "house rule: a credential belongs into a secret scope, read by `valueFrom`",
  asOf: "2026-11-21",
};
