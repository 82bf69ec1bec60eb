import { SECRET_SHAPES } from "../facts/secrets";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";

/** Is there a credential in a file that will be uploaded? The value itself is never shown. */
export function checkSecrets(folder: AppFolder): PlacedIssue[] {
  return [...folder.source.texts].flatMap(([file, text]) =>
    SECRET_SHAPES.value.flatMap(({ name, pattern }): PlacedIssue[] => {
      const at = text.search(pattern);
      if (at < 0) return [];
      const message = `this looks like ${name}: whoever can read the uploaded folder could read it`;
      const fix = "revoke it, put a new one into a secret scope, and read it with AppResource.secret() and valueFrom";
      const issue = folder.textOf(file).issue({ code: "source.secret", message, fix }, at);
      return [{ issue, level: "error", acknowledgeable: true }];
    }),
  );
}
