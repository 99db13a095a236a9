import { type Code, type Cure, type Edit, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";
import { hostOf, isLocalHost } from "../shared/url-host.ts";
import { bodyAround, freeName } from "./_around.ts";

/** The host is one of a list, or the request is not sent: of those hosts that the code names itself, else of those that the environment does. */
export function allowHosts(flow: Flow, edit: Edit): Cure | undefined {
  const { value } = flow;
  if (!bodyAround(flow) || value.kind === "object" || value.kind === "spread") return undefined;
  const named = checked(flow);
  if (!named) return undefined;
  const quote = edit.quote(flow.call);
  const test = `!${listOf(flow, quote)}.includes(${named.host})`;
  const lines = [...named.lines, `if (${test}) throw new Error(${quote}The host is not one of those allowed${quote});`];
  return {
    title: "Send requests to listed hosts only",
    safety: "unsafe",
    edits: [...edit.linesBefore(flow.call, lines), ...(named.by === undefined ? [] : edit.text(value, named.by))],
  };
}

interface Checked {
  /** What is declared before the test. */
  readonly lines: readonly string[];
  /** The host, as an expression. */
  readonly host: string;
  /** What stands at the sink from now on. */
  readonly by?: string;
}

function checked(flow: Flow): Checked | undefined {
  const { value } = flow;
  const isHost = flow.facts["is"] === "host" || /host(?:name)?$/i.test(flow.part ?? "");
  if (isHost && value.kind === "name") return { lines: [], host: value.name };
  if (!isHost && value.kind === "name") return { lines: [], host: `new URL(${value.name}).hostname` };
  const name = freeName(flow, ...(isHost ? ["host", "hostName"] : ["address", "target"]));
  if (name === undefined) return undefined;
  return { lines: [`const ${name} = ${textAt(value)};`], host: isHost ? name : hostIn(name, value), by: name };
}

const hostIn = (name: string, value: Code.Expression): string =>
  value.kind === "call" && value.isNew && textAt(value.callee) === "URL"
    ? `${name}.hostname`
    : `new URL(${name}).hostname`;

function listOf(flow: Flow, quote: string): string {
  const hosts = hostsIn(flow);
  if (hosts.length === 0) return `(process.env.ALLOWED_HOSTS ?? ${quote}${quote}).split(${quote},${quote})`;
  return `[${hosts.map((host) => quote + host + quote).join(", ")}]`;
}

const mostHosts = 6;
/** Names of formats, which nobody sends a request to. */
const isFormat = /(?:^|\.)(?:w3\.org|json-schema\.org|xmlsoap\.org|schema\.org)$/;

/** The hosts that the code names itself. */
function hostsIn(flow: Flow): readonly string[] {
  const hosts = new Set<string>();
  for (const statement of flow.statements())
    for (const node of nodesOf(statement)) {
      const text = node.kind === "literal" ? node.value : node.kind === "template" ? node.texts[0]?.value : undefined;
      const host = typeof text === "string" ? hostOf(`${text} `) : undefined;
      if (host && /^[\w.-]+\.[a-z]{2,}$/i.test(host) && !isLocalHost(host) && !isFormat.test(host)) hosts.add(host);
    }
  return [...hosts].slice(0, mostHosts);
}
