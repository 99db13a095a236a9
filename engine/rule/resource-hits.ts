import type { Task } from "../task.ts";
import { type Asked, answerTo, type Fact, type Question, recorded, stillHolds, unrecorded } from "../template/asked.ts";
import { changesSince } from "../template/derived.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Hit } from "./hit.ts";

/** One check of a resource. */
export type Check = () => readonly Hit[];

/** What one check found, and what it asked. */
interface Part {
  readonly value: readonly Hit[];
  readonly asked: Asked;
}

interface Checked {
  readonly parts: readonly Part[];
  readonly hits: readonly Hit[];
}

/**
 * The hits of one file's template, resource by resource, version after version. A resource is checked again if it is new, or if an answer
 * that one of its checks has asked for is another now; then only those checks run.
 */
export class ResourceHits {
  private template: Template | undefined;
  private readonly checked = new Map<Resource, Checked>();
  /** Who has asked each question, and what the answer was. */
  private readonly askers = new Map<Question, { answer: unknown; readonly resources: Set<Resource> }>();
  /** The questions that are asked, by the facts that tell their changes; those that nothing tells are under undefined. */
  private readonly questions = new Map<Fact | undefined, Set<Question>>();
  private readonly stale = new Set<Resource>();

  constructor(private readonly checksOf: (resource: Resource) => readonly Check[]) {}

  /** The hits of each resource that has some. A task that is dropped on the way leaves the rest for the next. */
  *in(template: Template): Task<(readonly Hit[])[]> {
    if (this.template !== template) this.moveTo(template);
    for (const resource of this.stale) {
      this.check(resource, template);
      this.stale.delete(resource);
      yield;
    }
    const found: (readonly Hit[])[] = [];
    for (const resource of template.resources) {
      const hits = this.checked.get(resource)?.hits;
      if (hits && hits.length > 0) found.push(hits);
    }
    return found;
  }

  private moveTo(template: Template): void {
    const { template: since } = this;
    const { removed, added } = changesSince(since, template);
    this.template = template;
    for (const resource of removed) this.forget(resource);
    for (const resource of added) this.stale.add(resource);
    if (since)
      unrecorded(() => {
        for (const [fact, questions] of this.questions)
          for (const question of fact?.changes(since, template) ?? questions) this.ask(question, template);
      });
  }

  private ask(question: Question, template: Template): void {
    const asked = this.askers.get(question);
    const answer = asked && answerTo(question, template);
    if (!asked || answer === asked.answer) return;
    asked.answer = answer;
    for (const resource of asked.resources) this.stale.add(resource);
  }

  private check(resource: Resource, template: Template): void {
    const known = this.checked.get(resource);
    this.forget(resource);
    const parts = this.checksOf(resource).map((check, index): Part => {
      const before = known?.parts[index];
      return before && stillHolds(before.asked, template) ? before : recorded(check);
    });
    this.checked.set(resource, { parts, hits: parts.flatMap((part) => part.value) });
    for (const { asked } of parts) for (const [question, answer] of asked) this.noteAsker(question, answer, resource);
  }

  private noteAsker(question: Question, answer: unknown, resource: Resource): void {
    const known = this.askers.get(question);
    if (known) known.resources.add(resource);
    else {
      this.askers.set(question, { answer, resources: new Set([resource]) });
      const questions = this.questions.get(question.fact) ?? new Set<Question>();
      this.questions.set(question.fact, questions.add(question));
    }
  }

  private forget(resource: Resource): void {
    this.stale.delete(resource);
    for (const { asked } of this.checked.get(resource)?.parts ?? []) {
      for (const question of asked.keys()) {
        const known = this.askers.get(question);
        known?.resources.delete(resource);
        if (known?.resources.size !== 0) continue;
        this.askers.delete(question);
        this.questions.get(question.fact)?.delete(question);
      }
    }
    this.checked.delete(resource);
  }
}
