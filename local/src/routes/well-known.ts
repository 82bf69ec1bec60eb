import type { PublicRoute } from "../api";
import { issueToken } from "../tokens";
import { VendorError, missing } from "../vendor-error";

/** Documents about the server itself. One port serves many workspaces, so it cannot say which one it is. */
export const wellKnownRoutes: readonly PublicRoute[] = [
  {
    method: "GET",
    path: "/.well-known/databricks-config",
    handle: () => {
      throw missing("One port serves several workspaces here: the token says which.");
    },
  },
  {
    method: "GET",
    path: "/oidc/.well-known/oauth-authorization-server",
    handle: (_request, { url }) => ({
      authorization_endpoint: `${url}/oidc/v1/authorize`,
      token_endpoint: `${url}/oidc/v1/token`,
    }),
  },
  {
    method: "POST",
    path: "/oidc/v1/token",
    handle: ({ headers, raw }, { world }) => {
      const form = new URLSearchParams(Buffer.from(raw).toString());
      const [id, secret] = clientOf(headers, form);
      if (form.get("grant_type") !== "client_credentials") {
        throw new VendorError(400, "unsupported_grant_type", "Only client_credentials is known here.");
      }
      for (const workspace of Object.values(world.workspaces)) {
        const found = workspace.servicePrincipals.find(({ applicationId }) => applicationId === id);
        if (found?.clientSecret === undefined || found.clientSecret !== secret) continue;
        const token = issueToken(world, workspace, { kind: "servicePrincipal", name: found.applicationId });
        return { access_token: token, token_type: "Bearer", expires_in: 3600, scope: "all-apis" };
      }
      throw new VendorError(401, "invalid_client", "Client authentication failed.");
    },
  },
];

function clientOf(headers: Headers, form: URLSearchParams): readonly [string | undefined, string | undefined] {
  const basic = /^Basic (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (basic === undefined) return [form.get("client_id") ?? undefined, form.get("client_secret") ?? undefined];
  const [id, ...secret] = Buffer.from(basic, "base64").toString().split(":");
  return [id, secret.join(":")];
}
