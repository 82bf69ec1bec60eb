import { AppDesk } from "./app-desk";

/** A server in a process of its own, with a running app, to be killed. */
async function main(): Promise<void> {
  const desk = await AppDesk.open();
  await desk.run("orders");
  const { pid, cwd } = await desk.mirror("orders");
  process.stdout.write(`${JSON.stringify({ pid, cwd, folder: desk.folder })}\n`);
}

void main();
