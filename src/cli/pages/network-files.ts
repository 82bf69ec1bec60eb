import { type Pages, VENDOR } from "./page";

const REPORT = "dbapps network denials --workspace prod --result rows.json";

/** Files that one repository writes and another reads: contracts, needs and reports of denials. */
export const NETWORK_FILES: Pages = {
  "contract.file": {
    title: "no egress contract to read",
    means: "The file is not there or is not JSON, so the apps of the workspace cannot be checked against its policy.",
    example: {
      in: "program",
      wrong: 'egress: egressContractFromFile("network.md")',
      right: 'egress: egressContractFromFile("egress-contract.json")',
    },
    fix: "Take egress-contract.json from the assembly of the platform's network stack.",
  },
  "needs.file": {
    title: "no needs of an assembly to read",
    means: "The folder is not an assembly of this library: it holds no needs.json, or one that is not JSON.",
    example: {
      in: "program",
      wrong: 'EgressNeeds.fromAssembly("../orders")',
      right: 'EgressNeeds.fromAssembly("../orders/cdktf.out")',
    },
    fix: "Synthesize that program first, with this version of the library.",
  },
  "denials.edited": {
    title: "a report that was changed by hand",
    means: "Of a report only acknowledged may be written by hand. Anything else would be a claim, not an observation.",
    example: {
      in: "program",
      wrong: '"denials": [] // one was removed',
      right: '"denials": [{ ..., "acknowledged": "a job that is gone" }]',
    },
    fix: "Run the query that dbapps network denials prints, and export its whole result.",
  },
  "denials.file": {
    title: "no report of denials to read",
    means: "The file is not there or is not JSON. Without a report nobody knows what enforcing would refuse.",
    example: { in: "program", wrong: 'denials: "prod"', right: 'denials: "denials/prod.json"' },
    fix: "Write it with dbapps network denials, and name the file or the folder of the reports.",
  },
  "denials.filtered": {
    title: "a report about some workloads only",
    means: "The policy governs every serverless workload. A report about some says nothing of what the others lose.",
    example: {
      in: "command",
      wrong: "dbapps network denials --workspace prod --source-type Apps",
      right: "dbapps network denials --workspace prod",
    },
    fix: "Report again without --source-type.",
  },
  "denials.missing": {
    title: "a workspace without a report",
    means: "Enforcing needs a report of what this list would have refused, of every workspace that it is attached to.",
    example: {
      in: "program",
      wrong: 'mode: "enforced",\nattachTo: [prod],',
      right: 'mode: "enforced",\nattachTo: [prod],\ndenials: "denials/prod.json",',
    },
    fix: "Put the policy into dry run there, then run dbapps network denials.",
    see: VENDOR.policies,
  },
  "denials.old": {
    title: "a report of long ago",
    means:
      "The report that the policy is enforced with stopped watching its workspace more than 90 days ago. It says " +
      "nothing of workloads that came since: the policy may refuse them without anybody having looked.",
    example: {
      in: "program",
      wrong: 'denials: "denials/spring.json",',
      right: 'denials: "denials/this-week.json",',
    },
    fix: "Run the query of dbapps network denials again, and look at what is refused today.",
  },
  "denials.other-policy": {
    title: "a report about another list",
    means:
      "The report observed another list than the one that is to be enforced, which may refuse more. One that only grew " +
      "since is taken, if the report says what it observed.",
    example: {
      in: "program",
      wrong: '// Changed since the report.\nmode: "enforced",\nneeds: needs.slice(1),',
      right: '// Changed, and so observed again.\nmode: "dryRun",\nneeds: needs.slice(1),',
    },
    fix: "Put this list into dry run, and report again.",
  },
  "denials.other-workspace": {
    title: "a report of another workspace",
    means: "The report is of a workspace that the policy is not attached to.",
    example: {
      in: "program",
      wrong: 'attachTo: [prod],\ndenials: "denials/staging.json",',
      right: 'attachTo: [prod],\ndenials: "denials/prod.json",',
    },
    fix: "Name the reports of the policy's own workspaces.",
  },
  "denials.report": {
    title: "not a report of denials",
    means: "The file is JSON, and a member of a report is missing or is of another kind.",
    example: { in: "program", wrong: 'denials: "rows.json"', right: 'denials: "denials/prod.json"' },
    fix: "Name the file that dbapps network denials wrote, not the result of its query.",
  },
  "denials.result": {
    title: "not the result of the query of denials",
    means:
      "The query's first row says what was asked. Without it, or with rows of another workspace, nothing is proven.",
    example: { in: "command", wrong: REPORT.replace("rows", "some-rows"), right: REPORT },
    fix: "Run the query that dbapps network denials prints, and export its whole result.",
  },
  "denials.truncated": {
    title: "a result that was cut off",
    means: "The query found more rows than the result holds. What is missing would be refused without notice.",
    example: { in: "command", wrong: REPORT.replace("rows", "first-1000-rows"), right: REPORT },
    fix: "Export every row.",
  },
  "denials.unacknowledged": {
    title: "a denial that nobody has accepted",
    means: "Enforcing would cut a workload off a destination that it reached during the dry run.",
    example: {
      in: "program",
      wrong: '{ "destination": "pixel.example.com", ... }',
      right: '{ "destination": "pixel.example.com", ...,\n  "acknowledged": "a tracker that nobody needs" }',
    },
    fix: "Let it through and go through dry run again, or write into acknowledged why it may stay refused.",
  },
};
