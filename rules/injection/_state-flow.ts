import { type State, type StateMachine, value } from "../../engine/authoring.ts";

/** Whether some choice of the machine compares the field that a path (`$.id`) begins with: that may be its check. */
export function isCompared(path: string, machine: StateMachine): boolean {
  const field = fieldOf(path);
  return machine.states.some(({ type, written }) => type === "Choice" && compares(value.at(written, "Choices"), field));
}

/**
 * Whether a path of a state's input surely is what the execution was started with: the state is reached without anything before it that
 * could have put other data there.
 */
export function isStartingInput(path: string, state: State, machine: StateMachine): boolean {
  if (ofExecution.test(path)) return true;
  if (state.within || value.at(state.written, "InputPath")) return false;
  const field = fieldOf(path);
  const states = new Map(machine.states.filter(({ within }) => !within).map((one) => [one.name, one]));
  const start = value.text(value.at(machine.definition, "StartAt"));
  const seen = new Set<string>();
  const reached = start === undefined ? [] : [start];
  for (let name = reached.pop(); name !== undefined; name = reached.pop()) {
    const at = states.get(name);
    if (at === state) return true;
    if (!at || seen.has(name) || !handsOn(at, field)) continue;
    seen.add(name);
    reached.push(...followersOf(at));
  }
  return false;
}

const ofExecution = /^\$(?:\$|states\.context)\.Execution\.Input/;

const fieldOf = (path: string): string =>
  /^(?:\$\$\.Execution\.Input|\$states\.context\.Execution\.Input|\$states\.input|\$)\.?([\w-]*)/.exec(path)?.[1] ?? "";

/** Whether what comes out of a state still has the field that came in. */
function handsOn({ type, written }: State, field: string): boolean {
  const has = (name: string) => value.at(written, name) !== undefined;
  if (has("InputPath") || has("OutputPath") || has("Output") || has("Assign")) return false;
  if (type === "Wait" || type === "Choice") return true;
  if (type === "Pass") return !has("Parameters") && !has("Result");
  const result = value.primitive(value.at(written, "ResultPath"));
  return result === null ? has("ResultPath") : typeof result === "string" && isBeside(result, field);
}

const isBeside = (result: string, field: string): boolean =>
  /^\$\.[\w-]+/.test(result) && field !== "" && /^\$\.([\w-]+)/.exec(result)?.[1] !== field;

/** Whether a rule of a choice has the field in a comparison; that it is there, or a string, says nothing of its text. */
function compares(rule: value.Value | undefined, field: string, depth = 0): boolean {
  if (!rule || depth > 10) return false;
  const names = value.text(value.at(rule, "Variable")) ?? value.text(value.at(rule, "Condition"));
  const isAsked = value.map(rule)?.entries.some(({ key }) => /^(?:IsPresent|IsNull|IsString)$/.test(String(key.value)));
  if (names?.includes(field)) return !isAsked;
  const inside = value.map(rule)?.entries.map((entry) => entry.value) ?? value.items(rule);
  return inside.some((one) => compares(one, field, depth + 1));
}

function followersOf({ written }: State): readonly string[] {
  const choices = value.items(value.at(written, "Choices"));
  const named = [
    value.at(written, "Next"),
    value.at(written, "Default"),
    ...choices.map((one) => value.at(one, "Next")),
  ];
  return named.flatMap((one) => value.text(one) ?? []);
}
