import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, expressMakers } from "./_requests.ts";

const express = callbackOf(expressMakers, 1);
const hono = callbackOf(["hono.Hono.new()"]);
const fastify = callbackOf(["fastify()", "fastify.default()", "fastify.fastify()"], 1);
const koa = callbackOf(["koa.new()", "@koa/router.new()", "koa-router.new()"]);

const of = (answers: readonly string[], ...methods: readonly string[]): readonly string[] =>
  answers.flatMap((answer) => methods.map((method) => `${answer}.${method}`));

/** What the functions of routes answer with. Express sends a text as a page, unless told otherwise; fastify and koa do not. */
export default {
  library: "answers of web frameworks",
  source:
    "https://expressjs.com/en/api.html#res, https://hono.dev/docs/api/context, https://fastify.dev/docs/latest/Reference/Reply/, https://koajs.com/ (November 2026)",
  facts: [
    // an object is sent as JSON
    { sink: "html", callees: of(express, "send", "status().send"), properties: [], facts: { is: "answer" } },
    { sink: "html", callees: of(hono, "html"), facts: { is: "page" } },
    { sink: "path", callees: of(express, "sendFile", "download") },
    { sink: "redirect", callees: of([...express, ...hono, ...koa], "redirect") },
    { sink: "redirect", callees: of([...express, ...fastify], "redirect"), argument: 1 },
  ],
} satisfies LibraryModel;
