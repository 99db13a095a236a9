import { relative } from "../../disk/path.ts";
import type { FunctionReport, GapReport, RightReport } from "../../engine/privileges/function-report.ts";
import { positionAt } from "../../engine/text/lines.ts";
import type { Place } from "../../engine/text/source.ts";
import { harmless } from "../report/cells.ts";
import type { Paint } from "../report/paint.ts";
import type { Found } from "./functions.ts";

/** A place as it is told: one-based, the path from the current folder. */
interface Told {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

type Tell = (at: Place) => Told;

const tellFrom =
  ({ snapshot }: Found, folder: string): Tell =>
  ({ path, span }) => {
    const file = snapshot.workspace.files.get(path);
    const { line, character } = file ? positionAt(file, span.start) : { line: 0, character: 0 };
    return { path: relative(folder, path), line: line + 1, column: character + 1 };
  };

/** An array of the functions, for programs. What is not known is null. */
export function functionsJson(found: readonly Found[], folder: string): string {
  const list = found.map((one) => functionJson(one.snapshot.report(one.privileges), tellFrom(one, folder), folder));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function functionJson(report: FunctionReport, tell: Tell, folder: string): object {
  const right = ({ at, resource, ...rest }: RightReport) => ({ ...rest, resource: resource ?? null, at: tell(at) });
  const { handler } = report;
  return {
    name: report.name,
    template: relative(folder, report.template),
    at: tell(report.at),
    handler: handler
      ? {
          file: relative(folder, handler.file),
          export: handler.exported,
          ...(handler.at ? { at: tell(handler.at) } : {}),
        }
      : null,
    role: report.role ?? null,
    triggers: report.triggers.map(({ at, ...trigger }) => ({ ...trigger, at: tell(at) })),
    calls: report.calls.map(({ at, ...call }) => ({ ...call, at: tell(at) })),
    used: report.used.map(right),
    granted: report.granted.map(right),
    unused: report.unused.map(right),
    missing: report.missing.map(right),
    unknown: report.unknown.map(({ why, at }: GapReport) => ({ why, at: tell(at) })),
  };
}

/** The functions for a person: what runs each, what it calls, and where its rights and its needs part. */
export function functionsText(found: readonly Found[], folder: string, paint: Paint): string {
  if (found.length === 0) return "No template here deploys a function.\n";
  return `${found.map((one) => functionText(one, folder, paint)).join("\n\n")}\n`;
}

function functionText(one: Found, folder: string, paint: Paint): string {
  const report = one.snapshot.report(one.privileges);
  const tell = tellFrom(one, folder);
  const place = (at: Place) => {
    const { path, line } = tell(at);
    return paint.dim(harmless(`${path}:${line}`));
  };
  const { handler } = report;
  const code = handler ? ` ${harmless(relative(folder, handler.file))} ${handler.exported}` : "";
  const right = ({ action, resource, by, conditional, at }: RightReport): readonly string[] => {
    const notes = [...(by === undefined ? [] : [by]), ...(conditional ? ["maybe"] : [])];
    const what = harmless(resource === undefined ? "not known" : shortArn(resource));
    return [action, notes.length > 0 ? `${what} (${notes.join(", ")})` : what, place(at)];
  };
  const sections: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ["runs on", report.triggers.map((trigger) => [wordsOf(trigger), "", place(trigger.at)])],
    [
      "calls",
      report.calls.map(({ service, operation, by, at }) => [
        `${service} ${operation}`,
        by === undefined ? "" : `by ${by}`,
        place(at),
      ]),
    ],
    ["uses", report.used.map(right)],
    ["granted", report.granted.map(right)],
    [paint.yellow("unused"), report.unused.map(right)],
    [paint.red("missing"), report.missing.map(right)],
    ["unknown", report.unknown.map(({ why, at }) => [harmless(why), "", place(at)])],
  ];
  const head = `${paint.bold(harmless(report.name))}  ${place(report.at)}${code}`;
  return [head, ...sections.flatMap(([title, rows]) => sectionLines(title, rows))].join("\n");
}

const wordsOf = ({ kind, method, path }: FunctionReport["triggers"][number]): string =>
  harmless([method, path].filter((part) => part !== undefined).join(" ") || kind);

/** What tells one resource from another for a reader: the part after the account. */
const shortArn = (arn: string): string =>
  arn.replace(/^arn:\$\{AWS::Partition\}:([^:]*):(?:\$\{AWS::Region\})?:(?:\$\{AWS::AccountId\})?:/, "$1 ");

/** Rows under a title, the first columns as wide as their widest cell. */
function sectionLines(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return [
    `  ${title}`,
    ...rows.map(
      ([a = "", b = "", c = ""]) => `    ${a.padEnd(first)}  ${second > 0 ? `${b.padEnd(second)}  ` : ""}${c}`,
    ),
  ];
}
