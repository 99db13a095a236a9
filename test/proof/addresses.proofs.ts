import { bodyOf, type Outcome, type Proof } from "./proof.ts";

const says =
  (text: string) =>
  (outcome: Outcome): boolean =>
    bodyOf(outcome) === text;

const address = (host: string) => ({ queryStringParameters: { url: `http://${host}:$PORT/`, host: `${host}:$PORT` } });

const shared = {
  rule: "injection/ssrf",
  engine: "an HTTP server on loopback",
  prepare: "two-hosts.cjs",
  attack: {
    event: address("127.0.0.1"),
    before: "what only the inside can read is answered",
    after: "no request is sent",
    succeeds: says("the role's key"),
  },
  honest: { event: address("localhost"), answer: "what the allowed host says", isAnswered: says("the weather") },
} as const;

const proofs: readonly Proof[] = [
  { ...shared, title: "the address is a parameter", code: "The address is a parameter of the request" },
  {
    ...shared,
    title: "the host is a part of the address",
    code: {
      "handler.js": `exports.handler = async (event) => {
  const { host } = event.queryStringParameters;
  const answer = await fetch(\`http://\${host}/status\`);
  return { statusCode: 200, body: await answer.text() };
};`,
    },
  },
];

export default proofs;
