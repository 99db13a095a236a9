import { type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { leadsAway, sketchOf } from "./_address.ts";
import { instead, isAsItCame, isParameter, wrapped } from "./_escaped.ts";

export default taintRule({
  meta: {
    id: "injection/open-redirect",
    severity: "warning",
    confidence: "high",
    summary: "Text of the event decides where a redirect leads",
    why: "A link to the site itself is trusted, by people and by filters. If the function sends whoever follows it on to an address that stands in the link, the link leads to any site: to a copy of the sign-in page, or, in a flow of sign-in, to a server that collects the codes and tokens in the address.\n\nA path of the site's own begins with one slash: `//example.com` and `/\\example.com` are hosts to a browser. Where other sites are meant, their hosts belong in a list.",
    duty: "code",
    cwe: [601],
    controls: ["SAS-1"],
    references: [
      {
        title: "OWASP: Unvalidated Redirects and Forwards Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html",
      },
      { title: "MDN: Location", url: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Location" },
    ],
    examples: [
      {
        title: "Back to where the link says",
        bad: `exports.handler = async (event) => {
  const { next } = event.queryStringParameters;
  return { statusCode: 302, headers: { Location: next } };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the redirect leads wherever 'event.queryStringParameters.next' of the request says
};`,
        fixed: `exports.handler = async (event) => {
  const { next } = event.queryStringParameters;
  return { statusCode: 302, headers: { Location: /^\\/[\\w-][\\w./?=&%-]*$/.test(next) ? next : "/" } };
};`,
      },
      {
        title: "A slash before a text that may begin with another one",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

const redirect = (location: string): APIGatewayProxyResult => ({
  statusCode: 303,
  headers: { location },
  body: "",
});

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const to = event.queryStringParameters?.to ?? "";
  if (to === "") return redirect("/home");
  return redirect(\`/\${to}\`);
         ^^^^^^^^^^^^^^^^^^ the redirect leads wherever 'event.queryStringParameters.to' of the request says
};`,
      },
      {
        title: "A host in front that does not end",
        bad: `const SITE = "https://shop.example.com";

exports.handler = (event, context, callback) => {
  const target = SITE + event.queryStringParameters.path;
  callback(null, { statusCode: 301, headers: { Location: target } });
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the redirect leads wherever 'event.queryStringParameters.path' of the request says
};`,
      },
      {
        title: "A path of the site, a host of the code's own, one of a list, and an address that is no redirect",
        good: `const HOSTS = ["shop.example.com", "pay.example.com"];

exports.handler = async (event) => {
  const { next, id, url, what } = event.queryStringParameters;
  if (what === "id") return { statusCode: 302, headers: { Location: "/orders/" + id } };
  if (what === "login") return { statusCode: 302, headers: { Location: \`/login?next=\${encodeURIComponent(next)}\` } };
  if (what === "host") return { statusCode: 302, headers: { Location: \`https://shop.example.com/orders/\${id}\` } };
  if (what === "same") return { statusCode: 301, headers: { Location: \`https://\${event.headers.Host}\${event.path}/\` } };
  if (what === "site") return { statusCode: 302, headers: { Location: \`\${process.env.SITE}/orders/\${id}\` } };
  if (what === "made") return { statusCode: 201, headers: { Location: next } };
  if (next.startsWith("/") && !next.startsWith("//") && !next.includes("\\\\")) return { statusCode: 302, headers: { Location: next } };
  if (!HOSTS.includes(new URL(url).host)) return { statusCode: 400 };
  return { statusCode: 302, headers: { Location: url } };
};`,
      },
    ],
  },
  to: "redirect",
  accepts: (flow) => !isRedirect(flow) || isOwnHeader(flow) || !leadsAway(sketchOf(flow), flow.source, true),
  message: ({ source, event }) => `the redirect leads wherever '${shown(source, 60)}' of ${event} says`,
  fix: stayHere,
});

/** 201 has a `Location` too; a browser does not follow it. */
function isRedirect(flow: Flow): boolean {
  const status = flow.beside("statusCode");
  return status === undefined || /^3\d\d$/.test(String(status));
}

/** Nobody can make another's browser send a header with a text of their choice, but for the page that they come from. */
const isOwnHeader = ({ source }: Flow): boolean => /\.headers\.(?!referer$)/i.test(source);

/** A path of the same site: one slash, and nothing that a browser takes for a host. */
const ownPath = "/^\\/[\\w-][\\w./?=&%-]*$/";

function stayHere(flow: Flow, edit: Edit): Cure | undefined {
  const { value, outline } = flow;
  if (/^\/\0/.test(outline ?? "")) {
    const edits = wrapped(flow, edit, "encodeURIComponent");
    return edits.length > 0 ? { title: "Encode the text as a part of the path", safety: "unsafe", edits } : undefined;
  }
  if (!isAsItCame(flow) || isParameter(value, flow)) return undefined;
  const quote = edit.quote(value);
  return {
    title: "Redirect to paths of the site only",
    safety: "unsafe",
    edits: instead(flow, edit, value, `${ownPath}.test(${textAt(value)}) ? ${textAt(value)} : ${quote}/${quote}`),
  };
}
