import { SECRET_SHAPES } from "../facts/secrets";
import type { AppFolder } from "./app-folder";
import type { FoundIssue } from "./source-text";

/** Is there a credential in a file that will be uploaded? The value itself is never shown. */
export function checkSecrets(folder: AppFolder): FoundIssue[] {
  return [...folder.source.texts].flatMap(([file, text]) =>
    SECRET_SHAPES.value.flatMap(({ name, pattern }): FoundIssue[] => {
      const at = text.search(pattern);
      if (at < 0) return [];
      const message = `this looks like ${name}: whoever can read the uploaded folder could read it`;
      const fix = "revoke it, put a new one into a secret scope, and read it with AppResource.secret() and valueFrom";
      const issue = folder.textOf(file).issue({ code: "source.secret", message, fix }, at);
      return [{ issue, level: "error", acknowledgeable: true }];
    }),
  );
}
