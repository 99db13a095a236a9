import path from "node:path";
import { version } from "../disk/installed.ts";
import { shardText } from "../disk/shards.ts";
import { provideShards } from "../engine/policy/shard.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { type Command, commandOf } from "./args.ts";
import { check } from "./check.ts";
import { explain } from "./explain.ts";
import { functions, policy } from "./functions/run.ts";
import { help, usage } from "./help.ts";
import { Refusal } from "./refusal.ts";
import { paintFor, widthFor } from "./report/paint.ts";
import { rulesJson, rulesTable } from "./rules.ts";

provideTypescript(() => require("typescript"));
provideShards(shardText);

/** Does what the command says. Answers the exit code. */
function run(command: Command): number {
  switch (command.kind) {
    case "usage":
      return say(usage);
    case "version":
      return say(`${version}\n`);
    case "help":
      return say(help[command.of]);
    case "check":
      return check(command.options);
    case "functions":
      return functions(command.options);
    case "policy":
      return policy(command.options);
    case "explain":
      return say(explain(command.id, paintFor(process.stdout), widthFor(process.stdout, 100)));
    case "rules":
      return say(command.format === "json" ? rulesJson() : rulesTable(paintFor(process.stdout)));
    case "lsp":
      return serve();
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Becomes the language server, which reads its transport from the command line. */
function serve(): number {
  if (!process.argv.includes("--stdio")) process.argv.push("--stdio");
  require(path.join(__dirname, "server.js"));
  return 0;
}

/** One plain sentence for what we refuse; for a fault of ours the stack too, which a report of it needs. */
function failed(error: unknown): number {
  const text = error instanceof Refusal ? error.message : `A fault of handrail: ${(error as Error)?.stack ?? error}`;
  process.stderr.write(`handrail: ${text}\n`);
  return 2;
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  process.exitCode = run(commandOf(process.argv.slice(2)));
} catch (error) {
  process.exitCode = failed(error);
}
