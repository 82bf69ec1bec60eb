import type { Fact } from "./fact";

/** Regions with Lakebase Autoscaling; a workspace elsewhere says `features: ["lakebaseAutoscaling"]`. */
export const LAKEBASE_AUTOSCALING_REGIONS: Fact<Readonly<Record<"aws" | "azure" | "gcp", readonly string[]>>> = {
  value: {
    aws: [
      "us-east-1",
      "us-east-2",
      "us-west-2",
      "eu-central-1",
      "eu-west-1",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
    ],
    azure: [
      "eastus",
      "eastus2",
      "centralus",
      "southcentralus",
      "westus",
      "westus2",
      "canadacentral",
      "brazilsouth",
      "northeurope",
      "uksouth",
      "westeurope",
      "australiaeast",
      "centralindia",
      "southeastasia",
    ],
    gcp: [],
  },
  source:
    "https://docs.databricks.com/aws/en/oltp/projects/operations, " +
    "https://learn.microsoft.com/azure/databricks/oltp/projects/api-usage",
  asOf: "2026-11-21",
};
