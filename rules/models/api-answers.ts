import type { LibraryModel } from "../../engine/authoring.ts";

/** What a function answers a request with. The names of headers are written in any case. */
export default {
  library: "answers to requests",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (November 2026)",
  facts: [
    { sink: "html", answer: "body" },
    { sink: "redirect", answer: "headers.location" },
    { sink: "redirect", answer: "multiValueHeaders.location.*" },
    { sink: "header", answer: "headers.*" },
    { sink: "header", answer: "multiValueHeaders.*.*" },
    { sink: "header", answer: "cookies.*" },
  ],
} satisfies LibraryModel;
