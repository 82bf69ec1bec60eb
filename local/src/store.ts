import * as fs from "node:fs";
import { writeAtomically } from "./atomic-file";
import { emptyAccount } from "./account/account";
import { defaultRegion } from "./account/region";
import { type Workspace, type World, emptyWorld } from "./state";

/**
 * Holds the world. A change is whole or not at all: when it throws, the world is what it was; when it returns, it is in
 * the file, so that whatever is acknowledged afterwards survives the death of this process.
 */
export class Store {
  private current: World;
  private written: string;

  /** @param file - where to keep it; without it the world ends with this process. */
  constructor(private readonly file?: string) {
    this.current = file !== undefined && fs.existsSync(file) ? read(file) : emptyWorld();
    this.written = JSON.stringify(this.current);
  }

  get world(): World {
    return this.current;
  }

  /** Runs to its end before anything else does: `work` must not be asynchronous. */
  change<T>(work: (world: World) => T): T {
    try {
      const result = work(this.current);
      this.save();
      return result;
    } catch (error) {
      this.current = JSON.parse(this.written) as World;
      throw error;
    }
  }

  private save(): void {
    const next = JSON.stringify(this.current);
    if (next === this.written) return;
    if (this.file !== undefined) writeAtomically(this.file, next);
    this.written = next;
  }
}

function read(file: string): World {
  const world = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<World>;
  if (world.version !== 1) throw new Error(`${file} is not a state file of this version`);
  return { ...(world as World), ...migrated(world) };
}

/** An older file: its account has nothing, its workspaces have a region and trust nobody. */
function migrated({ account, workspaces = {} }: Partial<World>): Pick<World, "account" | "workspaces"> {
  const placed = Object.entries(workspaces).map(([id, workspace]: [string, Omit<Workspace, "region">]) => [
    id,
    { region: defaultRegion(workspace.cloud), federation: [], ...workspace },
  ]);
  return { account: account ?? emptyAccount(), workspaces: Object.fromEntries(placed) as World["workspaces"] };
}
