import { type Code, type CodeContext, type CodeNode, nodesOf, textAt } from "../../engine/authoring.ts";
import type { CaughtError } from "./_caught-error.ts";

/** An error's own words on their way into an answer. */
export interface Leak {
  /** `err.message`. */
  readonly words: Code.Expression;
  /** The whole text or value that is made of them alone: what stands in the answer. */
  readonly carrier: Code.Expression;
  /** What makes the answer: an object, a call, an assignment. */
  readonly answer: CodeNode;
  /** The answer's status, if it is written there. */
  readonly status?: number;
}

/** Whether a use of an error puts its words into an answer, and where. */
export function leakOf(use: Code.Name, error: CaughtError, code: CodeContext): Leak | undefined {
  const chain = code.parents(use);
  let words: Code.Expression = use;
  let carrier: Code.Expression | undefined;
  let below: CodeNode = use;
  for (const node of [...chain].reverse()) {
    if (isAnswerAround(node, below, code)) {
      // a function of errors is judged by what it does with them, a text in a variable called `error` may be anybody's
      if (words.kind === "name" && (error.isParameter || node.kind === "call")) return undefined;
      return { words, carrier: carrier ?? words, answer: node, status: statusOf(node, code) };
    }
    const step = stepOf(node, below);
    if (step === "stop") return undefined;
    if (step === "words") words = node as Code.Expression;
    if (step === "text") carrier = node as Code.Expression;
    below = node;
  }
  return undefined;
}

/** What a node makes of the part below it: the error's words, a text around them, a value that holds them, or something else. */
function stepOf(node: CodeNode, below: CodeNode): "words" | "text" | "value" | "stop" {
  switch (node.kind) {
    case "member":
      return node.object === below &&
        /^(?:message|stack|toString|cause|sqlMessage|detail|replace|slice|substring|trim|split)$/.test(
          String(node.property),
        )
        ? "words"
        : "stop";
    case "call":
      if (node.callee === below) return "words";
      return callStep(node);
    case "template":
      return node.tag ? "stop" : "text";
    case "binary":
      return /^(?:\+|\|\||\?\?)$/.test(node.operator)
        ? "text"
        : /^&&$/.test(node.operator) && node.right === below
          ? "value"
          : "stop";
    case "conditional":
      return node.test === below ? "stop" : "text";
    case "object":
    case "array":
    case "spread":
    case "await":
      return "value";
    default:
      return "stop";
  }
}

function callStep(call: Code.Call): "words" | "value" | "stop" {
  const callee = textAt(call.callee);
  if (callee === "String" || /\binspect$/.test(callee)) return "words";
  return callee === "JSON.stringify" ? "value" : "stop";
}

/** An answer: an object with a status and a body, a function that makes one, or a variable that one takes its body from. */
function isAnswerAround(node: CodeNode, below: CodeNode, code: CodeContext): boolean {
  if (node.kind === "object")
    return (
      isAnswer(node) &&
      node.properties.some(({ key, value }) => value === below && (key === "body" || key === "headers"))
    );
  if (node.kind === "call") return node.args.some((arg) => arg === below) && isResponder(node, code);
  if (node.kind === "assignment")
    return node.value === below && (isBodyMember(node.target) || isBodyOfAnswer(node.target, node, code));
  return node.kind === "variable" && node.initial === below && isBodyOfAnswer(node.target, node, code);
}

const isAnswer = (object: Code.ObjectExpression): boolean =>
  ["statusCode", "body"].every((name) => object.properties.some(({ key }) => key === name));

const isBodyMember = (target: Code.Pattern): boolean => target.kind === "member" && target.property === "body";

/** Whether an answer of the same function has the variable as its body, as it is or as JSON. */
function isBodyOfAnswer(target: Code.Pattern, at: CodeNode, code: CodeContext): boolean {
  const scope = code.enclosing(at);
  if (target.kind !== "name" || !scope) return false;
  return [...nodesOf(scope)].some((node) => {
    if (node.kind !== "object" || !isAnswer(node)) return false;
    const body = node.properties.find(({ key }) => key === "body")?.value;
    return body !== undefined && new RegExp(`^(?:JSON\\.stringify\\()?${target.name}\\)?$`).test(textAt(body));
  });
}

/** A call, in what the handler returns, of a function that makes answers, by what is in it or by its name. */
function isResponder(call: Code.Call, code: CodeContext): boolean {
  if (!code.parents(call).some(({ kind }) => kind === "return")) return false;
  const { callee } = call;
  const declared = callee.kind === "name" ? code.declaration(callee.name, call) : undefined;
  const initial = declared?.kind === "variable" ? declared.statement.initial : undefined;
  if (initial?.kind === "function")
    return [...nodesOf(initial)].some((node) => node.kind === "object" && isAnswer(node));
  return /respon[sd]|reply|(?:server|internal|http|api)_?error$|^failure$/i.test(textAt(callee));
}

function statusOf(answer: CodeNode, code: CodeContext): number | undefined {
  const value =
    answer.kind === "object"
      ? answer.properties.find(({ key }) => key === "statusCode")?.value
      : answer.kind === "call"
        ? answer.args[0]
        : undefined;
  const status = value && code.literal(value);
  return typeof status === "number" ? status : undefined;
}
