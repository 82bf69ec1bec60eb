import { type Pages, VENDOR } from "./page";

/** The app's folder: what of it can be deployed. */
export const SOURCE: Pages = {
  "source.missing": {
    title: "there is no such folder",
    means:
      "A definition's source is a folder, and its content is part of the release. It is looked for beside the file " +
      "that calls defineApp; where that is a company's wrapper, beside the first file up the calls that has one.",
    example: {
      in: "program",
      wrong: 'defineApp({ name: "orders", source: "./ap" });',
      right: 'defineApp({ name: "orders", source: "./app" });',
    },
    fix: "Correct the path, or leave source out where the code is deployed by other means.",
  },
  "source.empty": {
    title: "a folder without anything to deploy",
    means: "Every file of the folder is ignored, or of a kind that is never deployed, so the app could not start.",
    example: { in: "command", wrong: "echo '*' > app/.gitignore", right: "echo '*.log' > app/.gitignore" },
    fix: "Name the folder that holds the code, or correct its ignore files. A .gitignore nearer to a file overrules.",
  },
  "source.unreadable": {
    title: "a file or a folder cannot be read",
    means: "What cannot be read cannot be deployed, and the release of the rest would be another one elsewhere.",
    example: { in: "command", wrong: "chmod 000 app/main.py", right: "chmod 644 app/main.py" },
    fix: "Let it be read, or add it to .gitignore.",
  },
  "source.not-a-file": {
    title: "a link, or something else that is no plain file",
    means:
      "A workspace holds plain files. A link becomes a text on Windows and leads somewhere else on the next machine, " +
      "so the same commit would have several releases.",
    example: {
      in: "command",
      wrong: "ln -s ../shared/util.py app/util.py",
      right: "cp ../shared/util.py app/util.py",
    },
    fix: "Put the file itself into the folder, or add the link to .gitignore.",
  },
  "source.name": {
    title: "a name that not every machine can hold",
    means:
      "Names are text in UTF-8, in the composed form, without control characters and without what Windows refuses. " +
      "Two names that differ in case only are one file there.",
    example: { in: "command", wrong: "touch 'app/a:b.py'", right: "touch 'app/a-b.py'" },
    fix: "Rename the file, or add it to .gitignore.",
  },
  "source.too-large": {
    title: "a file over 10 MB",
    means: "The vendor refuses a deployment with a file of more than 10,485,760 bytes, after everything is uploaded.",
    example: {
      in: "command",
      wrong: "cp model.bin app/model.bin",
      right: "databricks fs cp model.bin dbfs:/Volumes/main/orders/models/",
    },
    fix: "Keep it in a volume and read it from there, or add it to .gitignore if the app does not need it.",
    see: VENDOR.deploy,
  },
  "source.too-many": {
    title: "far too many files for an app",
    means: "The folder holds more than 10,000 files. It is probably a parent of the app's folder, or holds its data.",
    example: {
      in: "program",
      wrong: 'defineApp({ name: "orders", source: ".." });',
      right: 'defineApp({ name: "orders", source: "./app" });',
    },
    fix: "Name the app's own folder, or ignore what is no part of it.",
  },
  "source.secret-file": {
    title: "a file that holds credentials by its name",
    means:
      "What is uploaded can be read by everybody who may read the folder in the workspace, and stays in the assembly. " +
      "Samples such as .env.example are fine.",
    example: { in: "command", wrong: "ls app/.env", right: "echo .env >> app/.gitignore" },
    fix: "Add it to .gitignore. The app gets a secret by AppResource.secret(), variables by env and stageEnv.",
    see: VENDOR.secrets,
  },
  "source.changed": {
    title: "an assembly's source was changed",
    means:
      "An assembly holds the files that will be deployed, with their digests. One that holds other bytes than those " +
      "that were synthesized is not the release that was reviewed.",
    example: { in: "command", wrong: "vi cdktf.out/sources/*/main.py", right: "vi app/main.py; npx dbapps synth" },
    fix: "Synthesize again, or restore the assembly that was built.",
  },
};
