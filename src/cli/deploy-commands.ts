import { createRequire } from "node:module";
import type { Command } from "commander";
import { PATIENCE_MINUTES } from "../facts/deployment";
import type * as Deploy from "./deploy";
import type { Io } from "./io";
import type * as Power from "./power";
import type * as Rollback from "./rollback";
import type * as Status from "./status";

const load = createRequire(__filename);

const ASSEMBLY = ["--assembly <folder>", "the assembly (default: the output of cdktf.json)"] as const;
const APP = ["--app <name>", "only the apps of this definition"] as const;
const JSON_OPTION = ["--json", "one JSON document on stdout, also for failures"] as const;
const TIMEOUT = ["--timeout <minutes>", "how long each app may take", String(PATIENCE_MINUTES.value)] as const;
const KEEP = ["--keep <number>", "how many releases stay in the workspace", "5"] as const;
const STAGE = ["<stage>", "a stage or a stack of the assembly"] as const;

/** The commands that talk to a workspace about what its apps run. */
export function addDeployment(program: Command, io: Io, end: (code: number) => void): void {
  program
    .command("deploy")
    .description("upload the assembly's source and bring a stage to it")
    .argument(...STAGE)
    .option(...APP)
    .option(...TIMEOUT)
    .option(...KEEP)
    .option(...ASSEMBLY)
    .option(...JSON_OPTION)
    .addHelpText("after", `${ENDS}${example("dbapps deploy prod")}`)
    .action(async (stage: string, options: Deploy.DeployOptions) => {
      end(await (load("./deploy") as typeof Deploy).deploy(io, stage, options));
    });

  program
    .command("rollback")
    .description("bring a stage back to the release that it ran before")
    .argument(...STAGE)
    .option("--to <release>", "which one (default: the last)")
    .option(...APP)
    .option(...TIMEOUT)
    .option(...KEEP)
    .option(...ASSEMBLY)
    .option(...JSON_OPTION)
    .addHelpText("after", `${ENDS}${example("dbapps rollback prod")}`)
    .action(async (stage: string, options: Rollback.RollbackOptions) => {
      end(await (load("./rollback") as typeof Rollback).rollback(io, stage, options));
    });

  for (const direction of ["start", "stop"] as const) {
    program
      .command(direction)
      .description(
        direction === "start"
          ? "start the compute of a stage's apps"
          : "stop the compute of a stage's apps, and its cost",
      )
      .argument(...STAGE)
      .option(...APP)
      .option(...TIMEOUT)
      .option(...ASSEMBLY)
      .option(...JSON_OPTION)
      .addHelpText("after", example(`dbapps ${direction} dev`))
      .action(async (stage: string, options: Power.PowerOptions) => {
        end(await (load("./power") as typeof Power).power(io, direction, stage, options));
      });
  }

  program
    .command("status")
    .description("show what every stage really runs")
    .argument("[stage]", "a stage or a stack (default: all)")
    .option(...APP)
    .option("--detailed-exitcode", "end with 2 where something else runs than the assembly has")
    .option(...ASSEMBLY)
    .option(...JSON_OPTION)
    .addHelpText("after", example("dbapps status"))
    .action(async (stage: string | undefined, options: Status.StatusOptions) => {
      end(await (load("./status") as typeof Status).status(io, stage, options));
    });
}

const ENDS = "\nEnds with 0 where it runs, with 1 where it does not, with 3 where the time was\nup first.\n";

function example(line: string): string {
  return `\nExample:\n  $ ${line}\n`;
}
