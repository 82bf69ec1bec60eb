import * as fs from "node:fs";
import * as path from "node:path";
import { ACCOUNT, BUDGET_POLICY, CI_PRINCIPAL, MANAGERS, placesOf, REGION, SIZE, type Size, STATE } from "./company";

/** The same company in YAML: what its teams keep in their repositories, one file per workspace and per stage. */
const FOLDER = path.join(__dirname, "company");

export function workspaceFile(name: string): string {
  return path.join(FOLDER, "workspaces", `${name}.yaml`);
}

export function stageFile(app: string, stage: string): string {
  return path.join(FOLDER, "apps", app, `${stage}.yaml`);
}

/** Writes them; before anything is measured. */
export function writeCompanyFiles(size: Size): void {
  write(path.join(FOLDER, "package.json"), ["{}"]);
  for (const { name, host, workspaceId, clientId, container, guarded, stage } of placesOf(size)) {
    write(workspaceFile(name), [
      `name: ${name}`,
      `host: ${host}`,
      `workspaceId: "${workspaceId}"`,
      `accountId: ${ACCOUNT}`,
      "cloud: azure",
      `region: ${REGION}`,
      "tier: PREMIUM",
      `auth: { type: github-oidc, clientId: ${clientId} }`,
      "backend:",
      "  kind: azurerm",
      `  resourceGroup: ${STATE.resourceGroup}`,
      `  storageAccount: ${STATE.storageAccount}`,
      `  container: ${container}`,
      `  prefix: ${STATE.prefix}`,
      "features: [userAuthorization]",
      `protected: ${guarded}`,
    ]);
    for (let index = 0; index < size.apps; index++) {
      write(stageFile(`app-${index}`, stage), [
        `name: ${stage}`,
        "bindings:",
        "  warehouse: { id: abcdef0123456789 }",
        `  api-key: { scope: app-${index}-${container}, key: api-key }`,
        `  model: { name: llm-${stage} }`,
        `  refresh: { id: "${1000 + index}" }`,
        `  uploads: { fullName: ${stage}.apps.uploads_${index} }`,
        "  genie: { name: sales, spaceId: 01ef0000 }",
        "access:",
        `  viewers: [{ kind: group, name: viewers-${index} }]`,
        "  operators:",
        `    - { kind: group, name: ${MANAGERS} }`,
        `    - { kind: servicePrincipal, name: ${CI_PRINCIPAL} }`,
        `env: { CATALOG: ${stage} }`,
        `budgetPolicyId: ${BUDGET_POLICY}`,
        ...(stage === "prod" ? [`size: ${SIZE.prod}`] : []),
      ]);
    }
  }
}

function write(file: string, lines: readonly string[]): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${lines.join("\n")}\n`);
}
