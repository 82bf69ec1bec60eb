import * as apps from "databricks-apps-constructs";

/**
 * An app as Acme runs it: it writes its audit trail to a volume, and the people on call may manage it. Every stage of
 * every team then has to say which volume and which people; the compiler asks for both.
 */
export function acmeApp<R extends apps.Resources, A extends string, V extends string>(
  app: apps.AppDefinition<R, A, V>,
) {
  return apps.extendApp(app, {
    resources: {
      "audit-trail": apps.AppResource.volume("WRITE_VOLUME", { because: "every app records who did what" }),
    },
    access: { oncall: apps.Permission.canManage({ because: "stops an app at night" }) },
  });
}
