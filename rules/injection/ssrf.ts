import { type Flow, nodesOf, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { decidesHost } from "./_address.ts";
import { allowHosts } from "./_allowed-host.ts";

export default taintRule({
  meta: {
    id: "injection/ssrf",
    severity: "error",
    confidence: "high",
    summary: "Text of the event decides which host a request goes to",
    why: "The function stands where the sender does not: inside the network, beside databases, other services, and the runtime's own interface on the loopback address. Whoever names the host of a request that the function sends has it fetch what only the function can reach, and often gets the answer back. A request with credentials in its headers hands them to any server on earth.\n\nA host that the code writes itself is safe whatever the path and the query are. One that comes from outside must be one of a list; to look at the scheme alone, or to refuse some addresses, is not enough, for a name can resolve to any address.",
    duty: "code",
    cwe: [918],
    controls: ["SAS-1"],
    references: [
      {
        title: "OWASP: Server-Side Request Forgery Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
      },
      { title: "MDN: URL", url: "https://developer.mozilla.org/en-US/docs/Web/API/URL/URL" },
    ],
    examples: [
      {
        title: "The address is a parameter of the request",
        bad: `exports.handler = async (event) => {
  const { url } = event.queryStringParameters;
  const answer = await fetch(url);
                       ^^^^^^^^^^ 'fetch' sends a request to a host that 'event.queryStringParameters.url' of the request decides
  return { statusCode: 200, body: await answer.text() };
};`,
        fixed: `exports.handler = async (event) => {
  const { url } = event.queryStringParameters;
  if (!(process.env.ALLOWED_HOSTS ?? "").split(",").includes(new URL(url).hostname)) throw new Error("The host is not one of those allowed");
  const answer = await fetch(url);
  return { statusCode: 200, body: await answer.text() };
};`,
      },
      {
        title: "The host in a template, and a code that names hosts of its own",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import axios from "axios";

const HOME = "https://shop.example.com/health";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { host, id } = JSON.parse(event.body ?? "{}");
  await axios.get(HOME);
  const { data } = await axios.get(\`https://\${host}/orders/\${id}\`, { timeout: 2000 });
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'axios.get' sends a request to a host that 'event.body.host' of the request decides
  return { statusCode: 200, body: JSON.stringify(data) };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import axios from "axios";

const HOME = "https://shop.example.com/health";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { host, id } = JSON.parse(event.body ?? "{}");
  await axios.get(HOME);
  const address = \`https://\${host}/orders/\${id}\`;
  if (!["shop.example.com"].includes(new URL(address).hostname)) throw new Error("The host is not one of those allowed");
  const { data } = await axios.get(address, { timeout: 2000 });
  return { statusCode: 200, body: JSON.stringify(data) };
};`,
      },
      {
        title: "The host as an option, in a helper",
        bad: `import https from "node:https";

const send = (options, body) =>
  new Promise((resolve, reject) => {
    const request = https.request(options, resolve);
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'https.request' sends a request to a host that 'event.detail.callback' of the event's detail decides
    request.on("error", reject).end(body);
  });

export const handler = async (event) => {
  const options = { hostname: event.detail.callback, path: "/done", method: "POST" };
  await send(options, JSON.stringify({ id: event.id }));
};`,
      },
      {
        title: "A slash that is missing",
        bad: `import got from "got";

export const handler = async (event) => {
  const target = "https://api.example.com" + event.queryStringParameters.path;
  const body = await got.get(target).text();
                     ^^^^^^^^^^^^^^^ 'got.get' sends a request to a host that 'event.queryStringParameters.path' of the request decides
  return { statusCode: 200, body };
};`,
        fixed: `import got from "got";

export const handler = async (event) => {
  const target = "https://api.example.com" + event.queryStringParameters.path;
  if (!["api.example.com"].includes(new URL(target).hostname)) throw new Error("The host is not one of those allowed");
  const body = await got.get(target).text();
  return { statusCode: 200, body };
};`,
      },
      {
        title: "A host of the code's own, one of a list, and one that the environment names",
        good: `import axios from "axios";

const HOSTS = new Set(["a.example.com", "b.example.com"]);
const api = axios.create({ baseURL: "https://api.example.com" });
const get = (path) => fetch("https://api.example.com" + path);

export const handler = async (event) => {
  const { id, host, url, region } = event.queryStringParameters;
  await fetch(\`https://api.example.com/users/\${id}?from=\${host}\`);
  await fetch(\`\${process.env.API_URL}/users/\${id}\`);
  await fetch(\`https://\${process.env.API_HOST}/users/\${id}\`);
  await fetch(new URL(\`/users/\${id}\`, process.env.API_URL));
  await api.get(\`/users/\${id}\`);
  await get(\`/users/\${id}\`);
  const target = new URL(url);
  if (!HOSTS.has(target.hostname)) return { statusCode: 400 };
  const answer = await fetch(target);
  if (!/^(?:eu|us)-[a-z]+-\\d$/.test(region)) return { statusCode: 400 };
  await fetch(\`https://\${region}.example.com/status\`);
  return { statusCode: 200, body: await answer.text() };
};`,
      },
    ],
  },
  to: "url",
  accepts: (flow) => !decidesHost(flow) || isOwnHost(flow) || isPrefixed(flow) || isFiltered(flow),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 25)}' sends a request to a host that '${shown(source, 40)}' of ${event} decides`,
  fix: allowHosts,
});

/** Without the right `Host` header a request does not reach a function, unless a load balancer takes it for any. */
const isOwnHost = ({ source, entry }: Flow): boolean =>
  /\.headers\.host$/i.test(source) && !entry?.triggers.includes("alb");

/** `got(path, { prefixUrl })`: the text is put behind it. */
const isPrefixed = ({ call, part, library }: Flow): boolean =>
  /^(?:got|ky)/.test(library ?? "") &&
  part !== "prefixUrl" &&
  call.kind === "call" &&
  call.args.slice(1).some((one) => one.kind === "object" && one.properties.some(({ key }) => key === "prefixUrl"));

const filters = /ssrf-req-filter|request-filtering-agent|ssrf-agent/;

/** An agent that refuses private addresses. */
function isFiltered(flow: Flow): boolean {
  const names = new Set<string>();
  for (const statement of flow.statements()) {
    if (statement.kind === "import" && filters.test(statement.from))
      for (const { local } of statement.names) names.add(local);
    if (statement.kind === "variable" && statement.initial && filters.test(textAt(statement.initial)))
      for (const node of nodesOf(statement))
        if (node.kind === "variable" && node.target.kind === "name") names.add(node.target.name);
  }
  return names.size > 0 && [...nodesOf(flow.call)].some((node) => node.kind === "name" && names.has(node.name));
}
