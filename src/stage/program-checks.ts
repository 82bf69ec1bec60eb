import { APPS_PER_WORKSPACE, SCALED_APPS_PER_WORKSPACE } from "../facts/limits";
import type { Issue } from "../errors";
import type { Workspace } from "../workspace/workspace";
import { beyondContract } from "./beyond-contract";
import type { Level } from "./check";
import { byWorkspace, repeated } from "./groups";
import type { BoundPlace, PlacedStack } from "./program";

/** A rule over several apps or stacks of a program. */
export interface ProgramCheck {
  readonly id: string;
  readonly level: (workspace: Workspace) => Level;
  /** May somebody say why it stands? What Terraform or the vendor would refuse cannot be acknowledged. */
  readonly acknowledgeable: boolean;
  /** Issues by the app they concern; without an app where they concern a stack. */
  readonly check: (apps: readonly BoundPlace[], stacks: readonly PlacedStack[]) => readonly ProgramIssue[];
}

export interface ProgramIssue {
  readonly at?: BoundPlace;
  readonly issue: Issue;
}

const always = (): Level => "error";

/** The library's own checks over a whole program: every pipeline and every App made by hand. */
export const PROGRAM_CHECKS: readonly ProgramCheck[] = [
  {
    id: "stack.twice",
    level: always,
    acknowledgeable: false,
    check: (_, stacks) =>
      repeated(stacks, ({ id }) => id).flatMap(([id, group]) =>
        group.slice(1).map(({ path }) => ({
          issue: {
            code: "stack.twice",
            path: [path],
            message: `two stacks have the id ${id}: one would overwrite the other's files`,
            fix: `rename one of ${group.map((stack) => stack.path).join(", ")}`,
          },
        })),
      ),
  },
  {
    id: "state.twice",
    level: always,
    acknowledgeable: false,
    check: (_, stacks) =>
      repeated(stacks, ({ stateAddress }) => stateAddress).flatMap(([address, group]) =>
        group.slice(1).map(({ path }) => ({
          issue: {
            code: "state.twice",
            path: [path],
            message: `two stacks keep their state at ${address}: each would destroy the other's resources`,
            fix: `give one of ${group.map((stack) => stack.path).join(", ")} another state`,
          },
        })),
      ),
  },
  {
    id: "app.twice",
    level: always,
    acknowledgeable: false,
    check: (apps) =>
      repeated(apps, ({ bound, workspace }) => `${workspace.workspaceId}/${bound.name}`).flatMap(([, group]) =>
        group.slice(1).map((at) => ({
          at,
          issue: {
            code: "app.twice",
            path: ["name"],
            message: `two Apps are called ${at.bound.name} in workspace ${at.workspace.name}`,
            fix: `set physicalName in one of ${group.map(({ app }) => app.path).join(", ")}`,
          },
        })),
      ),
  },
  {
    id: "app.limit",
    level: always,
    acknowledgeable: false,
    check: (apps) =>
      byWorkspace(apps).flatMap(([workspace, group]) => {
        const most = workspace.limits?.apps ?? APPS_PER_WORKSPACE.value[workspace.cloud];
        return group.slice(most).map((at) => ({
          at,
          issue: {
            code: "app.limit",
            path: ["workspace"],
            message: `workspace ${workspace.name} has room for ${most} apps; this program makes ${group.length}`,
            fix: "use another workspace, or write the limit that was agreed with the vendor to its limits.apps",
          },
        }));
      }),
  },
  {
    id: "scaling.budget",
    level: always,
    acknowledgeable: false,
    check: (apps) =>
      byWorkspace(apps.filter(({ bound }) => bound.scaling?.kind === "horizontal")).flatMap(([workspace, group]) => {
        const most = workspace.limits?.scaledApps ?? SCALED_APPS_PER_WORKSPACE.value;
        return group.slice(most).map((at) => ({
          at,
          issue: {
            code: "scaling.budget",
            path: ["scaling"],
            message:
              `workspace ${workspace.name} may have ${most} horizontally scaled apps; this program makes ` +
              `${group.length}: ${group.map(({ app }) => app.path).join(", ")}`,
            fix: "scale fewer apps, or write the limit that was agreed with the vendor to its limits.scaledApps",
          },
        }));
      }),
  },
  {
    id: "secret.shared-scope",
    level: ({ protected: guarded }) => (guarded === true ? "error" : "warning"),
    acknowledgeable: true,
    check: (apps) =>
      byWorkspace(apps).flatMap(([, group]) => {
        const scopes = group.flatMap(secretScopes);
        return repeated(scopes, ({ scope }) => scope)
          .filter(([, uses]) => new Set(uses.map(({ at }) => at)).size > 1)
          .flatMap(([scope, uses]) => {
            const message = `a secret resource grants its whole scope, so ${scope} is shared by ${sharedBy(uses)}`;
            return uses.map(({ at, key }) => ({
              at,
              issue: {
                code: "secret.shared-scope",
                path: ["bindings", key],
                message,
                fix: "give each app a scope of its own, or acknowledge it with a reason",
              },
            }));
          });
      }),
  },
  {
    id: "egress.not-in-contract",
    level: ({ egress }) => (egress === undefined ? "off" : egress.mode === "enforced" ? "error" : "warning"),
    acknowledgeable: true,
    check: (apps) => apps.flatMap((at) => beyondContract(at).map((issue) => ({ at, issue }))),
  },
];

/** Not all of a company's apps: each of them says this, and the text would grow with their square. */
function sharedBy(uses: readonly { readonly at: BoundPlace }[]): string {
  const paths = [...new Set(uses.map(({ at }) => at.app.path))];
  const more = paths.length - NAMED;
  return paths.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const NAMED = 5;

interface SecretScope {
  readonly at: BoundPlace;
  readonly key: string;
  readonly scope: string;
}

function secretScopes(at: BoundPlace): SecretScope[] {
  const scopes: SecretScope[] = [];
  for (const { key, kind, binding } of at.bound.resources) {
    if (kind === "secret") scopes.push({ at, key, scope: JSON.stringify(binding.scope) });
  }
  return scopes;
}
