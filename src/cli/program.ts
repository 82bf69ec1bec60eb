import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { AppsError } from "../errors";
import { LIBRARY_VERSION } from "../facts/library-version";
import type * as Check from "./check";
import type * as Diff from "./diff";
import type * as Doctor from "./doctor";
import type * as Explain from "./explain";
import { addDeployment } from "./deploy-commands";
import { CommandError, type Io } from "./io";
import type * as Network from "./network";
import type * as NetworkDenials from "./network-denials";
import type * as Recover from "./recover";
import type * as Schema from "./schema";
import type * as Synth from "./synth";

// A command's modules are loaded when it runs: one that explains a word does not wait for a YAML parser.
const load = createRequire(__filename);

/**
 * Runs a command line and returns its exit code: 0; 1 for problems; 2 for differences, where that was asked for.
 * Results go to `out`, all else to `err`.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = createProgram(io, (ended) => (code = ended));
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return report(error, argv.includes("--json"), io);
  }
}

function createProgram(io: Io, end: (code: number) => void): Command {
  const width = () => io.columns ?? 80;
  const program = new Command("dbapps")
    .description("Databricks Apps from code, promoted across workspaces")
    .version(LIBRARY_VERSION)
    .showSuggestionAfterError()
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: width, getErrHelpWidth: width });

  const assembly = ["--assembly <folder>", "the assembly (default: the output of cdktf.json)"] as const;
  const json = ["--json", "one JSON document on stdout, also for failures"] as const;

  program
    .command("synth")
    .description("run the program and show what each stage will get")
    .addHelpText("after", example("dbapps synth"))
    .action(() => (load("./synth") as typeof Synth).synth(io));

  program
    .command("check")
    .description("read the program's files again, and judge what has an age")
    .option(...assembly)
    .option(...json)
    .addHelpText("after", example("dbapps check"))
    .action((options: Check.CheckOptions) => {
      end((load("./check") as typeof Check).check(io, options));
    });

  program
    .command("diff")
    .description("show what one stage gets that another does not have")
    .argument("[before]", "a stage or stack (default: every step of the pipelines)")
    .argument("[after]", "the one to compare with it (default with --from: the same)")
    .option("--from <folder>", "the assembly of the first stage (default: the same as --to)")
    .option("--to <folder>", "the assembly of the other stage (default: the output of cdktf.json)")
    .option("--app <name>", "the app, where the assembly holds several")
    .option("--markdown", "tables for a job's summary")
    .option("--mermaid", "the pipeline as a Mermaid graph")
    .option("--detailed-exitcode", "end with 2 where there are differences")
    .option(...json)
    .addHelpText("after", example("dbapps diff staging prod", "dbapps diff --from old --to cdktf.out prod"))
    .action((before: string | undefined, after: string | undefined, options: Diff.DiffOptions) => {
      const names = [before, after].filter((name) => name !== undefined);
      end((load("./diff") as typeof Diff).diff(io, names, options));
    });

  program
    .command("schema")
    .description("print the JSON Schema of a file, for editors")
    .argument("<file>", "workspace or stage")
    .option("--app <name>", "of the stages of this app: its resources, roles and variables")
    .option(...assembly)
    .option(...json)
    .addHelpText("after", example("dbapps schema stage --app orders > stages/schema.json"))
    .action((file: string, options: Schema.SchemaOptions) => {
      (load("./schema") as typeof Schema).schema(io, file, options);
    });

  program
    .command("explain")
    .description("explain the code of a problem; without one, list them all")
    .argument("[code]", "such as binding.missing")
    .option(...json)
    .addHelpText("after", example("dbapps explain binding.missing"))
    .action((wanted: string | undefined, options: Explain.ExplainOptions) => {
      (load("./explain") as typeof Explain).explain(io, wanted, options);
    });

  program
    .command("doctor")
    .description("look for what keeps this project from working here")
    .option(...assembly)
    .option(...json)
    .addHelpText("after", example("dbapps doctor"))
    .action(async (options: Doctor.DoctorOptions) => {
      end(await (load("./doctor") as typeof Doctor).doctor(io, options));
    });

  program
    .command("recover")
    .description("let terraform adopt apps that it created without an answer")
    .argument("<stack>", "a stack of promotion.json, such as orders-dev")
    .addHelpText(
      "after",
      "\nDATABRICKS_HOST and DATABRICKS_TOKEN name the stack's workspace and the\n" +
        "identity that ran terraform.\n" +
        example("dbapps recover orders-dev"),
    )
    .action((stack: string) => (load("./recover") as typeof Recover).recover(stack, io));

  addNetwork(program, io);
  addDeployment(program, io, end);
  return program;
}

function example(...lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  $ ${line}\n`).join("")}`;
}

/** With --json a script finds its one document where it looks for it, whether or not the command succeeded. */
function report(error: unknown, json: boolean, io: Io): number {
  if (error instanceof CommanderError) {
    // Commander has written its text already.
    if (json && error.exitCode !== 0)
      io.out(`${JSON.stringify({ error: error.message.replace(/^error: /, "") }, null, 2)}\n`);
    return error.exitCode;
  }
  if (!(error instanceof CommandError || error instanceof AppsError)) throw error;
  if (json) {
    const document = error instanceof AppsError ? { issues: error.issues } : { error: error.message };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    io.err(`${error.message}\n`);
  }
  return 1;
}

function addNetwork(program: Command, io: Io): void {
  // Both commands have --workspace: what stands behind the name of the second belongs to it.
  const command = program
    .enablePositionalOptions()
    .command("network")
    .enablePositionalOptions()
    .description("show what a workspace's policy lets through, and who asks")
    // Not a required option: commander would ask for it in front of "denials" too.
    .option("--workspace <name>", "a workspace of the assembly (required)")
    .option("--assembly <folder>", "an assembly (default: the output of cdktf.json)")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  $ dbapps network --workspace prod\n")
    .action(({ workspace, ...options }: Partial<Network.NetworkOptions>) => {
      if (workspace === undefined) throw new CommandError("error: required option '--workspace <name>' not specified");
      (load("./network") as typeof Network).network({ workspace, ...options }, io);
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
    .action((options: NetworkDenials.DenialOptions) => {
      (load("./network-denials") as typeof NetworkDenials).networkDenials(options, io);
    });
}
