import { pageOf } from "../disk/installed.ts";
import { dutyWords } from "../engine/rule/hover.ts";
import type { Example, Rule } from "../engine/rule/rule.ts";
import { switchesOf } from "../engine/rule/settings.ts";
import { allRules } from "./catalogue.ts";
import { suggestion } from "./nearest.ts";
import { Refusal } from "./refusal.ts";
import type { Paint } from "./report/paint.ts";

/** The whole of a rule for a person. Throws a `Refusal` for an unknown id. */
export function explain(id: string, paint: Paint, width: number): string {
  const ids = allRules.map((rule) => rule.meta.id);
  const rule = allRules.find((candidate) => candidate.meta.id === id);
  if (!rule) throw new Refusal(`There is no rule '${id}'.${suggestion(id, ids)} 'handrail rules' lists them.`);
  return `${sections(rule, paint, Math.min(width, 100)).join("\n\n")}\n`;
}

function sections({ meta, fix }: Rule, paint: Paint, width: number): string[] {
  const titled = (title: string, body: string): string => `${paint.bold(title)}\n${indented(wrapped(body, width - 2))}`;
  const page = pageOf(meta.id);
  const classes = [...meta.cwe.map((number) => `CWE-${number}`), ...meta.controls].join(", ");
  return [
    `${paint.bold(meta.id)}  ${meta.severity}, ${meta.confidence} confidence${meta.profiles ? `, off unless ${switchesOf(meta)}` : ""}`,
    indented(wrapped(meta.summary, width - 2)),
    titled("Why it matters", meta.why),
    titled("Who is responsible", `${dutyWords[meta.duty]}`),
    ...meta.examples.map((example) => exampleText(example, paint)),
    titled("Fix", fix ? fixSentence(meta.examples) : "None can be written by itself: see above."),
    ...(classes ? [titled("Controls", classes)] : []),
    ...(meta.references.length > 0
      ? [`${paint.bold("References")}\n${indented(referenceLines(meta.references))}`]
      : []),
    ...(page ? [titled("Page", page)] : []),
  ];
}

const fixSentence = (examples: readonly Example[]): string =>
  examples.some((example) => "fixed" in example)
    ? "A quick fix in the editor, or 'handrail check --fix', writes what the examples show; --fix applies it only where it is safe."
    : "A quick fix in the editor, where one can be written.";

function exampleText(example: Example, paint: Paint): string {
  const block = (title: string, code: string): string => `${paint.bold(title)}\n${indented(code.trimEnd())}`;
  if ("good" in example) return block(`Good: ${example.title}`, example.good);
  const bad = block(`Bad: ${example.title}`, example.bad);
  return example.fixed === undefined ? bad : `${bad}\n\n${block("Fixed", example.fixed)}`;
}

const referenceLines = (references: readonly { title: string; url: string }[]): string =>
  references.map(({ title, url }) => `${title}\n  ${url}`).join("\n");

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");

/** Paragraphs filled to a width; lines of lists and code keep their own. */
function wrapped(text: string, width: number): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => (/^(?:[-*] |```| {4})/.test(paragraph) ? paragraph : filled(paragraph, width)))
    .join("\n\n");
}

/** Code in the text stays on one line. */
function filled(paragraph: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const [word] of paragraph.matchAll(/(?:`[^`\n]*`|\S)+/g)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join("\n");
}
