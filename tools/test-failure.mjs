import { inspect } from "node:util";
import { shortPath } from "./root.mjs";

const CONTEXT = 3;
const LONGEST = 120;

/** A failure as a person reads it: which test, where, what was said, and how the two values differ. */
export function failureText(names, data) {
  const error = data.details.error;
  const cause = error?.cause instanceof Error || typeof error?.cause === "object" ? error.cause : error;
  const lines = [`✗ ${names.join(" › ")}`, `  ${placeOf(cause, data)}`, ...messageOf(cause), ...framesOf(cause)];
  return `\n${lines.join("\n")}\n\n`;
}

function placeOf(cause, data) {
  const frame = projectFrames(cause)[0];
  const at = frame && /\(?([^()\s]+:\d+:\d+)\)?$/.exec(frame)?.[1];
  return at ? shortPath(at) : shortPath(`${data.file}:${data.line ?? 1}:${data.column ?? 1}`);
}

function messageOf(cause) {
  if (typeof cause !== "object" || cause === null) return indent(inspect(cause));
  const { expected, actual, message = inspect(cause) } = cause;
  if (!areTexts(expected, actual)) return indent(message);
  return [...indent(message.split("\n")[0]), ...indent(textDiff(expected, actual).join("\n"))];
}

function areTexts(expected, actual) {
  return typeof expected === "string" && typeof actual === "string" && `${expected}${actual}`.includes("\n");
}

/** The lines that differ, with a little of what surrounds them: `-` expected, `+` actual. */
export function textDiff(expected, actual) {
  const left = expected.split("\n");
  const right = actual.split("\n");
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const same = (from, to) => left.slice(Math.max(0, from), to).map((line) => `  ${line}`);
  return [
    "- expected, + actual",
    ...same(head - CONTEXT, head),
    ...left.slice(head, left.length - tail).map((line) => `- ${line}`),
    ...right.slice(head, right.length - tail).map((line) => `+ ${line}`),
    ...same(left.length - tail, left.length - tail + CONTEXT),
  ].slice(0, LONGEST);
}

function framesOf(cause) {
  return projectFrames(cause)
    .slice(0, 5)
    .map((frame) => `    ${shortPath(frame)}`);
}

function projectFrames(cause) {
  const frames = String(cause?.stack ?? "").match(/^\s*at .*$/gm) ?? [];
  return frames.map((frame) => frame.trim()).filter((frame) => !/node:|node_modules/.test(frame));
}

function indent(text) {
  return String(text)
    .split("\n")
    .map((line) => `    ${line}`);
}
