import type { BoundResource, Check } from "databricks-apps-constructs";

const changes = ({ permission }: BoundResource) => /MANAGE|MODIFY|WRITE|OWNER/.test(permission);

/** Acme's own rules. Their ids are what an acknowledgement names, so they never change. */
export const checks: readonly Check[] = [
  {
    id: "acme.described",
    level: () => "error",
    check: ({ description }) =>
      description === undefined
        ? [{ code: "acme.described", path: ["description"], message: "nobody can tell what this app is for" }]
        : [],
  },
  {
    id: "acme.because",
    level: (workspace) => (workspace.protected === true ? "error" : "warning"),
    check: ({ resources }) =>
      resources
        .filter((resource) => changes(resource) && resource.because === undefined)
        .map(({ key, permission }) => ({
          code: "acme.because",
          path: ["resources", key],
          message: `the app may change this (${permission}), and nothing says why`,
          fix: "add because to the resource",
        })),
  },
];
