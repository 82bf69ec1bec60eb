import { type Pages, VENDOR } from "./page";

/** Instances of an app, and where their logs go. */
export const SCALING: Pages = {
  "telemetry.table": {
    title: "not the full name of a table",
    means: "A telemetry table is a Unity Catalog table, named catalog.schema.table.",
    example: {
      in: "stage",
      wrong: "telemetry:\n  logsTable: logs\n  metricsTable: ops.apps.m\n  tracesTable: ops.apps.t",
      right: "telemetry:\n  logsTable: ops.apps.l\n  metricsTable: ops.apps.m\n  tracesTable: ops.apps.t",
    },
    fix: "Write all three parts.",
    see: VENDOR.observability,
  },
  "scaling.feature": {
    title: "horizontal scaling is not enabled here",
    means: "Horizontal scaling is in Beta. An admin enables it per workspace; one that has not refuses the app.",
    example: {
      in: "workspace",
      definition: "scaling: ScalingConfig.horizontal(3)",
      wrong: "features: []",
      right: "features: [horizontalScaling]",
    },
    fix: 'Have it enabled, then add "horizontalScaling" to the workspace\'s features.',
    see: VENDOR.scaling,
  },
  "scaling.instances": {
    title: "not a number of instances",
    means: "The number of instances is a whole number from 1: the platform does not scale by load.",
    example: {
      in: "stage",
      wrong: "scaling: { kind: horizontal, instances: 2.5 }",
      right: "scaling: { kind: horizontal, instances: 3 }",
    },
    fix: "Write a whole number, 2 or more.",
    see: VENDOR.scaling,
  },
  "scaling.instances-limit": {
    title: "more instances than an app may have",
    means: "An app has at most five instances, unless the vendor raised that for the workspace.",
    example: {
      in: "stage",
      wrong: "scaling: { kind: horizontal, instances: 8 }",
      right: "scaling: { kind: horizontal, instances: 5 }",
    },
    fix: "Use fewer, or have it raised and write it to limits.instancesPerApp of the workspace.",
    see: VENDOR.scaling,
  },
  "scaling.single-instance": {
    title: "horizontal scaling with one instance",
    means: "One instance gains nothing from horizontal scaling: a restart takes the app offline.",
    example: {
      in: "stage",
      wrong: "scaling: { kind: horizontal, instances: 1 }",
      right: "scaling: { kind: horizontal, instances: 2 }",
    },
    fix: "Use 2 or more. One is right only while an app that exists as standard is converted.",
    see: VENDOR.scaling,
  },
  "scaling.no-telemetry": {
    title: "the logs of all instances but one are not seen",
    means: "The logs page shows one instance at a time, and what an instance wrote is lost with it.",
    example: {
      in: "stage",
      wrong: "scaling: { kind: horizontal, instances: 3 }",
      right:
        "scaling: { kind: horizontal, instances: 3 }\n" +
        "telemetry:\n  logsTable: ops.apps.l\n  metricsTable: ops.apps.m\n  tracesTable: ops.apps.t",
    },
    fix: "Name the stage's telemetry tables.",
    see: VENDOR.observability,
  },
  "scaling.budget": {
    title: "more scaled apps than the workspace may have",
    means:
      "A workspace has at most five horizontally scaled apps, unless the vendor raised that. Counted are the apps of " +
      "this program.",
    example: {
      in: "workspace",
      definition: "scaling: ScalingConfig.horizontal(2)",
      wrong: "limits: { scaledApps: 0 }",
      right: "limits: { scaledApps: 5 }",
    },
    fix: "Scale fewer apps, or write the limit that was agreed with the vendor to limits.scaledApps.",
    see: VENDOR.scaling,
  },
};
