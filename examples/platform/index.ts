// What Acme's platform team publishes to its app teams.
export { acmeApp } from "./acme-app";
export { checks } from "./checks";
export { CostTags } from "./tags";
export * as workspaces from "./workspaces";
