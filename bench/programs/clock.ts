/** What a measured process says of itself, as its last line of output. */
export interface Figures {
  readonly createMs?: number;
  readonly synthMs?: number;
  /** What the workload's ratio is made of. */
  readonly ms: number;
  readonly cpuMs?: number;
  readonly rssMiB?: number;
  readonly [figure: string]: number | undefined;
}

export interface Clock {
  /** Milliseconds since the clock was started. */
  readonly ms: () => number;
  readonly cpuMs: () => number;
}

export function startClock(): Clock {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  return {
    ms: () => performance.now() - wall,
    cpuMs: () => {
      const { user, system } = process.cpuUsage(cpu);
      return (user + system) / 1000;
    },
  };
}

export function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}

export function report(figures: Figures): void {
  console.log(JSON.stringify(figures));
}

/** The message of the bench to this process. */
export function task(): unknown {
  return JSON.parse(process.argv[2] ?? "{}");
}
