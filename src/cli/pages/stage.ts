import { type Pages, VENDOR } from "./page";

/** What one stage binds. */
export const STAGE: Pages = {
  "stage.name": {
    title: "not a short name",
    means: "A stage's name becomes part of its stack's: 1 to 40 lowercase letters, digits and hyphens.",
    example: { in: "stage", wrong: "name: Prod EU", right: "name: prod-eu" },
    fix: "Choose a short name. Renaming it later renames the stack and moves its state.",
  },
  "binding.missing": {
    title: "a resource is not bound to anything",
    means: "Each stage says what every resource of the definition is there. The app could not be created without it.",
    example: { in: "stage", wrong: "bindings: {}", right: "bindings: { ranker: { name: orders-ranker } }" },
    fix: "Add the resource to the stage's bindings.",
    see: VENDOR.resources,
  },
  "binding.unknown-resource": {
    title: "a stage binds what the definition does not have",
    means:
      "A stage binds the resources of its definition and adds none: what an app needs is the same in every workspace.",
    example: {
      in: "stage",
      wrong: "bindings: { rankr: { name: orders-ranker } }",
      right: "bindings: { ranker: { name: orders-ranker } }",
    },
    fix: "Correct the key, remove it, or declare the resource in the definition.",
    see: VENDOR.resources,
  },
  "binding.value": {
    title: "not how this kind of object is named",
    means:
      "Each kind of object is named in its own way: a warehouse, a job and a Genie space by an id, an endpoint and an " +
      "app by a name, a table by catalog.schema.name. A URL, a path or a display name finds nothing.",
    example: {
      in: "stage",
      wrong: "bindings: { ranker: { name: serving-endpoints/orders-ranker } }",
      right: "bindings: { ranker: { name: orders-ranker } }",
    },
    fix: "Write the id or the name that the message asks for; the object's page in the workspace shows it.",
    see: VENDOR.resources,
  },
  "binding.self": {
    title: "an app is bound to itself",
    means: "A resource of kind app is another app that this one may call. It cannot be a resource of itself.",
    example: {
      in: "stage",
      definition: 'resources: { pricing: AppResource.app("CAN_USE") }',
      wrong: "bindings: { pricing: { name: orders } }",
      right: "bindings: { pricing: { name: pricing } }",
    },
    fix: "Name the other app.",
    see: VENDOR.resources,
  },
};
