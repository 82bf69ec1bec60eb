import { App } from "cdktf";
import { addAspectAndOverride } from "./aspects";
import { peakMiB, report, startClock, task } from "./clock";
import type { Size } from "./company";
import { countCalls } from "./count-calls";
import type * as Ours from "./ours";

/** Creates and synthesizes a company, once, in a process of its own: what is loaded before is not measured. */
const { who, size, outdir, count } = task() as {
  readonly who: "ours" | "hand-written";
  readonly size: Size;
  readonly outdir: string;
  readonly count?: true;
};
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the other program must not be loaded
const { build } = require(`./${who}`) as typeof Ours;

const calls = count ? countCalls() : undefined;
const clock = startClock();
const app = new App({ outdir });
build(app, size);
addAspectAndOverride(app);
const createMs = clock.ms();
app.synth();
const [ms, cpuMs] = [clock.ms(), clock.cpuMs()];
report({ createMs, synthMs: ms - createMs, ms, cpuMs, rssMiB: peakMiB(), ...calls?.() });
