import * as path from "node:path";
import * as apps from "databricks-apps-constructs";

// The platform team's files: where things run, shared by every app.
const workspace = (name: string) => apps.workspaceFromFile(path.join(__dirname, "workspaces", `${name}.yaml`));

export const dev = workspace("dev");
export const staging = workspace("staging");
export const prod = workspace("prod");
