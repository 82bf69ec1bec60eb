import type { Clock } from "../deploy/pace";
import type { Patience } from "../vendor/retry";
import { CommandError, type Io } from "./io";

/** Of real time: a test's `now` stands still. */
export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds * pace())),
};

/** A control plane on this machine answers at once: `DBAPPS_LOCAL_PACE=0.05` waits a twentieth. No workspace does. */
function pace({ DBAPPS_LOCAL_URL: url = "", DBAPPS_LOCAL_PACE: factor = "" } = process.env): number {
  const chosen = Number(factor);
  return url !== "" && chosen > 0 && chosen < 1 ? chosen : 1;
}

const RETRIES = 5;

export function patienceOf({ now }: Io): Patience {
  return { retries: RETRIES, sleep: CLOCK.sleep, random: Math.random, now: () => now().getTime() };
}

/** `20`, `1.5`: minutes, as milliseconds. */
export function minutes(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value <= 24 * 60)) {
    throw new CommandError(`--timeout ${text}: write a number of minutes, such as 20`);
  }
  return value * 60_000;
}

/** `00:41`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** `2 days`, of a time of the vendor. */
export function age(time: string | undefined, now: Date): string {
  const minutesAgo = Math.floor((now.getTime() - Date.parse(time ?? "")) / 60_000);
  if (Number.isNaN(minutesAgo)) return "-";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(minutesAgo / size);
    if (count > 0) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "now";
}

export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new CommandError(`${option} ${text}: write a whole number from 1`);
  return value;
}
