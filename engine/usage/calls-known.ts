import type { Call, Expression, FunctionExpression } from "../program/ir.ts";
import type { Thing } from "./thing.ts";

interface Asked {
  of(e: Expression): readonly Thing[];
  along(things: readonly Thing[], path: readonly string[]): readonly Thing[];
  returned(fn: FunctionExpression): readonly Thing[];
}

/** Functions of packages that give back the client that they are given. */
const capturing = /(?:^|\.)(?:captureAWSv3Client|captureAWSClient|captureAWS)$/;
const identities =
  /^(?:Object\.(?:freeze|seal|assign|create)|Promise\.(?:all|allSettled|race|any|resolve)|Array\.from|structuredClone|util\.promisify|\w+\.promisifyAll|String)$/;
const itemMethods = /^(?:find|findLast|pop|shift|at)$/;
const sameItems = /^(?:filter|slice|concat|reverse|toReversed|sort|toSorted|flat|splice|values)$/;

/** What a call gives back that is one of the things it is given; undefined: it is another kind of call. */
export function passedOn(e: Call, asked: Asked): readonly Thing[] | undefined {
  const { callee } = e;
  const [first] = e.args;
  if (callee.kind !== "member" || typeof callee.property !== "string") {
    const isPassing =
      callee.kind === "name" && /^(?:capture(?:AWS|AWSClient|AWSv3Client)|promisify|promisifyAll)$/.test(callee.name);
    return isPassing && first ? asked.of(first) : undefined;
  }
  const { property, object } = callee;
  if (capturing.test(property) && first) return asked.of(first);
  const path = object.kind === "name" ? `${object.name}.${property}` : property;
  if (identities.test(path) && first) return e.args.flatMap((one) => (one.kind === "spread" ? [] : asked.of(one)));
  if (/^(?:parse|cleanEnv|parseEnv)$/.test(property) && first) {
    const environment = asked.of(first).filter((one) => one.kind === "library" && one.path === "process.env");
    if (environment.length > 0) return environment;
  }
  if (property === "bind") return asked.of(object);
  if (property === "call" || property === "apply") return undefined;
  if (property === "then" && first) {
    const then = asked
      .of(first)
      .flatMap((one) => (one.kind === "value" && one.value.kind === "function" ? asked.returned(one.value) : []));
    return then.length > 0 ? then : undefined;
  }
  if (property === "catch" || property === "finally") return asked.of(object);
  if (!isListMethod(property)) return undefined;
  const lists = asked.of(object).filter(isList);
  if (lists.length === 0) return undefined;
  return itemMethods.test(property) ? asked.along(lists, ["[]"]) : sameItems.test(property) ? lists : undefined;
}

const isListMethod = (property: string): boolean => itemMethods.test(property) || sameItems.test(property);

const isList = (thing: Thing): boolean =>
  thing.kind === "list" || (thing.kind === "value" && thing.value.kind === "array");

/** The items of a list that a call makes. */
export function itemsMadeBy(e: Call, asked: Asked): (() => readonly Thing[]) | undefined {
  const { callee } = e;
  const [first, second] = e.args;
  if (callee.kind !== "member" || !first) return undefined;
  const path = callee.object.kind === "name" ? `${callee.object.name}.${callee.property}` : "";
  if (path === "Object.values") return () => asked.along(asked.of(first), ["[]"]);
  if (path === "Array.from" && second) return () => resultsOf(second, asked);
  if (callee.property === "map" || callee.property === "flatMap") return () => resultsOf(first, asked);
  return undefined;
}

const resultsOf = (fn: Expression, asked: Asked): readonly Thing[] =>
  asked
    .of(fn)
    .flatMap((one) => (one.kind === "value" && one.value.kind === "function" ? asked.returned(one.value) : []));
