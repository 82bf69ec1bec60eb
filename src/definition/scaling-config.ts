import { discriminatedUnion, literal, number, refined, strictObject } from "./schema";

/**
 * Standard: one instance. Horizontal: a fixed number of instances behind one URL; the platform does not scale by load.
 * Left unset, Terraform does not touch the app's scaling.
 *
 * Horizontal scaling is in Beta and enabled per workspace; at most five instances per app and five such apps per
 * workspace unless the vendor raised it. Two or more are recommended. An app that exists as standard must be converted
 * with one instance first.
 *
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/horizontal-scaling
 */
export type ScalingConfig = StandardScaling | HorizontalScaling;

export interface StandardScaling {
  readonly kind: "standard";
}

export interface HorizontalScaling {
  readonly kind: "horizontal";
  readonly instances: number;
}

/** Makes scaling configurations. */
export interface ScalingConfigFactory {
  standard(): ScalingConfig;
  /** @param instances how many, from 1 to the workspace's limit (5 unless raised) */
  horizontal(instances: number): ScalingConfig;
}

export const ScalingConfig: ScalingConfigFactory = Object.freeze({
  standard: (): ScalingConfig => Object.freeze({ kind: "standard" }),
  horizontal: (instances: number): ScalingConfig => Object.freeze({ kind: "horizontal", instances }),
});

export const scalingSchema = discriminatedUnion("kind", [
  strictObject({ kind: literal("standard") }),
  strictObject({
    kind: literal("horizontal"),
    instances: refined(number(), (instances, context) => {
      if (Number.isInteger(instances) && instances >= 1) return;
      context.addIssue({
        code: "custom",
        message: "the number of instances is a whole number from 1",
        params: { code: "scaling.instances" },
      });
    }),
  }),
]);
