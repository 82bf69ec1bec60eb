import { oneOf } from "./schema";

/**
 * The size of each instance. MEDIUM: up to 2 vCPU, 6 GB, 0.5 DBU/h (the platform's default); LARGE: up to 4 vCPU,
 * 12 GB, 1 DBU/h; XLARGE is accepted by the API, its measures are not published.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/compute-size
 */
export type ComputeSize = "MEDIUM" | "LARGE" | "XLARGE";

export const sizeSchema = oneOf(["MEDIUM", "LARGE", "XLARGE"]);
