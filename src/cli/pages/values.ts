import { type Pages, VENDOR } from "./page";

/** What any value can be wrong about: its shape, its text, and credentials. */
export const VALUES: Pages = {
  "schema.missing": {
    title: "a required key is missing",
    means: "Nothing is guessed: a value that decides where or what is created has no default.",
    example: {
      in: "workspace",
      wrong: "backend: { kind: local }",
      right: "backend: { kind: local, folder: ../../../state }",
    },
    fix: "Add the key that the message names.",
  },
  "schema.type": {
    title: "a value of another type",
    means: "The value is a text where a list is expected, say, or has none of the forms that are accepted here.",
    example: { in: "workspace", wrong: 'protected: "yes"', right: "protected: true" },
    fix: "Write the form that the message asks for.",
  },
  "schema.value": {
    title: "not one of the accepted values",
    means: "This place takes one of a few words, spelt as the vendor spells them.",
    example: { in: "stage", wrong: "size: large", right: "size: LARGE" },
    fix: "Use one of the words that the message lists.",
  },
  "schema.unknown-key": {
    title: "a key that nothing reads",
    means: "A key that is not known is a mistake in its name more often than not, and would silently do nothing.",
    example: { in: "stage", wrong: "sizes: LARGE", right: "size: LARGE" },
    fix: "Correct its name, or remove it.",
  },
  "text.token": {
    title: "a value of another construct cannot stand here",
    means:
      "Bindings, principals and policy ids take references to other resources. Everything else is data that must be " +
      "known before anything runs, so that it can be checked and compared.",
    example: {
      in: "program",
      wrong: "defineStage(orders, prod, { env: { CATALOG: catalog.name } });",
      right: 'defineStage(orders, prod, { env: { CATALOG: "prod" } });',
    },
    fix: "Write the value itself, or bind the object as a resource and read it with { valueFrom: ... }.",
  },
  "text.interpolation": {
    title: "Terraform would evaluate this text",
    means:
      "${ and %{ begin an expression in Terraform. Text of yours that holds one would be evaluated with the rights of " +
      "whoever applies, so plain text never may.",
    example: { in: "stage", wrong: 'env: { CATALOG: "${var.catalog}" }', right: "env: { CATALOG: prod }" },
    fix: "Write the value itself; what differs between workspaces differs between stages.",
    see: VENDOR.strings,
  },
  "text.placeholder": {
    title: "a placeholder, not a value",
    means: "Empty text, <...>, TODO, xxx and the like are what somebody meant to replace before this is used.",
    example: { in: "stage", wrong: "env: { CATALOG: TODO }", right: "env: { CATALOG: prod }" },
    fix: "Write the real value, or leave the key out if it is optional.",
  },
  "secret.value": {
    title: "this looks like a credential",
    means:
      "The text has the shape of a token, a secret or a private key. It would be readable by everybody who can read " +
      "the files, the state or the assembly. The message never shows it.",
    example: {
      in: "program",
      wrong: 'defineStage(orders, prod, { env: { PAYMENTS: "dapi..." } });',
      right: 'resources: { payments: AppResource.secret("READ") },\nenv: { PAYMENTS: { valueFrom: "payments" } },',
    },
    fix:
      "Revoke it if it was committed. Put the new one into a secret scope, declare the secret as a resource and read " +
      "it with { valueFrom: ... }.",
    see: VENDOR.secrets,
  },
  "secret.name": {
    title: "a constant under a credential's name",
    means:
      "A variable whose name ends in TOKEN, SECRET, PASSWORD or KEY promises a credential, and a constant is readable " +
      "by everybody who can read the assembly.",
    example: {
      in: "definition",
      wrong: 'env: { API_KEY: "abc" }',
      right: 'resources: { api: AppResource.secret("READ") },\nenv: { API_KEY: { valueFrom: "api" } }',
    },
    fix: "Read it from a secret by valueFrom. If it is none, rename the variable.",
    see: VENDOR.secrets,
  },
  "secret.shared-scope": {
    title: "two apps share a secret scope",
    means:
      "A secret resource grants its permission on the whole scope, so each of these apps can read the secrets of the " +
      "others. In a protected workspace this is an error.",
    example: {
      in: "program",
      wrong:
        'bindings: { "stripe-key": { scope: "payments", key: "stripe" } }, // orders\n' +
        'bindings: { "stripe-key": { scope: "payments", key: "stripe" } }, // refunds',
      right:
        'bindings: { "stripe-key": { scope: "orders", key: "stripe" } }, // orders\n' +
        'bindings: { "stripe-key": { scope: "refunds", key: "stripe" } }, // refunds',
    },
    fix: "Give each app a scope of its own, or acknowledge it with a reason.",
    see: VENDOR.secrets,
  },
  "env.name": {
    title: "not a name that a variable can have",
    means: "A variable's name has letters, digits and underscores, and no leading digit.",
    example: { in: "definition", wrong: 'env: { "log-level": "info" }', right: 'env: { LOG_LEVEL: "info" }' },
    fix: "Rename the variable, here and in the app.",
    see: VENDOR.environment,
  },
  "env.reserved": {
    title: "the platform sets this variable itself",
    means: "The platform gives every app its host, port, name and credentials in these variables.",
    example: { in: "definition", wrong: 'env: { DATABRICKS_HOST: "https://x" }', right: "env: {}" },
    fix: "Remove it: the app finds the right value there. Choose another name for what is yours.",
    see: VENDOR.environment,
  },
  "env.twice": {
    title: "a variable is declared twice",
    means: "A variable has one value: either the definition's, in env, or each stage's, in stageEnv.",
    example: {
      in: "definition",
      wrong: 'env: { CATALOG: "main" },\nstageEnv: ["CATALOG"]',
      right: 'stageEnv: ["CATALOG"]',
    },
    fix: "Declare it once: in stageEnv if it differs between workspaces.",
  },
  "env.value-from": {
    title: "a variable reads a resource that is not there",
    means: "valueFrom names the key of one of the definition's resources. The variable would be missing at run time.",
    example: {
      in: "definition",
      wrong: 'env: { ENDPOINT: { valueFrom: "rankr" } }',
      right: 'env: { ENDPOINT: { valueFrom: "ranker" } }',
    },
    fix: "Correct the key, or declare the resource.",
    see: VENDOR.environment,
  },
  "env.missing": {
    title: "a stage does not set a variable",
    means: "The definition lists in stageEnv what every stage sets. A variable that is not set is missing at run time.",
    example: { in: "stage", wrong: "env: {}", right: "env: { CATALOG: prod }" },
    fix: "Add it to the stage's env.",
    see: VENDOR.environment,
  },
  "env.unknown-variable": {
    title: "a stage sets a variable that is not declared",
    means: "A stage sets what the definition's stageEnv lists, no more: what an app reads is the definition's to say.",
    example: { in: "stage", wrong: "env: { CATALOG: prod, CATALOGUE: prod }", right: "env: { CATALOG: prod }" },
    fix: "Correct its name, remove it, or add it to the definition's stageEnv.",
  },
};
