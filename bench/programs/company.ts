/** The company that both programs describe: its workspaces and its apps, as plain data. */

/** What one run makes; a message from the bench to the process that it measures. */
export interface Size {
  readonly apps: number;
  /** The apps are spread over so many workspaces per stage: the vendor allows a hundred apps in one. */
  readonly workspacesPerStage: number;
  /** A stack for each app and stage, as a pipeline writes it; one for each workspace, of ours or cdktf's own. */
  readonly layout: "pipelines" | "stacks" | "plain";
  /** A stack of the platform team for each stage: connectivity with two private endpoints, an egress policy. */
  readonly platform?: true;
  /** An Aspect on every stack overrides something on every resource. */
  readonly tagged?: true;
  /** Stages and workspaces are read from YAML; ours only. */
  readonly files?: true;
}

export const STAGES = ["dev", "staging", "prod"] as const;
export type StageName = (typeof STAGES)[number];

/** A workspace as the platform team knows it. */
export interface Place {
  readonly stage: StageName;
  readonly name: string;
  readonly host: string;
  readonly workspaceId: string;
  readonly clientId: string;
  readonly guarded: boolean;
  readonly container: string;
}

export const ACCOUNT = "4f0c6d0e-2a4b-4c8e-9a53-0d6e2f7b1c11";
export const REGION = "westeurope";
/** Where Terraform keeps the state of every stack. */
export const STATE = { resourceGroup: "terraform", storageAccount: "acmetfstate", prefix: "apps" } as const;

export function placesOf({ workspacesPerStage }: Size): readonly Place[] {
  return STAGES.flatMap((stage, index) =>
    Array.from({ length: workspacesPerStage }, (_, part): Place => {
      const workspaceId = String(1_000_000_000_000_000 + index * 1000 + part);
      return {
        stage,
        name: workspacesPerStage === 1 ? stage : `${stage}-${part}`,
        host: `https://adb-${workspaceId}.${part % 20}.azuredatabricks.net`,
        workspaceId,
        clientId: `5f1f1d6e-8d3e-4f43-8ab5-${workspaceId.slice(-12)}`,
        guarded: stage === "prod",
        container: stage,
      };
    }),
  );
}

/** The apps of one place, by number. */
export function appsAt(size: Size, place: Place): readonly number[] {
  return Array.from({ length: size.apps }, (_, app) => app).filter((app) => isAt(size, place, app));
}

export function isAt({ apps, workspacesPerStage }: Size, { stage, name }: Place, app: number): boolean {
  const part = name === stage ? 0 : Number(name.slice(stage.length + 1));
  return Math.floor(app / Math.ceil(apps / workspacesPerStage)) === part;
}

export const BUDGET_POLICY = "2f6a7a0e-52ce-4f3f-8b89-2a7f5d1c3c03";
/** Apps of another stage than prod leave the size to the platform. */
export const SIZE = { prod: "LARGE" } as const;
export const MANAGERS = "platform";
export const CI_PRINCIPAL = "0b7d1f0a-52ce-4f3f-8b89-2a7f5d1c3c03";
export const HOSTS = Array.from({ length: 10 }, (_, index) => `api-${index}.partner.example`);

/** The storage account of a stage, behind private endpoints. */
export function lakeOf(stage: StageName): string {
  return `/subscriptions/0b7d1f0a/resourceGroups/lake/providers/Microsoft.Storage/storageAccounts/acme${stage}`;
}
