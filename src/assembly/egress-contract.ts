import { AppsError } from "../errors";
import { contractIssues } from "../network/contract-schema";
import type { EgressContract } from "../workspace/workspace";
import { readJson } from "./read-json";

/** What the platform's network stack publishes: the policy of a workspace, for its apps to be checked against. */
export const CONTRACT_FILE = "egress-contract.json";

/**
 * Reads the contract that a network stack wrote, for `egress` of a workspace.
 *
 * @param file relative to the working directory; `path.join(__dirname, "contract.json")` is the same from everywhere
 * @throws {@link AppsError} where there is none, or it holds something else
 */
export function egressContractFromFile(file: string): EgressContract {
  const fix = `take ${CONTRACT_FILE} from the assembly of the platform's network stack`;
  const document = readJson(file, "contract.file", "an egress contract", fix);
  const issues = contractIssues(document).map((issue) => ({ ...issue, path: [file, ...issue.path] }));
  if (issues.length > 0) throw new AppsError(issues);
  return document as EgressContract;
}
