import { type Code, type CodeContext, nodesOf } from "../../engine/authoring.ts";

/** A call that tells whether a value is valid, rather than throwing. */
export interface Check {
  readonly call: Code.Call;
  /** The property of the result that tells, and whether it is there when the value is invalid; undefined: the answer itself tells. */
  readonly told?: { readonly by: string; readonly isFailure: boolean };
  /** The property that holds what is valid. */
  readonly holds?: string;
  /** The answer of Ajv's compiled functions stands in their `errors` too. */
  readonly alsoIn?: string;
}

/** Source: the API page of each library, as in rules/models (November 2026). */
const kinds: readonly (readonly [RegExp, Omit<Check, "call">])[] = [
  [/^(?:joi|@hapi\/joi)\..*\(\).*\.validate$/, { told: { by: "error", isFailure: true }, holds: "value" }],
  [
    /^(?:zod(?:\/\w+)?)\..*\.(?:safeParse|safeParseAsync|spa)$/,
    { told: { by: "success", isFailure: false }, holds: "data" },
  ],
  [/^valibot\.safeParse(?:Async)?$/, { told: { by: "success", isFailure: false }, holds: "output" }],
  [/^ajv(?:\/dist\/\w+)?\..*\.compile\(\)$/, { alsoIn: "errors" }],
  [/^ajv(?:\/dist\/\w+)?\..*\.validate$/, { alsoIn: "errors" }],
  [/^yup\..*\.(?:isValid|isValidSync)$/, {}],
  [/^(?:superstruct|valibot)\.is$/, {}],
];

export function checkIn(call: Code.Call, code: CodeContext): Check | undefined {
  const api = code.api(call.callee);
  const found = api === undefined ? undefined : kinds.find(([pattern]) => pattern.test(api));
  return found && { call, ...found[1] };
}

/** Whether a name is read in a function, beside where it is declared. */
export const isRead = (name: string, scope: Code.FunctionExpression): boolean =>
  nodesOf(scope).some((node) => node.kind === "name" && node.name === name);
