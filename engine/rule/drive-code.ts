import type { Flow } from "../flow/flow.ts";
import type { CodeContext } from "../program/code.ts";
import { type CodeNode, nodesByKind } from "../program/walk.ts";
import type { Task } from "../task.ts";
import type { Guarded, Hit } from "./hit.ts";
import type { CodeRule, Rule, TaintRule } from "./rule.ts";

/** Hits of code rules in a script; a module that no handler belongs to is left alone. */
export function* codeHits(context: CodeContext, rules: readonly Rule[], guard: Guarded): Task<readonly Hit[]> {
  const { document } = context;
  const byKind = wakes(rules);
  const hits: Hit[] = [];
  for (const statement of document.statements) {
    const nodes = nodesByKind(statement);
    for (const [kind, woken] of byKind) {
      for (const node of nodes.get(kind) ?? []) {
        for (const rule of woken) hits.push(...guard(rule, document.file.path, () => rule.check(node, context)));
      }
    }
    yield;
  }
  return hits;
}

function wakes(rules: readonly Rule[]): ReadonlyMap<CodeNode["kind"], readonly CodeRule<unknown>[]> {
  const byKind = new Map<CodeNode["kind"], CodeRule<unknown>[]>();
  for (const rule of rules) {
    if (rule.kind === "code") for (const kind of rule.on) byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  return byKind;
}

/** Hits of taint rules for flows, wherever they end. */
export function* taintHits(flows: readonly Flow[], rules: readonly Rule[], guard: Guarded): Task<readonly Hit[]> {
  const taintRules = rules.filter((rule): rule is TaintRule => rule.kind === "taint");
  const hits: Hit[] = [];
  for (const flow of flows) {
    for (const rule of taintRules) {
      if (rule.to !== flow.kind) continue;
      hits.push(
        ...guard(rule, flow.sinkAt.block.path, () =>
          rule.accepts?.(flow) ? [] : [{ at: flow.sinkAt, data: flow, trace: flow.trace, confidence: flow.confidence }],
        ),
      );
    }
    yield;
  }
  return hits;
}
