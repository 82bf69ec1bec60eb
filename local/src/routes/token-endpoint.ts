import type { ApiRequest, PublicRoute } from "../api";
import { isFederated } from "../federation";
import type { Workspace } from "../state";
import { issueToken } from "../tokens";
import { VendorError } from "../vendor-error";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const JWT = "urn:ietf:params:oauth:token-type:jwt";
const ISSUER_PATH = "/oidc";

/** How a service principal gets a token: by its secret, or by a token of an issuer that it trusts. */
export const tokenEndpointRoutes: readonly PublicRoute[] = [
  {
    method: "GET",
    path: `${ISSUER_PATH}/.well-known/oauth-authorization-server`,
    handle: (_request, { url }) => ({
      issuer: `${url}${ISSUER_PATH}`,
      authorization_endpoint: `${url}/oidc/v1/authorize`,
      token_endpoint: `${url}/oidc/v1/token`,
      grant_types_supported: ["client_credentials", EXCHANGE],
    }),
  },
  {
    method: "POST",
    path: "/oidc/v1/token",
    handle: ({ headers, raw }, { world, clock }) => {
      const form = new URLSearchParams(Buffer.from(raw).toString());
      const [id, secret] = clientOf(headers, form);
      const admits = grant(form, secret, clock.now());
      for (const workspace of Object.values(world.workspaces)) {
        const known = workspace.servicePrincipals.find(({ applicationId }) => applicationId === id);
        if (known === undefined || !admits(workspace, known)) continue;
        const token = issueToken(world, workspace, { kind: "servicePrincipal", name: known.applicationId });
        return { access_token: token, token_type: "Bearer", expires_in: 3600, scope: "all-apis" };
      }
      throw new OAuthError(401, "invalid_client", "Client authentication failed.");
    },
  },
];

type Admits = (workspace: Workspace, client: Workspace["servicePrincipals"][number]) => boolean;

function grant(form: URLSearchParams, secret: string | undefined, now: number): Admits {
  switch (form.get("grant_type")) {
    case "client_credentials":
      return (_workspace, { clientSecret }) => clientSecret !== undefined && clientSecret === secret;
    case EXCHANGE:
      if (form.get("subject_token_type") !== JWT) {
        throw new OAuthError(400, "invalid_request", `subject_token_type must be ${JWT}.`);
      }
      return (workspace, { applicationId }) =>
        isFederated(workspace, applicationId, form.get("subject_token") ?? "", now);
    default:
      throw new OAuthError(400, "unsupported_grant_type", `Only client_credentials and ${EXCHANGE} are known here.`);
  }
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2, with the vendor's fields besides. */
class OAuthError extends VendorError {
  override toJSON(): ReturnType<VendorError["toJSON"]> {
    return Object.assign(super.toJSON(), { error: this.code, error_description: this.message });
  }
}

function clientOf(
  headers: ApiRequest["headers"],
  form: URLSearchParams,
): readonly [string | undefined, string | undefined] {
  const basic = /^Basic (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (basic === undefined) return [form.get("client_id") ?? undefined, form.get("client_secret") ?? undefined];
  const [id, ...secret] = Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent);
  return [id, secret.join(":")];
}
