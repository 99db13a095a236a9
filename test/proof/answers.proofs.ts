import { parse } from "parse5";
import { bodyOf, type Outcome, type Proof } from "./proof.ts";

interface Node {
  readonly nodeName: string;
  readonly value?: string;
  readonly childNodes?: readonly Node[];
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.childNodes ?? []).flatMap(nodesOf)];
const pageOf = (outcome: Outcome): readonly Node[] => nodesOf(parse(String(bodyOf(outcome))) as unknown as Node);
const textOf = (outcome: Outcome): string =>
  pageOf(outcome)
    .map(({ value }) => value ?? "")
    .join("");

const headersOf = ({ answer }: Outcome): Readonly<Record<string, string>> =>
  (answer as { headers?: Record<string, string> } | undefined)?.headers ?? {};

const site = "https://shop.example.com";

/** Where a browser goes. */
const targetOf = (outcome: Outcome): URL => new URL(headersOf(outcome)["Location"] ?? "", site);

const attributesOf = (outcome: Outcome): readonly string[] =>
  (headersOf(outcome)["Set-Cookie"] ?? "").split(";").map((part) => part.trim());

const proofs: readonly Proof[] = [
  {
    rule: "injection/html-response",
    title: "a greeting in a page",
    engine: "an HTML parser (parse5)",
    code: "A greeting in a page",
    attack: {
      event: { queryStringParameters: { name: "<script>alert(1)</script>" } },
      before: "the page has a script in it",
      after: "the page shows the text",
      succeeds: (outcome) => pageOf(outcome).some(({ nodeName }) => nodeName === "script"),
    },
    honest: {
      event: { queryStringParameters: { name: "Ada" } },
      answer: "the name is greeted",
      isAnswered: (outcome) => textOf(outcome) === "Hello Ada",
    },
  },
  {
    rule: "injection/open-redirect",
    title: "back to where the link says",
    engine: "addresses as browsers read them",
    code: "Back to where the link says",
    attack: {
      event: { queryStringParameters: { next: "//evil.example/login" } },
      before: "the browser goes to another site",
      after: "the browser stays",
      succeeds: (outcome) => targetOf(outcome).host === "evil.example",
    },
    honest: {
      event: { queryStringParameters: { next: "/orders?page=2" } },
      answer: "the page of the site",
      isAnswered: (outcome) => targetOf(outcome).href === `${site}/orders?page=2`,
    },
  },
  {
    rule: "injection/response-header",
    title: "a text in a cookie",
    engine: "the attributes of a cookie",
    code: "A cookie with a text of the request in it",
    attack: {
      event: { queryStringParameters: { theme: "x; Domain=example.com" } },
      before: "the cookie is sent to other hosts as well",
      after: "the text is the cookie's value",
      succeeds: (outcome) => attributesOf(outcome).includes("Domain=example.com"),
    },
    honest: {
      event: { queryStringParameters: { theme: "dark" } },
      answer: "the cookie is set",
      isAnswered: (outcome) => attributesOf(outcome)[0] === "theme=dark",
    },
  },
  {
    rule: "injection/log",
    title: "a name in a line",
    engine: "the lines of the output",
    code: "A name in a line",
    attack: {
      event: { queryStringParameters: { user: "ada\nSign-in of admin succeeded" } },
      before: "the log has a line that the sender wrote",
      after: "the line end is marked",
      succeeds: ({ output }) => output.split("\n").some((line) => line.startsWith("Sign-in of admin succeeded")),
    },
    honest: {
      event: { queryStringParameters: { user: "ada" } },
      answer: "the name is in the log",
      isAnswered: ({ output }) => /^Sign-in of "?ada"? failed$/m.test(output),
    },
  },
];

export default proofs;
