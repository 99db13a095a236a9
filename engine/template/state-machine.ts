import type { Node, Scalar } from "../syntax/node.ts";
import { treeBeside } from "./beside.ts";
import { derived } from "./derived.ts";
import { embeddedValue } from "./embedded-json.ts";
import { mappingOf } from "./fields.ts";
import type { Resource } from "./model.ts";
import { substituting } from "./texts.ts";
import type { MapEntry, Value } from "./value.ts";
import { at, items, map, text } from "./value.ts";
import { namelessResolver } from "./whole-file.ts";

/** What a state machine does, in whatever form its definition is written. */
export interface StateMachine {
  readonly resource: Resource;
  /** The whole definition, with what fills it in: findings point where it is written, which may be another file. */
  readonly definition: Value;
  /** `JSONPath` or `JSONata`. */
  readonly language: string;
  /** All states, those of `Parallel` and `Map` after the state that holds them. */
  readonly states: readonly State[];
  /** Not all of it can be read. */
  readonly isComplete: boolean;
}

export interface State {
  readonly name: string;
  readonly key: Scalar;
  readonly at: Node;
  readonly type: string | undefined;
  readonly written: Value;
  /** The state that this one is a part of. */
  readonly within: State | undefined;
  /** The definition, branch or item processor whose `States` it is one of. */
  readonly flow: Value;
}

/** The state machine that a resource is. Undefined: it is none, or its definition is not to be read. */
export const stateMachineOf = derived((resource): StateMachine | undefined => {
  if (resource.type !== "AWS::StepFunctions::StateMachine") return undefined;
  const written = definitionOf(resource);
  const definition = written && substituting(written, resource.property("DefinitionSubstitutions")?.value);
  if (!definition || !map(definition)) return undefined;
  const found: State[] = [];
  const isComplete = collect(definition, undefined, found, 0);
  const language = text(at(definition, "QueryLanguage")) ?? "JSONPath";
  return { resource, definition, language, states: found, isComplete };
});

function definitionOf(resource: Resource): Value | undefined {
  const inline = resource.property("Definition");
  if (inline) return map(inline.value) ? inline.value : undefined;
  const string = resource.property("DefinitionString");
  if (string) return inText(string.at, resource);
  const place = resource.property("DefinitionS3Location")?.value;
  const path = text(place);
  const root = path === undefined ? undefined : treeBeside(resource.template, path)?.roots[0];
  return root && namelessResolver.resolve(root);
}

/** The JSON in a text, or a value that `Fn::ToJsonString` makes a text of. */
function inText(node: Node, resource: Resource): Value | undefined {
  const whole = mappingOf(node)?.entries;
  const [only] = whole ?? [];
  const isJson = whole?.length === 1 && only?.key.value === "Fn::ToJsonString";
  const argument = isJson
    ? only.value
    : node.tag === "!ToJsonString"
      ? ({ ...node, tag: undefined } as Node)
      : undefined;
  return argument ? resource.template.resolve(argument) : embeddedValue(node, resource.template);
}

/** Deeper flows than this are left alone. */
const deepest = 20;
const mostStates = 10_000;

/** Whether all of a flow and those inside of it could be read. */
function collect(flow: Value | undefined, within: State | undefined, found: State[], depth: number): boolean {
  const states = map(at(flow, "States"));
  if (!flow || !states || depth > deepest || found.length > mostStates) return false;
  let isComplete = true;
  for (const entry of states.entries) {
    const state = stateFrom(entry, within, flow);
    found.push(state);
    for (const inner of flowsIn(state)) isComplete = collect(inner, state, found, depth + 1) && isComplete;
    if (!map(state.written)) isComplete = false;
  }
  return isComplete;
}

const stateFrom = ({ key, node, value: written }: MapEntry, within: State | undefined, flow: Value): State => ({
  name: String(key.value),
  key,
  at: node,
  type: text(at(written, "Type")),
  written,
  within,
  flow,
});

function flowsIn({ type, written }: State): readonly Value[] {
  if (type === "Parallel") return items(at(written, "Branches"));
  const processor = type === "Map" ? (at(written, "ItemProcessor") ?? at(written, "Iterator")) : undefined;
  return processor ? [processor] : [];
}
