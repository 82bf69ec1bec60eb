import type { Workspace } from "../state";

/** Every cloud spells its regions in its own way: `eu-west-1`, `westeurope`, `europe-west1`. */
export function cloudOf(region: string): Workspace["cloud"] {
  if (/^[a-z]+(?:-[a-z]+)+-\d+$/.test(region)) return "aws";
  return region.includes("-") ? "gcp" : "azure";
}

/** Where a workspace is that does not say so. */
export function defaultRegion(cloud: Workspace["cloud"]): string {
  switch (cloud) {
    case "aws":
      return "us-east-1";
    case "azure":
      return "westeurope";
    case "gcp":
      return "europe-west1";
  }
}
