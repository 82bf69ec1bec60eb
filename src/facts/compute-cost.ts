import type { Fact } from "./fact";

const COMPUTE_SIZE = "https://docs.databricks.com/aws/en/dev-tools/databricks-apps/compute-size";
const AS_OF = "2026-11-21";

/** What one instance of an app costs, in DBU per hour. XLARGE is accepted by the API; its price is found nowhere. */
export const DBU_PER_HOUR: Fact<Readonly<Record<"MEDIUM" | "LARGE", number>>> = {
  value: { MEDIUM: 0.5, LARGE: 1 },
  source: COMPUTE_SIZE,
  asOf: AS_OF,
};

/** What an app has whose size nobody chose. */
export const DEFAULT_SIZE: Fact<"MEDIUM"> = { value: "MEDIUM", source: COMPUTE_SIZE, asOf: AS_OF };
