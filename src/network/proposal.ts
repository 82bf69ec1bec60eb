import { OUTBOUND_TABLE } from "../facts/network";
import type { Denial, DenialReport } from "./denial-report";

/** What to write, and where, so that the next dry run does not refuse these connections. */
export interface Proposal {
  /** Of apps: lines of their definitions' `egress`. The table does not say which app it was. */
  readonly egress: readonly string[];
  /** Of everything else: lines of the policy's `otherWorkloads`. */
  readonly otherWorkloads: readonly string[];
  /** What no line can let through. */
  readonly notes: readonly string[];
}

/** Refused as a placeholder, so that nobody lets a host through without saying why. */
const WHY = "<why>";

export function proposalOf({ denials }: Pick<DenialReport, "denials">): Proposal {
  const open = denials.filter(({ acknowledged }) => acknowledged === undefined);
  const lines = (apps: boolean) => [
    ...new Set(open.filter((denial) => isApp(denial) === apps).flatMap((denial) => lineOf(denial) ?? [])),
  ];
  return {
    egress: lines(true),
    otherWorkloads: lines(false),
    notes: [
      ...new Set(
        open
          .filter((denial) => lineOf(denial) === undefined)
          .map(
            ({ sourceType, destination }) => `${sourceType} to ${destination}: a policy lists hosts and storage only`,
          ),
      ),
    ],
  };
}

function isApp({ sourceType }: Denial): boolean {
  return sourceType.toLowerCase() === OUTBOUND_TABLE.value.apps.toLowerCase();
}

function lineOf({ destinationType, destination }: Denial): string | undefined {
  const text = destination.toLowerCase().replace(/\.$/, "");
  const azure = /^(?:abfss?:\/\/[^@]*@)?([a-z0-9]{3,24})\.(blob|dfs)\.core\.windows\.net(?:\/|$)/.exec(text);
  if (azure !== null) {
    const [, account = "", service = ""] = azure;
    return `{ storageAccount: "${account}", service: "${service}", because: "${WHY}" },`;
  }
  const bucket = /^(?:s3a?|gs):\/\/([a-z0-9._-]+)/.exec(text)?.[1];
  if (bucket !== undefined) return `{ bucket: "${bucket}", region: "<region>", because: "${WHY}" },`;
  if (destinationType.toUpperCase() !== "DNS" || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text)) return undefined;
  if (/^\d+(?:\.\d+){3}$/.test(text)) return undefined;
  return `{ host: "${text}", because: "${WHY}" },`;
}
