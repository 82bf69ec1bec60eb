import { Command, CommanderError } from "commander";
import { AppsError } from "../errors";
import { LIBRARY_VERSION } from "../facts/library-version";
import { CommandError, type Io } from "./io";
import { synth } from "./synth";

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
