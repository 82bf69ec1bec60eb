import { type Pages, VENDOR } from "./page";

/** What an app's folder says of the packages that its build installs. */
export const DEPENDENCIES: Pages = {
  "dependency.include": {
    title: "a list of packages that is not in the folder",
    means:
      "A requirements file includes another one with -r or -c. Only the app's folder is uploaded, so pip would not find " +
      "what lies outside of it, and the build fails.",
    example: { in: "program", wrong: "-r ../requirements/base.txt", right: "-r requirements/base.txt" },
    fix: "Move the file into the app's folder, or remove the line.",
    see: VENDOR.dependencies,
  },
  "dependency.no-lock": {
    title: "a project without uv.lock",
    means:
      "The platform installs with uv where pyproject.toml and uv.lock lie beside each other and there is no " +
      "requirements.txt. Without the lock file nobody promises that anything is installed.",
    example: { in: "program", wrong: "app/pyproject.toml", right: "app/pyproject.toml\napp/uv.lock" },
    fix: "Run `uv lock` in the folder and commit uv.lock, or write a requirements.txt.",
    see: VENDOR.dependencies,
  },
  "dependency.not-in-image": {
    title: "a package that nothing installs",
    means:
      "The platform's image holds some Python packages, but not for apps that uv installs, and not for apps that are " +
      "created with horizontal scaling. This app uses one that none of its dependency files names. An error where the " +
      "command starts it and uv.lock does not hold it; a warning otherwise: the import may never be reached, or an app " +
      "that was converted to horizontal scaling still has the packages.",
    example: {
      in: "program",
      wrong: '[project]\ndependencies = ["pandas==2.2.3"]\n# and app.yaml: command: [streamlit, run, app.py]',
      right: '[project]\ndependencies = ["pandas==2.2.3", "streamlit==1.38.0"]',
    },
    fix: "Name every package that the app imports or starts.",
    see: VENDOR.preinstalled,
  },
  "dependency.not-pinned": {
    title: "versions that the day of the build decides",
    means:
      "Every stage builds the app again. Where a dependency admits several versions, the last stage may run one that no " +
      "stage before it ran. A warning: the vendor recommends exact versions and does not demand them.",
    example: { in: "program", wrong: "flask~=3.0.3\npandas", right: "flask==3.0.3\npandas==2.2.3" },
    fix: "Write exact versions, or keep the lock file of npm, pnpm or uv in the folder.",
    see: VENDOR.dependencies,
  },
  "dependency.replaces-image": {
    title: "another version of a pre-installed package",
    means:
      "The platform's image holds this package in a version that the requirement does not admit, so pip replaces it. " +
      "The vendor warns that what else is pre-installed may not work with one that differs much.",
    example: { in: "program", wrong: "flask==2.3.3", right: "flask~=3.0.3" },
    fix: "Admit the version that the image has, or try the app in an earlier stage and acknowledge this with a reason.",
    see: VENDOR.dependencies,
  },
  "dependency.secret": {
    title: "a credential in a dependency file",
    means:
      "The file is uploaded with the app, and whoever may read the source can read the credential. It is refused " +
      "wherever it stands in the file, comments too, and is never shown.",
    example: {
      in: "program",
      wrong: "--index-url https://build:s3cr3t@packages.example.com/simple",
      right: "--index-url https://build:${INDEX_PASSWORD}@packages.example.com/simple",
    },
    fix: "Write ${VARIABLE} in its place and set that from a secret. Revoke the credential: it is in your history.",
    see: VENDOR.secrets,
  },
  "dependency.syntax": {
    title: "a dependency file that cannot be read",
    means: "Pip, uv, npm or pnpm would refuse this line or this file, and the build would stop.",
    example: { in: "program", wrong: "flask=3.0.3", right: "flask==3.0.3" },
    fix: "Correct it at the place that the issue names. If the tool does take it, acknowledge this with a reason.",
    see: VENDOR.dependencies,
  },
  "dependency.unknown-host": {
    title: "an address whose host is not known",
    means:
      "A dependency file names an address with a variable in it, a list at an address, or a machine that no network " +
      "policy can list. Under a restricted policy the build may not reach it, and nothing here can say so.",
    example: {
      in: "program",
      wrong: "--index-url https://${INDEX_HOST}/simple",
      right: "--index-url https://packages.example.com/simple",
    },
    fix: "Write the host, or name it in the definition's egress with phase build.",
    see: VENDOR.networking,
  },
};
