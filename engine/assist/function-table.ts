import { matchesAction } from "../policy/match.ts";
import type { FunctionReport, RightReport } from "../privileges/function-report.ts";
import { positionAt } from "../text/lines.ts";
import { basename } from "../text/path.ts";
import type { Place, SourceFile } from "../text/source.ts";
import { callsText, triggersText } from "./told-function.ts";

const mostRows = 25;

/** What a function does and may do, as a table. `fileAt`: for the lines of places. */
export function functionTable(
  report: FunctionReport,
  isCodeKnown: boolean,
  fileAt: (path: string) => SourceFile | undefined,
): string {
  const where = (place: Place): string => {
    const file = fileAt(place.path);
    return file ? `${basename(place.path)}:${positionAt(file, place.span.start).line + 1}` : basename(place.path);
  };
  const rows = rowsOf(report, where);
  const more = rows.length > mostRows ? `\n\nand ${rows.length - mostRows} more` : "";
  const table =
    rows.length > 0 ? `| | action | on | where |\n|---|---|---|---|\n${rows.slice(0, mostRows).join("\n")}${more}` : "";
  return [titleOf(report, isCodeKnown), table, gapsOf(report, where)].filter((part) => part !== "").join("\n\n");
}

function titleOf(report: FunctionReport, isCodeKnown: boolean): string {
  const { name, handler, role } = report;
  const runs = handler ? [`runs \`${basename(handler.file)}\` › \`${handler.exported}\``] : [];
  const as = role === undefined ? [] : [`role \`${role}\``];
  return [`**${escaped(name)}**`, ...runs, escaped(triggersText(report)), callsText(report, isCodeKnown), ...as].join(
    " · ",
  );
}

type Where = (place: Place) => string;

/**
 * What fails first, then what the code uses, what nothing uses, what the platform needs, and what may be needed of that which is
 * granted.
 */
function rowsOf({ used, missing, unused, granted }: FunctionReport, where: Where): readonly string[] {
  const isMissing = new Set(missing.map(keyOf));
  const isGranted = (action: string) => granted.some((grant) => matchesAction(grant.action, action));
  const told = used.filter(({ conditional, action }) => !conditional || isGranted(action));
  const needed = merged(told).map((right) => {
    const { first, resources } = right;
    const fails = [...resources].some((resource) => isMissing.has(keyOf({ ...first, resource })));
    const rank = fails ? 0 : first.conditional ? 4 : first.by === undefined ? 1 : 3;
    return { rank, text: row(fails ? "**missing**" : first.conditional ? "maybe" : "used", right, where) };
  });
  const idle = merged(unused).map((right) => ({ rank: 2, text: row("unused", right, where) }));
  return [...needed, ...idle].sort((a, b) => a.rank - b.rank).map(({ text }) => text);
}

const keyOf = ({ action, resource }: RightReport): string => `${action} ${resource}`;

/** One right on several resources. */
interface Right {
  readonly first: RightReport;
  readonly resources: Set<string | undefined>;
}

/** One for each action that a place asks for or grants. */
function merged(rights: readonly RightReport[]): readonly Right[] {
  const found = new Map<string, Right>();
  for (const right of rights) {
    const key = `${right.action} ${right.at.path} ${right.at.span.start}`;
    const known = found.get(key) ?? { first: right, resources: new Set() };
    found.set(key, known);
    known.resources.add(right.resource);
  }
  return [...found.values()];
}

const mostResources = 3;

function row(state: string, { first, resources }: Right, where: Where): string {
  const { action, by, at } = first;
  const all = [...resources].map((one) => (one === undefined ? "not known" : `\`${shortened(one)}\``));
  const on = all.length > mostResources ? [...all.slice(0, mostResources), `${all.length - mostResources} more`] : all;
  const note = by === undefined ? "" : ` (${by})`;
  return `| ${state} | \`${action}\`${note} | ${on.join(", ")} | ${where(at)} |`;
}

/** Without what is the same in nearly every ARN of a template. */
const shortened = (arn: string): string =>
  arn.replace(/^arn:\$\{AWS::Partition\}:[\w-]+:(?:\$\{AWS::Region\})?:(?:\$\{AWS::AccountId\})?:/, "");

function gapsOf({ unknown }: FunctionReport, where: Where): string {
  const lines = [...new Set(unknown.map(({ why, at }) => `- ${escaped(why)} (${where(at)})`))];
  const shown = lines.slice(0, 5);
  const more = lines.length > shown.length ? [`- and ${lines.length - shown.length} more`] : [];
  return lines.length === 0 ? "" : `Not known, so that there may be more:\n\n${[...shown, ...more].join("\n")}`;
}

const escaped = (text: string): string => text.replace(/[\\`*_<>|[\]]/g, "\\$&");
