import * as fc from "fast-check";

/**
 * fast-check, seeded by PROPERTY_SEED. CI sets it from the commit: each commit draws anew, and whoever runs it again
 * sees the same. Without it each run draws anew, and a failure prints its seed.
 */
export * from "fast-check";

const { PROPERTY_SEED: seed } = process.env;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
