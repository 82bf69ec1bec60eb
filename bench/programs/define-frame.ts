import * as apps from "databricks-apps-constructs";
import { report, startClock } from "./clock";

/** What it costs that each definition knows where it was written: defineStage with and without its one frame. */
const CALLS = 30_000;
const workspace = {} as apps.Workspace;
const definition = apps.defineApp({ name: "app" });
const capture = Error.captureStackTrace.bind(Error);

function microseconds(): number {
  const clock = startClock();
  for (let call = 0; call < CALLS; call++) apps.defineStage(definition, workspace, {});
  return (clock.ms() * 1000) / CALLS;
}

const rounds = Array.from({ length: 9 }, () => {
  Error.captureStackTrace = capture;
  const withFrame = microseconds();
  Error.captureStackTrace = () => undefined;
  return [withFrame, withFrame - microseconds()] as const;
});
// The first rounds run before the compiler did its work.
const middle = (index: 0 | 1) =>
  rounds
    .slice(4)
    .map((round) => round[index])
    .sort((a, b) => a - b)[2] ?? 0;
report({ ms: middle(1) / 1000, callUs: middle(0), frameUs: middle(1) });
