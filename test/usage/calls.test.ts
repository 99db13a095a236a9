import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";
import type { Said, UsedCall } from "../../engine/authoring.ts";
import { Analysis } from "../../engine/project/analysis.ts";
import { Kept } from "../../engine/project/kept.ts";
import type { Usage } from "../../engine/project/usage.ts";
import { usageOf } from "../../engine/project/usage-of.ts";
import { finish } from "../../engine/task.ts";
import { knowledge } from "../../rules/knowledge.ts";
import type { MarkedFile } from "../markers.ts";
import { hostOf } from "../workspace-of.ts";
import { projectsIn } from "./projects.ts";

/*
 * Each fixture has several small projects. `//= title` begins one, `//- path` a file of it; without a template it is one function whose
 * handler is `index.handler`. `//> service:Operation(Parameter=text)` is a call in order, texts that it may be between `|`, `?` for a piece that is not known;
 * `//> other …` is one that is not reached, `//> gap why` a gap, `//> function Name` says which function the next lines are about.
 */
const folder = path.join(__dirname, "..", "fixtures", "usage", "calls");

for (const name of fs.readdirSync(folder).sort())
  describe(name.replace(/\.txt$/, ""), () => {
    for (const project of projectsIn(fs.readFileSync(path.join(folder, name), "utf8")))
      it(project.title, () => {
        const usages = usagesOf(project.files);
        for (const [of, expected] of project.expected) {
          const usage = usages.get(of);
          assert.ok(usage, `no function '${of}'`);
          assert.deepEqual(linesOf(usage, expected), expected);
        }
      });
  });

function usagesOf(files: readonly MarkedFile[]): ReadonlyMap<string, Usage> {
  const { workspace } = hostOf(files).snapshot();
  const analysis = new Analysis(workspace, knowledge.models, new Kept(), (_, run) => run());
  finish(analysis.readTrees());
  return new Map(analysis.deployed().map((one) => [one.resource.name, usageOf(analysis, one)]));
}

/** What a usage is, with those parameters told that are expected of the call in the same place. */
function linesOf({ calls, others, gaps }: Usage, expected: readonly string[]): readonly string[] {
  const wanted = expected.filter((line) => !line.startsWith("gap "));
  const all = [...calls.map((call) => ({ word: "", call })), ...others.map((call) => ({ word: "other ", call }))];
  return [
    ...all.map(({ word, call }, index) => `${word}${callText(call, parametersIn(wanted[index] ?? ""))}`),
    ...gaps.map(({ why }) => `gap ${why}`),
  ];
}

const parametersIn = (line: string): readonly string[] =>
  Array.from(line.matchAll(/[(,] ?([\w.*[\]]+)=/g), ([, name]) => name ?? "");

function callText(call: UsedCall, parameters: readonly string[]): string {
  const told = parameters.map((name) => `${name}=${saidText(call.said(name))}`).join(", ");
  return `${call.service}:${call.operation}${told === "" ? "" : `(${told})`}${call.by === undefined ? "" : ` by ${call.by}`}`;
}

const saidText = (said: Said): string => (typeof said === "string" ? said : said.join("|").replaceAll("\0", "?"));
