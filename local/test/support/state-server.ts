import { LocalControlPlane } from "../../src/server";
import { SEED } from "./plane";

/** A server of its own process, to be killed: prints its address when it listens. */
async function main(): Promise<void> {
  const plane = await LocalControlPlane.start({ stateFile: process.argv[2] ?? "", seed: SEED });
  process.stdout.write(`${JSON.stringify({ url: plane.url, token: plane.token() })}\n`);
}

void main();
