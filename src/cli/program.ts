import { Command, CommanderError } from "commander";
import { AppsError } from "../errors";
import { LIBRARY_VERSION } from "../facts/library-version";
import { CommandError, type Io } from "./io";
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
