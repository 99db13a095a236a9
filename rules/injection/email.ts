import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/email",
    severity: "warning",
    confidence: "medium",
    summary: "Text of the event becomes the head of an e-mail, or its content is an object of the request",
    why: 'A message that is put together as text has headers, an empty line and a body. A line break in a subject or a name adds headers: `Bcc` sends the message to others, a second body replaces the first, and all of it comes from a sender that receivers trust.\n\nLibraries that put messages together encode headers, but take objects where a text is expected. nodemailer reads `{ "path": "/proc/self/environ" }` as a content\'s `html` from the disk and sends it, credentials included. Whoever may send the whole message also says to whom and from whom.',
    duty: "code",
    cwe: [93, 73],
    controls: ["SAS-1"],
    references: [
      { title: "nodemailer: Attachments", url: "https://nodemailer.com/message/attachments" },
      { title: "nodemailer: Custom source", url: "https://nodemailer.com/message/custom-source/" },
    ],
    examples: [
      {
        title: "A subject in a message that is text",
        bad: `const { SESClient, SendRawEmailCommand } = require("@aws-sdk/client-ses");
const ses = new SESClient({});

exports.handler = async (event) => {
  const { subject, text } = JSON.parse(event.body);
  const message = ["From: shop@example.com", "To: team@example.com", "Subject: " + subject, "", text].join("\\r\\n");
  await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) } }));
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body.subject' of the request can add headers to the message of 'SendRawEmailCommand'
  return { statusCode: 202 };
};`,
      },
      {
        title: "A content that may be a file, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createTransport } from "nodemailer";

const transport = createTransport(process.env.SMTP_URL);

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { email, note } = JSON.parse(event.body ?? "{}");
  await transport.sendMail({ from: "shop@example.com", to: email, subject: "Your note", text: note });
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body.note' of the request may be an object that 'transport.sendMail' reads a file by
  return { statusCode: 202 };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createTransport } from "nodemailer";

const transport = createTransport(process.env.SMTP_URL);

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { email, note } = JSON.parse(event.body ?? "{}");
  await transport.sendMail({ from: "shop@example.com", to: email, subject: "Your note", text: String(note) });
  return { statusCode: 202 };
};`,
      },
      {
        title: "A body of text, and headers that a library writes",
        good: `const { SESClient, SendEmailCommand, SendRawEmailCommand } = require("@aws-sdk/client-ses");
const { createTransport } = require("nodemailer");
const ses = new SESClient({});
const transport = createTransport(process.env.SMTP_URL);
const head = "From: shop@example.com\\r\\nTo: team@example.com\\r\\nSubject: Note\\r\\n\\r\\n";

exports.handler = async (event) => {
  const { subject, note, email } = JSON.parse(event.body);
  await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(head + note) } }));
  await ses.send(new SendEmailCommand({ Destination: { ToAddresses: [email] }, Message: { Subject: { Data: subject } } }));
  await transport.sendMail({ to: email, subject, text: String(note), html: \`<p>\${Number(note)}</p>\` });
  return { statusCode: 202 };
};`,
      },
    ],
  },
  to: "email",
  accepts: (flow) =>
    flow.facts["form"] === "raw" && (flow.part === undefined || isInBody(flow.outline ?? outlineOf(flow.value, flow))),
  message: (flow) => {
    const source = `'${shown(flow.source, 36)}' of ${flow.event}`;
    const sink = `'${shown(flow.sink, 32)}'`;
    if (flow.facts["form"] === "raw") return `${source} can add headers to the message of ${sink}`;
    if (flow.facts["form"] === "whole") return `${source} is the whole message of ${sink}, receivers included`;
    return `${source} may be an object that ${sink} reads a file by`;
  },
  fix: asText,
});

/** Whether all that is put in stands behind the empty line that ends the headers. */
function isInBody(outline: string | undefined): boolean {
  const end = outline?.search(/\r?\n\r?\n/) ?? -1;
  return outline !== undefined && end >= 0 && !outline.slice(0, end).includes("\0");
}

/** A raw message is text that was made bytes: what is known of the text. */
function outlineOf(e: Code.Expression, flow: Flow, depth = 0): string {
  const constant = flow.literal(e);
  if (typeof constant === "string") return constant;
  const inner = (part: Code.Expression) => outlineOf(part, flow, depth + 1);
  const [first] = e.kind === "call" ? e.args : [];
  if (depth > 6) return "\0";
  if (e.kind === "name") return inner(flow.definition(e.name) ?? e);
  if (e.kind === "call" && first && /^(?:Buffer\.from|new TextEncoder\(\)\.encode)$/.test(textAt(e.callee)))
    return inner(first);
  if (
    e.kind === "call" &&
    e.callee.kind === "member" &&
    e.callee.property === "join" &&
    e.callee.object.kind === "array"
  ) {
    const between = first === undefined ? "," : inner(first);
    return e.callee.object.items.map(inner).join(between);
  }
  if (e.kind === "template" && !e.tag)
    return e.texts.map(({ value }, index) => (index > 0 ? inner(e.expressions[index - 1] ?? e) : "") + value).join("");
  let text = "";
  let left: Code.Expression = e;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) text = inner(left.right) + text;
  return left === e ? "\0" : inner(left) + text;
}

function asText({ facts, part, argument, value }: Flow, edit: Edit): Cure | undefined {
  if (facts["form"] !== "content" || argument.kind !== "object" || !/^(?:text|html|amp|watchHtml)$/.test(part ?? ""))
    return undefined;
  const property = argument.properties.find((one) => one.value === value);
  if (!property || !/^(?:name|member)$/.test(value.kind)) return undefined;
  const text = `String(${textAt(value)})`;
  const edits = property.shorthand ? edit.text(property, `${part}: ${text}`) : edit.text(value, text);
  return { title: "Make text of it", safety: "unsafe", edits };
}
