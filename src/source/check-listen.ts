import { COMMAND_VARIABLE, TODAYS_PORT } from "../facts/app-yaml";
import { LISTEN_ARGUMENTS, LISTEN_CALLS, LISTEN_OPTIONS, LISTEN_VARIABLES, OWN_MACHINE } from "../facts/listen";
import { own } from "../facts/own";
import type { PlacedIssue } from "../stage/program";
import type { AppFolder } from "./app-folder";
import type { CheckedApp } from "./check-env";
import type { Argument, Call } from "./code";
import { anyMayListen } from "./may-listen";
import type { SourceText } from "./source-text";
import { tomlSettings } from "./toml-settings";

/** Will the platform reach the app: on every address of its machine, at the port that the platform chooses? */
export function checkListen(folder: AppFolder, { bound }: CheckedApp): PlacedIssue[] {
  const { appYaml } = folder;
  const found = new Found();
  ofCommand(folder, found);
  for (const { name, value, valueAt } of appYaml?.env ?? []) {
    if (appYaml !== undefined) ofVariable(found, name, value, appYaml.text, valueAt);
  }
  for (const [name, value] of Object.entries(bound.env)) {
    if (typeof value === "string") ofVariable(found, name, value);
  }
  if (anyMayListen(folder.source)) for (const file of folder.running) ofCode(folder, file, found);
  if (folder.start.start?.program?.name === "streamlit") ofStreamlit(folder, found);
  return found.issues;
}

class Found {
  readonly issues: PlacedIssue[] = [];

  host(value: string | undefined, where: Where): void {
    if (value === undefined || !OWN_MACHINE.value.test(value)) return;
    const message = `the app would listen on ${value}, where only its own machine reaches it: the platform could not`;
    this.add({ code: "listen.localhost", message, fix: "listen on 0.0.0.0" }, where, "error");
  }

  port(value: string | number | undefined, where: Where): void {
    if (value === undefined || !/^\d{2,5}$/.test(String(value))) return;
    const isTodays = Number(value) === TODAYS_PORT.value;
    const message = isTodays
      ? `the platform chooses the port, which is ${TODAYS_PORT.value} today and need not be tomorrow`
      : `the platform chooses the port and asks there, so an app that listens on ${value} is not reached`;
    const fix = `use the variable ${COMMAND_VARIABLE.value}`;
    this.add({ code: "listen.port", message, fix }, where, isTodays ? "warning" : "error");
  }

  bind(value: string, where: Where): void {
    const [, host, port] = /^(?:[a-z]+:\/\/)?(?:(.*):)?([^:]*)$/.exec(value) ?? [];
    this.host(host ?? value, where);
    this.port(port, where);
  }

  private add(issue: { code: string; message: string; fix: string }, where: Where, level: PlacedIssue["level"]): void {
    const { text, at, path } = where;
    const placed = text === undefined ? { ...issue, path } : text.issue(issue, at, path);
    this.issues.push({ issue: placed, level, acknowledgeable: true });
  }
}

/** In a file of the folder, or in the definition or the stage. */
interface Where {
  readonly text?: SourceText;
  readonly at: number;
  readonly path: readonly (string | number)[];
}

function ofCommand({ start }: AppFolder, found: Found): void {
  const { program, text } = start.start ?? {};
  const options = own(LISTEN_OPTIONS.value, program?.name ?? "");
  if (program === undefined || text === undefined || options === undefined) return;
  program.args.forEach((word, index) => {
    const [, option = "", inline] = /^(-[^=]*)(?:=([^]*))?$/.exec(word.text) ?? [];
    const next = program.args[index + 1];
    const value = inline ?? next?.text;
    const where: Where = { text, at: inline === undefined ? (next?.at ?? word.at) : word.at, path: ["command"] };
    if (value === undefined) return;
    if (options.host?.includes(option)) found.host(value, where);
    if (options.port?.includes(option)) found.port(value, where);
    if (options.bind?.includes(option)) found.bind(value, where);
  });
}

function ofVariable(found: Found, name: string, value: string | undefined, text?: SourceText, at = 0): void {
  const where: Where = { at, path: ["env", name], ...(text === undefined ? {} : { text }) };
  if (LISTEN_VARIABLES.value.host.includes(name)) found.host(value, where);
  if (LISTEN_VARIABLES.value.port.includes(name)) found.port(value, where);
}

function ofCode(folder: AppFolder, file: string, found: Found): void {
  const { entry, asMain } = folder.start.start ?? {};
  const code = folder.codeOf(file);
  for (const call of code.calls) {
    if (call.whenStarted && !(file === entry && asMain === true)) continue;
    const shape = own(LISTEN_CALLS.value, /[^.]*$/.exec(call.callee)?.[0] ?? "");
    if (shape === undefined || /^subprocess\.|^asyncio\./.test(call.callee)) continue;
    const text = folder.textOf(file);
    const byPlace = call.arguments.filter(({ name }) => name === undefined);
    const named = (names: readonly string[]) =>
      shape.named ? call.arguments.find(({ name }) => name !== undefined && names.includes(name)) : undefined;
    const of = (names: readonly string[], at: number | undefined) =>
      named(names) ?? (at === undefined ? undefined : byPlace[at]);
    const host = of(LISTEN_ARGUMENTS.value.host, shape.hostAt);
    const port = of(LISTEN_ARGUMENTS.value.port, shape.portAt);
    if (typeof host?.value === "string") found.host(host.value, where(text, host));
    // By place, only a number is a port: other things are listened to as well.
    if (typeof port?.value === "number" || port?.name !== undefined) found.port(port.value, where(text, port));
    if (isBareFlask(folder, file, call, host)) found.host("127.0.0.1", where(text, call));
  }
}

function where(text: SourceText, { at }: Pick<Argument, "at">): Where {
  return { text, at, path: [] };
}

/** Flask's own `run()` listens on 127.0.0.1 where nothing else is said; other servers read the platform's variables. */
function isBareFlask(folder: AppFolder, file: string, call: Call, host: Argument | undefined): boolean {
  const { imports, calls } = folder.codeOf(file);
  if (!/^\w+\.run$/.test(call.callee) || host !== undefined || call.arguments.some(({ name }) => name === undefined)) {
    return false;
  }
  const makes = (name: string) => calls.some(({ callee }) => callee === name || callee === `flask.${name}`);
  return (
    imports.some((name) => name === "flask") && makes("Flask") && !imports.some((name) => /^dash|^gradio/.test(name))
  );
}

function ofStreamlit(folder: AppFolder, found: Found): void {
  const file = ".streamlit/config.toml";
  const content = folder.source.texts.get(file);
  if (content === undefined) return;
  const text = folder.textOf(file);
  for (const { table, key, value, at } of tomlSettings(content)) {
    if (table !== "server") continue;
    const place: Where = { text, at, path: [] };
    if (key === "address") found.host(value, place);
    if (key === "port") found.port(value, place);
  }
}
