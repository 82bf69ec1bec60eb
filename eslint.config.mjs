import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * Who may import whom, per folder of src: `types` may be imported with `import type` only. What is not listed is
 * refused, so that a new dependency between layers is a decision, not an accident. CONTRIBUTING.md says why.
 */
const engine = ["cdktf", "constructs"];
export const LAYERS = {
  facts: { folders: [], packages: [] },
  definition: { folders: ["facts"], packages: ["zod", "fastest-levenshtein", "node:crypto"] },
  workspace: { folders: ["facts", "definition"], packages: [] },
  network: { folders: ["facts", "definition", "workspace"], packages: [] },
  stage: { folders: ["facts", "definition", "workspace", "network"], packages: [] },
  files: {
    folders: ["facts", "definition", "workspace", "stage"],
    packages: ["zod", "yaml", "node:fs", "node:path"],
  },
  manifests: { folders: ["facts", "definition", "files"], packages: ["yaml", "smol-toml", "jsonc-parser", "node:url"] },
  source: {
    folders: ["facts", "definition", "files", "manifests"],
    types: ["stage"],
    packages: ["node:fs", "node:path", "ignore", "@lezer"],
  },
  promotion: { folders: ["facts", "definition", "workspace", "network"], types: ["stage"], packages: [] },
  terraform: {
    folders: ["facts", "definition", "workspace"],
    types: ["network", "stage"],
    packages: [...engine, "node:fs", "node:path"],
  },
  assembly: {
    folders: ["facts", "definition", "files", "network", "promotion", "source"],
    types: ["stage", "workspace"],
    packages: ["node:fs", "node:path"],
  },
  constructs: {
    folders: ["facts", "definition", "workspace", "network", "stage", "source", "terraform", "assembly"],
    packages: engine,
  },
  stacks: {
    folders: ["facts", "definition", "workspace", "stage", "promotion", "terraform", "constructs", "assembly"],
    packages: engine,
  },
  vendor: { folders: ["facts"], packages: ["oauth4webapi", "ws", "node:child_process"] },
  deploy: { folders: ["facts", "definition", "promotion", "source", "vendor"], packages: [] },
  cli: {
    folders: [
      "facts",
      "definition",
      "workspace",
      "network",
      "stage",
      "files",
      "promotion",
      "assembly",
      "vendor",
      "deploy",
    ],
    packages: [
      "commander",
      "picocolors",
      "node:fs",
      "node:path",
      "node:child_process",
      "node:module",
      "node:process",
      "node:tty",
    ],
  },
};

/** Imports within the own folder and of errors.ts are always fine. */
function layerRule(allowed, packages) {
  const folders = allowed.join("|") || "(?!)";
  return [
    {
      regex: `^\\.\\./(?!errors$|(?:${folders})/)`,
      message: "this layer must not import that one: see CONTRIBUTING.md",
    },
    {
      regex: `^(?!\\.)(?!(?:${packages.join("|") || "(?!)"})(?:/|$))`,
      message: "this layer must not import that package",
    },
  ];
}

const ROOT_OF_BINDINGS = {
  regex: "^@cdktf/provider-databricks(?:/lib)?$",
  message: "the root of the bindings takes 0.8 s to load: import @cdktf/provider-databricks/lib/<resource>",
};
/** Files that are loaded where something is wrong, or by a command: for others zod takes as long as all they do. */
const LOADING_ZOD = ["src/definition/judged.ts", "src/files/json-schema.ts"];
const ZOD = {
  regex: "^zod(?:/|$)",
  allowTypeImports: true,
  message: "zod is loaded where something is wrong: describe what is right with src/definition/schema.ts",
};
const INTERNALS = { regex: "^cdktf/lib(?!/testing/adapters)", message: "cdktf's internals change without notice" };

const layers = Object.entries(LAYERS).flatMap(([folder, { folders, types = [], packages }]) => {
  const [own, foreign] = layerRule([...folders, ...types], packages);
  const strict = types.map((type) => ({
    regex: `^\\.\\./${type}/`,
    allowTypeImports: true,
    message: `only types of ${type}: this layer must not run its code`,
  }));
  const patterns = [own, foreign, ...strict, ROOT_OF_BINDINGS, INTERNALS];
  const rule = (files, refused) => ({
    files,
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: refused }] },
  });
  const all = [`src/${folder}/**/*.ts`];
  if (!packages.includes("zod")) return [rule(all, patterns)];
  const loading = LOADING_ZOD.filter((file) => file.startsWith(`src/${folder}/`));
  return [rule(all, [...patterns, ZOD]), rule(loading, patterns)];
});

export default tseslint.config(
  { ignores: ["**/dist", "coverage", "**/cdktf.out", "test/types/programs", "**/*.js", "**/*.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    // Without these three, real cycles between .ts files pass unseen.
    settings: {
      "import-x/extensions": [".ts"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })],
    },
    rules: {
      "import-x/no-cycle": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [ROOT_OF_BINDINGS, INTERNALS] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Constructs are made for their effect on the tree.
      "no-new": "off",
      // There is no enum here; the rule takes indexed types for one.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      // None is meant to be empty.
      "@typescript-eslint/no-generated-empty-object-type": "off",
      // Users of plain JavaScript pass what the types forbid.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "max-len": [
        "error",
        { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true, ignoreStrings: true, ignoreTemplateLiterals: true },
      ],
    },
  },
  ...layers,
  {
    // The local control plane can only contradict the library if it shares nothing with it.
    files: ["local/src/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^databricks-apps-constructs|^(?:\\.\\./){2,}src/",
              message: "shares nothing with the library",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/testing.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            ...layerRule([], ["node:fs", "node:os", "node:path", "cdktf"]).slice(1),
            ROOT_OF_BINDINGS,
            INTERNALS,
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "examples/**/*.ts", "bench/**/*.ts", "local/test/**/*.ts"],
    // cdktf and jest hand out documents as `any`; a test reads them as they are.
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/restrict-plus-operands": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["test/**/*.ts", "local/test/**/*.ts"],
    ignores: ["test/support/random.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^fast-check$", message: "draw from test/support/random, which CI gives a seed" },
            ROOT_OF_BINDINGS,
            INTERNALS,
          ],
        },
      ],
    },
  },
  {
    files: ["examples/**/*.ts", "bench/**/*.ts", "test/promises/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "/src(?:/|$)", message: "use the public API: databricks-apps-constructs" },
            ROOT_OF_BINDINGS,
            INTERNALS,
          ],
        },
      ],
    },
  },
);
