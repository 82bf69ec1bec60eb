import type { Fact } from "./fact";
import type { HostPattern } from "./required-hosts";

/** A host that sends its visitors on: whoever asks it for a path reaches the others too. */
export interface Onward {
  readonly host: HostPattern;
  /** Of the path of the address; absent where every path is. */
  readonly path?: RegExp;
  readonly reaches: readonly HostPattern[];
  readonly because: string;
}

/** Hosts that an index or a code host answers from without saying so in any dependency file. */
export const ONWARD_HOSTS: Fact<readonly Onward[]> = {
  value: [
    {
      host: { labels: ["pypi", "org"] },
      reaches: [{ labels: ["files", "pythonhosted", "org"] }],
      because: "files of Python packages",
    },
    {
      host: { labels: ["test", "pypi", "org"] },
      reaches: [{ labels: ["test-files", "pythonhosted", "org"] }],
      because: "files of Python packages",
    },
    {
      host: { labels: ["github", "com"] },
      path: /^\/[^/]+\/[^/]+\/(?:archive|tarball|zipball)\//,
      reaches: [{ labels: ["codeload", "github", "com"] }],
      because: "archives of GitHub repositories",
    },
    {
      host: { labels: ["github", "com"] },
      path: /^\/[^/]+\/[^/]+\/releases\/download\//,
      reaches: [
        { labels: ["objects", "githubusercontent", "com"] },
        { labels: ["release-assets", "githubusercontent", "com"] },
      ],
      because: "files of GitHub releases",
    },
  ],
  source: "https://docs.github.com/en/rest/meta/meta",
  asOf: "2026-11-21",
};

/** Code hosts that npm has short names for: it asks the first for the commit and downloads from the last. */
export const SHORT_GIT_HOSTS: Fact<Readonly<Record<string, readonly HostPattern[]>>> = {
  value: {
    github: [{ labels: ["github", "com"] }, { labels: ["codeload", "github", "com"] }],
    gist: [{ labels: ["gist", "github", "com"] }, { labels: ["codeload", "github", "com"] }],
    gitlab: [{ labels: ["gitlab", "com"] }],
    bitbucket: [{ labels: ["bitbucket", "org"] }],
    sourcehut: [{ labels: ["git", "sr", "ht"] }],
  },
  source: "https://docs.npmjs.com/cli/v11/configuring-npm/package-json#git-urls-as-dependencies",
  asOf: "2026-11-21",
};
