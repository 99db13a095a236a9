import type { Flow } from "../flow/flow.ts";
import { memo } from "../memo.ts";
import type { Statement } from "../program/ir.ts";
import { nodesByKind } from "../program/walk.ts";
import type { CodeView } from "../project/code-context.ts";
import type { Task } from "../task.ts";
import type { Confidence } from "./finding.ts";
import type { Guarded, Hit } from "./hit.ts";
import type { CodeRule, Rule, TaintRule } from "./rule.ts";
import { isAtLeast } from "./settings.ts";
import { WatchedCode } from "./watched-code.ts";

/**
 * Hits of code rules in a script. Those of a statement are kept as long as the answers about it are the same; a rule that looked at the
 * module as a whole is asked again.
 */
export function* codeHits(code: CodeView, rules: readonly Rule[], guard: Guarded): Task<readonly Hit[]> {
  const codeRules = rulesOf(rules);
  const hits: Hit[] = [];
  for (const statement of code.document.statements) {
    const state = code.stateOf(statement.block);
    let known = kept.get(statement);
    const isSame = known !== undefined && known.state === state && known.rules === codeRules;
    if (!known || !isSame) {
      known = { state, rules: codeRules, hits: [], again: codeRules, watched: new WatchedCode(code) };
      kept.set(statement, known);
    }
    known.watched.code = code;
    if (known.again.length > 0) hits.push(...askedAgain(statement, known, guard));
    hits.push(...known.hits);
    if (!isSame) yield;
  }
  return hits;
}

interface KeptHits {
  /** Undefined: no answer is to be relied on. */
  readonly state: string | undefined;
  readonly rules: readonly CodeRule<unknown>[];
  hits: readonly Hit[];
  /** The rules whose hits are not kept. */
  again: readonly CodeRule<unknown>[];
  readonly watched: WatchedCode;
}

const kept = new WeakMap<Statement, KeptHits>();

const rulesOf = memo((rules: readonly Rule[]): readonly CodeRule<unknown>[] =>
  rules.filter((rule): rule is CodeRule<unknown> => rule.kind === "code"),
);

/** The hits that cannot be kept; the others are kept. */
function askedAgain(statement: Statement, known: KeptHits, guard: Guarded): readonly Hit[] {
  const { watched } = known;
  const nodes = nodesByKind(statement);
  const again: CodeRule<unknown>[] = [];
  const [lasting, passing]: [Hit[], Hit[]] = [[...known.hits], []];
  for (const rule of known.again) {
    watched.sawDocument = false;
    const own = rule.on.flatMap((kind) =>
      (nodes.get(kind) ?? []).flatMap((node) => guard(rule, statement.block.path, () => rule.check(node, watched))),
    );
    const isLasting = known.state !== undefined && !watched.sawDocument;
    if (!isLasting) again.push(rule);
    (isLasting ? lasting : passing).push(...own);
  }
  known.hits = lasting;
  known.again = again;
  return passing;
}

/** Hits of taint rules for flows, wherever they end. */
export function* taintHits(flows: readonly Flow[], rules: readonly Rule[], guard: Guarded): Task<readonly Hit[]> {
  const taintRules = rules.filter((rule): rule is TaintRule => rule.kind === "taint");
  const hits: Hit[] = [];
  const told = new Map<Flow["call"], { readonly rule: Rule; readonly entry: Flow["entry"] }[]>();
  for (const flow of flows) {
    for (const rule of taintRules) {
      const before = told.get(flow.call) ?? [];
      if (rule.to !== flow.kind || before.some((one) => one.rule === rule && one.entry === flow.entry)) continue;
      const known = hits.length;
      hits.push(
        ...guard(rule, flow.sinkAt.block.path, () =>
          rule.accepts?.(flow)
            ? []
            : [
                {
                  at: flow.sinkAt,
                  data: flow,
                  trace: flow.trace,
                  confidence: lesser(flow.confidence, rule.meta.confidence),
                },
              ],
        ),
      );
      if (hits.length > known) told.set(flow.call, [...before, { rule, entry: flow.entry }]);
    }
    yield;
  }
  return hits;
}

/** The less sure of the two: a finding is never surer than its rule. */
const lesser = (a: Confidence, b: Confidence): Confidence => (isAtLeast(a, b) ? b : a);
