import { Command, CommanderError } from "commander";
import { AppsError } from "../errors";
import { LIBRARY_VERSION } from "../facts/library-version";
import { CommandError, type Io } from "./io";
import { network, type NetworkOptions } from "./network";
import { type DenialOptions, networkDenials } from "./network-denials";
import { recover } from "./recover";
import { synth } from "./synth";

const RECOVER_HELP = `
DATABRICKS_HOST and DATABRICKS_TOKEN name the stack's workspace and the identity that ran terraform.

Example:
  $ dbapps recover orders-dev
`;

/** Runs a command line and returns its exit code: 0, or 1 for problems. Results go to `out`, all else to `err`. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const program = new Command("dbapps")
    .description("Databricks Apps from code, promoted across workspaces")
    .version(LIBRARY_VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  program
    .command("synth")
    .description("run the app of cdktf.json and show what each stage will get")
    .addHelpText("after", "\nExample:\n  $ dbapps synth\n")
    .action(() => synth(io));
  program
    .command("recover")
    .description("let terraform adopt the apps of a stack that it created without getting an answer")
    .argument("<stack>", "a stack of promotion.json, such as orders-dev")
    .addHelpText("after", RECOVER_HELP)
    .action((stack: string) => recover(stack, io));
  addNetwork(program, io);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof CommandError || error instanceof AppsError)) throw error;
    io.err(`${error.message}\n`);
    return 1;
  }
}

function addNetwork(program: Command, io: Io): void {
  // Both commands have --workspace: what stands behind the name of the second belongs to it.
  const command = program
    .enablePositionalOptions()
    .command("network")
    .enablePositionalOptions()
    .description("show what a workspace's policy lets through, or what apps ask for, and who asks")
    // Not a required option: commander would ask for it in front of "denials" too.
    .option("--workspace <name>", "a workspace of the assembly (required)")
    .option("--assembly <folder>", "an assembly (default: the output of cdktf.json)")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  $ dbapps network --workspace prod\n")
    .action(({ workspace, ...options }: Partial<NetworkOptions>) => {
      if (workspace === undefined) throw new CommandError("error: required option '--workspace <name>' not specified");
      network({ workspace, ...options }, io);
    });
  command
    .command("denials")
    .description("print the query for what a policy refuses, or make a report of its result")
    .requiredOption("--workspace <name>", "a workspace that a policy of the assembly is attached to")
    .option("--assembly <folder>", "an assembly (default: the output of cdktf.json)")
    .option("--from <time>", "begin of the window, in UTC (default: seven days before its end)")
    .option("--to <time>", "end of the window, in UTC (default: now)")
    .option("--source-type <types...>", "only these kinds of workload, such as Apps: to look, not to enforce")
    .option("--result <file>", "the query's result, as CSV or JSON")
    .option("--report <file>", "where the report goes (default: denials-<workspace>.json)")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  $ dbapps network denials --workspace prod > denials.sql\n")
    .action((options: DenialOptions) => {
      networkDenials(options, io);
    });
}
