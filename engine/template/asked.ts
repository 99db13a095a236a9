import { type Lineage, lineageOf } from "./lineage.ts";
import type { Template } from "./model.ts";

/** A question to a template; the same object each time it is asked, so that it can be asked again of the next version of the file. */
export interface Question {
  ask(template: Template): unknown;
  /** What it is a question about, if that tells its changes. */
  readonly fact?: Fact;
  /** The last template it was put to for validation, and the answer: thousands of derivations ask the same of each version. */
  last?: { readonly template: Template; readonly answer: unknown };
}

/** The questions of each lineage: what they remember goes with it. */
const questions = new WeakMap<Lineage, Map<string, Question>>();

/** The question of that name about a template, the same for all versions of its file. */
export function questionAbout(template: Template, name: string, ask: Question["ask"]): Question {
  const lineage = lineageOf(template);
  const named = questions.get(lineage) ?? new Map<string, Question>();
  questions.set(lineage, named);
  const question = named.get(name) ?? { ask };
  named.set(name, question);
  return question;
}

/** Something whose answers change together: it tells itself which did. */
export interface Fact {
  /** The questions whose answer may be another than it was in the version before. Undefined: any, since it was not at that version. */
  changes(since: Template, template: Template): Iterable<Question> | undefined;
}

/** What a derivation asked, and what the answers were: as long as they are the same, so is its result. */
export type Asked = ReadonlyMap<Question, unknown>;

/** The notes of the derivation under way. Derivations are synchronous, so there is one at a time, others inside of it. */
let notes: Notes | undefined;

/** Most derivations ask nothing: a map is made for the first question. */
interface Notes {
  asked: Map<Question, unknown> | undefined;
}

const nothing: Asked = new Map();

/** Notes that the derivation under way, if any, depends on an answer. */
export function note(question: Question, answer: unknown): void {
  if (!notes) return;
  notes.asked ??= new Map();
  notes.asked.set(question, answer);
}

/** Notes all that an inner derivation, whose kept result is used, depends on. */
export function noteAll(asked: Asked): void {
  if (notes) for (const [question, answer] of asked) note(question, answer);
}

/** Runs a derivation and tells what it asked. */
export function recorded<O>(run: () => O): { readonly value: O; readonly asked: Asked } {
  const outer = notes;
  const own: Notes = { asked: undefined };
  notes = own;
  try {
    const value = run();
    return { value, asked: own.asked ?? nothing };
  } finally {
    notes = outer;
  }
}

/** Runs something whose questions are nobody's business. */
export function unrecorded<O>(run: () => O): O {
  const outer = notes;
  notes = undefined;
  try {
    return run();
  } finally {
    notes = outer;
  }
}

/** Whether a template still gives the answers that were given before. */
export const stillHolds = (asked: Asked, template: Template): boolean =>
  asked.size === 0 || unrecorded(() => holds(asked, template));

function holds(asked: Asked, template: Template): boolean {
  for (const [question, answer] of asked) if (answerTo(question, template) !== answer) return false;
  return true;
}

/** The answer of a template to a question; to be asked where nobody records. */
export function answerTo(question: Question, template: Template): unknown {
  if (question.last?.template === template) return question.last.answer;
  const answer = question.ask(template);
  question.last = { template, answer };
  return answer;
}
