import { LOCAL_STATE, type LocalState } from "../facts/local-state";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";
import type { CheckedApp } from "./check-env";
import type { Call, Code } from "./code";

/** Several instances share neither memory nor disk. */
export function checkState(folder: AppFolder, { bound }: CheckedApp): PlacedIssue[] {
  const { scaling } = bound;
  if (scaling?.kind !== "horizontal" || scaling.instances < 2) return [];
  return folder.running.flatMap((file) => {
    const code = folder.codeOf(file);
    return code.calls.flatMap((call): PlacedIssue[] => {
      const state = LOCAL_STATE.value.find((row) => matches(row, call, code));
      if (state === undefined) return [];
      const message = `this is ${state.what}, and each of ${scaling.instances} instances would have its own`;
      const fix = "keep it in Lakebase or in a table, or run one instance";
      const issue = folder.textOf(file).issue({ code: "scaling.local-state", message, fix }, call.at);
      return [{ issue, level: "warning", acknowledgeable: true }];
    });
  });
}

function matches({ callee, argument, unless, imported }: LocalState, call: Call, code: Code): boolean {
  if (!callee.test(call.callee)) return false;
  if (imported !== undefined && !code.imports.some((name) => imported.test(name))) return false;
  if (unless !== undefined && call.arguments.some(({ name }) => name === unless)) return false;
  const first = call.arguments[0]?.value;
  return argument === undefined || (typeof first === "string" && argument.test(first));
}
