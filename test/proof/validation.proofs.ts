import type { Outcome, Proof } from "./proof.ts";

const statusOf = ({ answer }: Outcome): unknown => (answer as { statusCode?: number } | undefined)?.statusCode;
const textOf = ({ answer }: Outcome): unknown => (answer as { body?: string } | undefined)?.body;

const proofs: readonly Proof[] = [
  {
    rule: "validation/json-parse",
    title: "a body that is no JSON",
    engine: "Node.js",
    code: "Fields of a body that may be anything",
    attack: {
      event: { body: "{ no json" },
      before: "the function fails, which counts as an error of the service",
      after: "the caller is told with a 400",
      succeeds: ({ error }) => error !== undefined,
    },
    honest: {
      event: { body: '{ "name": "Ada" }' },
      answer: "the name comes back",
      isAnswered: (outcome) => statusOf(outcome) === 200 && textOf(outcome) === "Ada",
    },
  },
  {
    rule: "validation/result-ignored",
    title: "a text where the schema asks for a number",
    engine: "Ajv",
    code: "A yes or no that is dropped",
    packages: { ajv: undefined },
    attack: {
      event: { body: '{ "id": "1 or 1=1" }' },
      before: "the text is used as the number",
      after: "the request is turned away with a 400",
      succeeds: (outcome) => statusOf(outcome) === 200 && textOf(outcome) === "1 or 1=1",
    },
    honest: {
      event: { body: '{ "id": 7 }' },
      answer: "the number comes back",
      isAnswered: (outcome) => statusOf(outcome) === 200 && textOf(outcome) === "7",
    },
  },
];

export default proofs;
