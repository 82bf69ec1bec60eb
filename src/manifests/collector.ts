import { type Phase, REQUIRED_HOSTS } from "../facts/required-hosts";
import { ONWARD_HOSTS } from "../facts/package-hosts";
import { addressOf } from "./address";
import type { Dependency, ManifestHost, ManifestProblem, Spot } from "./manifest";
import { writeSpot } from "./manifest";

/** Gathers what the readers of dependency files find. */
export class Collector {
  readonly dependencies: Dependency[] = [];
  readonly problems: ManifestProblem[] = [];
  /** Files that other files name. */
  readonly included = new Set<string>();
  private readonly found = new Map<string, ManifestHost>();

  /** One line per host, phase and file: the first place, for whoever reads it. */
  get hosts(): ManifestHost[] {
    return [...this.found.values()];
  }

  host(host: string, because: string, at: Spot, phase: Phase = "build"): void {
    const key = JSON.stringify([host, phase, at.file]);
    const known = this.found.get(key);
    if (known === undefined || isBefore(at, known.at)) this.found.set(key, { host, phase, because, at });
  }

  /** The host of an address, and those that it sends its visitors on to. */
  address(text: string, because: string, at: Spot, phase: Phase = "build"): void {
    const { host, without, path = "" } = addressOf(text) ?? { without: "unlisted" as const };
    if (host !== undefined) {
      this.host(host, because, at, phase);
      for (const onward of ONWARD_HOSTS.value) {
        if (onward.host.labels.join(".") !== host || onward.path?.test(path) === false) continue;
        for (const { labels } of onward.reaches) this.host(labels.join("."), onward.because, at, phase);
      }
    } else if (without === "variable") this.unknownHost(at, "which host this is depends on a variable");
    else if (without === "unlisted") this.unknownHost(at, "this address has no host that a network policy can list");
  }

  /** The vendor's hosts for a tool that nobody configured otherwise. */
  defaults(tool: "python" | "node", at: Spot, phase: Phase = "build"): void {
    for (const { host, condition, because } of REQUIRED_HOSTS.value) {
      if (condition === tool) this.host(host.labels.join("."), because, at, phase);
    }
  }

  /** What is installed by the command that starts the app is reached then. */
  repeatAtRun(): void {
    for (const { host, because, at } of this.hosts) this.host(host, because, at, "run");
  }

  unknownHost(at: Spot, message: string): void {
    const fix = "write the host, or name it in the definition's egress with phase build";
    this.problem({ code: "dependency.unknown-host", path: [], message, fix, level: "warning" }, at);
  }

  /** A file, or a line of one, that the platform's tool would refuse. */
  unreadable(message: string, at: Spot, fix = "correct it: the build stops here"): void {
    this.problem({ code: "dependency.syntax", path: [], message, fix, level: "error" }, at);
  }

  problem(problem: ManifestProblem, at: Spot): void {
    this.problems.push({ ...problem, path: ["source", at.file, ...problem.path], at: writeSpot(at) });
  }
}

function isBefore(left: Spot, right: Spot): boolean {
  return left.line < right.line || (left.line === right.line && left.column < right.column);
}
