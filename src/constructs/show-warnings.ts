import type { Construct } from "constructs";
import { formatIssue } from "../errors";
import type { Finding } from "../stage/finding";

/** Warnings as cdktf shows them; its own Annotations would write a stack trace, and so paths, into the manifest. */
export function showWarnings(findings: readonly Finding[], byPath: ReadonlyMap<string, Construct>): void {
  for (const finding of findings) {
    const construct = byPath.get(String(finding.path[0]));
    if (finding.level !== "warning" || finding.acknowledged !== undefined || construct === undefined) continue;
    // Where it stands is a matter of this machine.
    const text = formatIssue({ ...finding, at: undefined });
    const known = construct.node.metadata.some(({ data }) => data === text);
    if (!known) construct.node.addMetadata("@cdktf/warn", text);
  }
}
