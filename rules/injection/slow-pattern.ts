import { type Code, type Cure, type Edit, type Flow, nodesOf, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/slow-pattern",
    severity: "warning",
    confidence: "high",
    summary: "A pattern that can take forever is tried on text of the event",
    why: "JavaScript tries a pattern by going back: where a text can be split between two repetitions in many ways, each way is tried before the pattern is found not to fit. In `(\\\\w+\\\\s?)*$` each letter may belong to the turn before or begin a new one, so that thirty letters and one that does not fit need a billion tries. The function is paid for until its time limit, and others that it should have served wait.\n\nOnly patterns are reported for which a text was found on which the count of tries really explodes: exponentially, or with the third power of its length. Let each character belong to one repetition only, or refuse texts of more than some hundred characters before.",
    duty: "code",
    cwe: [1333, 400],
    controls: ["SAS-8"],
    references: [
      {
        title: "OWASP: Regular expression Denial of Service",
        url: "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",
      },
      {
        title: "CWE-1333: Inefficient Regular Expression Complexity",
        url: "https://cwe.mitre.org/data/definitions/1333.html",
      },
    ],
    examples: [
      {
        title: "A repetition in a repetition",
        bad: `exports.handler = async (event) => {
  const isValid = /^([a-z0-9]+)*$/i.test(event.queryStringParameters.name);
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '/^([a-z0-9]+)*$/i' may take forever on 'event.queryStringParameters.name' of the request
  return { statusCode: isValid ? 200 : 400, body: "" };
};`,
        fixed: `exports.handler = async (event) => {
  const isValid = /^([a-z0-9]*)$/i.test(event.queryStringParameters.name);
  return { statusCode: isValid ? 200 : 400, body: "" };
};`,
      },
      {
        title: "Words with a space that may be missing, in a helper",
        file: "handler.ts",
        bad: `import type { SQSEvent } from "aws-lambda";

const titleIn = (text: string) => text.match(/^title:((?:\\w+\\s?)+)$/)?.[1];
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '/^title:((?:\\w+\\s?)+)$/' may take forever on 'event.Records[].body' of the message

export const handler = async ({ Records }: SQSEvent) => {
  for (const record of Records) console.log(titleIn(record.body));
};`,
      },
      {
        title: "Each character has one place, the text is the code's own, or it is short",
        good: `const name = /^[a-z]+(?:-[a-z]+)*$/;
const address = /^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/;
const slow = /^(\\w+\\s?)*$/;
const isFine = slow.test("a constant text");

exports.handler = async (event) => {
  const { a, b, c } = event.queryStringParameters;
  const checks = [name.test(a), address.test(b), a.replace(/\\s+$/, ""), b.split(/\\s*,\\s*/)];
  if (c.length > 20) return { statusCode: 400, body: "" };
  return { statusCode: 200, body: JSON.stringify([...checks, isFine, slow.test(c)]) };
};`,
      },
    ],
  },
  to: "slow-pattern",
  accepts: hasShortText,
  message: (flow) =>
    `'${shown(textAt(patternOf(flow) ?? flow.call), 30)}' may take forever on '${shown(flow.source, 40)}' of ${flow.event}`,
  fix: oneRepetition,
});

/** The pattern as it is written at the call. */
function patternOf({ call }: Flow): Code.Expression | undefined {
  if (call.kind !== "call" || call.callee.kind !== "member") return undefined;
  return /^(?:test|exec)$/.test(String(call.callee.property)) ? call.callee.object : call.args[0];
}

/** Whether the function around compares some length with a small number: what is left is too short to take long. */
function hasShortText(flow: Flow): boolean {
  const scope = flow.around(flow.call).find((node) => node.kind === "function");
  if (!scope) return false;
  for (const node of nodesOf(scope)) {
    if (node.kind !== "binary" || !/^[<>]=?$/.test(node.operator)) continue;
    const [a, b] = [node.left, node.right];
    if ((isLength(a) && isSmall(flow.literal(b))) || (isLength(b) && isSmall(flow.literal(a)))) return true;
  }
  return false;
}

const isLength = (e: Code.Expression): boolean => e.kind === "member" && e.property === "length";
const isSmall = (value: unknown): boolean => typeof value === "number" && value > 1 && value <= 1000;

/** `(x+)*` and the like say no more than one of the two repetitions. */
function oneRepetition(flow: Flow, edit: Edit): Cure | undefined {
  const written = patternOf(flow);
  const pattern = written?.kind === "name" ? flow.definition(written.name) : written;
  if (pattern?.kind !== "literal" || !pattern.regex) return undefined;
  const text = textAt(pattern);
  const mended = text.replace(
    /\((\?:)?((?:\[(?:[^\]\\]|\\.)+\]|\\[wdsWDS]|\w))[+*]\)[+*]/,
    (whole, open: string | undefined, inner: string) => {
      const sign = /\+\)\+$/.test(whole) ? "+" : "*";
      return open === undefined ? `(${inner}${sign})` : `${inner}${sign}`;
    },
  );
  if (mended === text) return undefined;
  return { title: "Repeat once only", safety: "unsafe", edits: edit.text(pattern, mended) };
}
