import fc from "fast-check";
import { shardText } from "../disk/shards.ts";
import { provideShards } from "../engine/policy/shard.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { checkAsked, checkWorkspace } from "./fuzz/check.ts";
import { checkReading } from "./fuzz/check-reading.ts";
import { codeInputsOf, type Input, inputsOf } from "./fuzz/inputs.ts";
import { readPaths } from "./fuzz/read-paths.ts";
import { functionSeeds, scriptSeeds, seeds } from "./fuzz/seeds.ts";
import { wrongPlaces, wrongTemplates } from "./fuzz/wrong-templates.ts";
import { oddTexts, wrongIntrinsics, wrongTypes } from "./fuzz/wrong-values.ts";

/** Inputs between two looks at the time. */
const atOnce = 50;

/**
 * `npm run fuzz -- [--seed N] [--runs N] [--seconds N] [--code | --functions | --reading | --types]`: checks spoilt templates, or spoilt code,
 * until the runs or the time are over. Each fault is told once, with the smallest input found for it. `--functions`: instead, what is told of
 * functions and policies, and what the editor shows of them. `--reading`: only whether they are read alike in blocks and whole.
 * `--types`: instead, each property that a rule asks for with every wrong value there is.
 */
function main(args: readonly string[]): void {
  provideTypescript(() => require("typescript"));
  provideShards(shardText);
  const known = new Set<string>();
  const tried = args.includes("--types") ? tryTypes(known) : tryRandom(args, known);
  console.log(`${tried} inputs tried, ${known.size} faults found`);
  if (known.size > 0) process.exitCode = 1;
}

function tryTypes(known: Set<string>): number {
  const places = wrongPlaces(readPaths());
  let tried = 0;
  for (const value of [...wrongTypes, ...wrongIntrinsics, ...oddTexts]) {
    for (const file of wrongTemplates(places, value)) {
      tried++;
      try {
        checkWorkspace([file]);
      } catch (error) {
        if (known.has(signatureOf(error))) continue;
        known.add(signatureOf(error));
        console.log(
          `${"=".repeat(20)} ${value.slice(0, 80)}, ${file.path}\n${error instanceof Error ? error.stack : error}`,
        );
      }
    }
    console.log(`${places.length} places tried with ${value.slice(0, 80)}`);
  }
  return tried;
}

function tryRandom(args: readonly string[], known: Set<string>): number {
  const option = (name: string): number | undefined =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : undefined;
  const seconds = option("--seconds");
  const first = option("--seed") ?? Date.now() % 1_000_000;
  const runs = option("--runs") ?? (seconds === undefined ? 1000 : Number.POSITIVE_INFINITY);
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000;
  const [inputs, check] = kindOf(args);
  console.log(`from seed ${first} on`);
  let tried = 0;
  for (let seed = first; tried < runs && Date.now() < end; seed++)
    tried += tryOut(inputs, check, { seed, numRuns: Math.min(atOnce, runs - tried) }, known);
  return tried;
}

function kindOf(args: readonly string[]): readonly [fc.Arbitrary<Input>, (input: Input) => void] {
  const inputs = args.includes("--code") ? codeInputsOf([...seeds(), ...scriptSeeds()]) : inputsOf(seeds());
  if (args.includes("--reading")) return [inputs, checkReadingOf];
  if (!args.includes("--functions")) return [inputs, ({ files, edited }) => checkWorkspace(files, edited)];
  const policies = seeds().filter(({ title }) => /^(?:iam|events|cold-start)\//.test(title));
  const both = [inputsOf([...functionSeeds(), ...policies]), codeInputsOf(functionSeeds())];
  return [fc.oneof(...both), ({ files, edited }) => checkAsked(files, edited)];
}

function checkReadingOf({ files, edited }: Input): void {
  for (const file of files) if (file.path === edited.path) checkReading(file, edited);
}

/** Answers how many inputs were tried. A fault that is known is passed over. */
function tryOut(
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void,
  options: fc.Parameters<[Input]>,
  known: Set<string>,
): number {
  const result = fc.check(
    fc.property(inputs, (input) => {
      try {
        check(input);
      } catch (error) {
        if (!known.has(signatureOf(error))) throw error;
      }
    }),
    options,
  );
  const error = result.errorInstance;
  if (!result.failed || !result.counterexample) return result.numRuns;
  known.add(signatureOf(error));
  console.log(`${"=".repeat(20)} seed ${options.seed}\n${error instanceof Error ? error.stack : error}`);
  for (const input of result.counterexample) console.log(shown(input));
  return result.numRuns;
}

/** What a fault is known by: where it was thrown, and what it said before the first detail. */
function signatureOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.split(/[\n:]/, 1)[0] ?? "";
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return [error.name, message, ...frames.slice(0, 2)].join("\n");
}

const shown = ({ title, files, edited }: Input): string => {
  const all = files.map(({ path, text }) => `--- ${path}\n${text}`);
  return [`From ${title}`, ...all, `--- then ${edited.path}\n${edited.text}`].join("\n");
};

main(process.argv.slice(2));
