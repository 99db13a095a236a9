import type { Outcome, Proof } from "./proof.ts";

const request = (key: string) => ({
  pathParameters: { key },
  requestContext: { authorizer: { jwt: { claims: { sub: "ada" } } } },
});
const said = ({ answer }: Outcome) => (answer as { body?: string } | undefined)?.body;
const items = "dynamodb-items.cjs";

const proofs: readonly Proof[] = [
  {
    rule: "injection/s3-key",
    title: "the path of an API is the key",
    engine: "objects by key",
    packages: { "@aws-sdk/client-s3": "s3-objects.cjs" },
    data: JSON.stringify({ "invoice.txt": "ada: 5", "ada/invoice.txt": "ada: 5", "bert/invoice.txt": "bert: 7" }),
    code: "The path of an API with an authoriser is the key",
    attack: {
      event: request("bert/invoice.txt"),
      before: "another customer's invoice is read",
      after: "nothing is found below the caller's own id",
      succeeds: (outcome) => said(outcome)?.startsWith("bert") === true,
    },
    honest: {
      event: request("invoice.txt"),
      answer: "the caller's own invoice",
      isAnswered: (outcome) => said(outcome) === "ada: 5",
    },
  },
  {
    rule: "injection/mass-assignment",
    title: "an item as the request sends it",
    engine: "a table without a schema",
    packages: { "@aws-sdk/client-dynamodb": items, "@aws-sdk/lib-dynamodb": items },
    code: "The body spread into an item",
    attack: {
      event: { body: JSON.stringify({ title: "x", place: "y", owner: "somebody else", approved: true }) },
      before: "the photo is approved and belongs to another",
      after: "only title and place are taken",
      succeeds: ({ noted }) => noted.some((item) => (item as { approved?: boolean }).approved === true),
    },
    honest: {
      event: { body: JSON.stringify({ title: "garden", place: "Bern" }) },
      answer: "the photo is stored",
      isAnswered: ({ noted }) => noted.some((item) => (item as { place?: string }).place === "Bern"),
    },
  },
];

export default proofs;
