import { GIT_URL_LENGTH } from "../facts/limits";
import { oneOf, strictObject } from "./schema";
import { text } from "./text";

const PROVIDERS = [
  "gitHub",
  "gitHubEnterprise",
  "bitbucketCloud",
  "bitbucketServer",
  "azureDevOpsServices",
  "gitLab",
  "gitLabEnterpriseEdition",
  "awsCodeCommit",
] as const;

/** The Git repository that deployments of the app may be taken from. */
export interface GitRepository {
  /** `https://...`, at most 300 characters. */
  readonly url: string;
  /** In the vendor's spelling: the server normalises case, which the provider reports as an inconsistent result. */
  readonly provider: (typeof PROVIDERS)[number];
}

export const gitRepositorySchema = strictObject({
  url: text((url) => {
    const code = "git.url";
    if (!/^https:\/\/[^\s/]+\/\S+$/.test(url)) return { code, message: "a repository's URL begins with https://" };
    if (/^https:\/\/[^/]*@/.test(url)) {
      return { code, secret: true, message: "a repository's URL must not hold credentials", fix: "remove them" };
    }
    return url.length <= GIT_URL_LENGTH.value
      ? undefined
      : { code, message: `a repository's URL has at most ${GIT_URL_LENGTH.value} characters` };
  }),
  provider: oneOf(PROVIDERS),
});
