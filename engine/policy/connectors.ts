import { type Connection, type ConnectorStatement, samConnectors } from "../facts/sam-connectors.ts";
import type { Node } from "../syntax/node.ts";
import { gathered } from "../template/derived.ts";
import { entriesIn, field, mappingOf } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import { at, items, known, text, unknown, type Value } from "../template/value.ts";
import { formOf } from "./arn.ts";
import { noStatements, type StatementSet, union, unreadable } from "./read-statement.ts";
import type { Element, Statement } from "./statement.ts";

/** What SAM's connectors put into the role of a function that they start or end at. */
export function statementsOfConnectors(user: Resource): StatementSet {
  const { template } = user;
  return union(connectorsAt(template, user.name).map((connector) => connected(connector, user)));
}

/** One connector: where it is written, and its ends by their logical ids. */
interface Connector {
  readonly owner: Resource;
  readonly name: string;
  readonly at: Node;
  readonly source: string;
  /** Undefined: it is named in another way than by a logical id. */
  readonly destination: string | undefined;
  readonly permissions: readonly (string | undefined)[];
}

/** The connectors of a template, by both of their ends. */
const connectorsAt = gathered((resource) =>
  connectorsIn(resource).flatMap((connector) =>
    [...new Set([connector.source, connector.destination])].flatMap((end) =>
      end === undefined ? [] : [[end, connector] as const],
    ),
  ),
);

function connectorsIn(owner: Resource): readonly Connector[] {
  const { template } = owner;
  const own = entriesIn(field(owner.entry.value, "Connectors")).flatMap(({ key, value }) => {
    const body = template.resolve(value);
    return between(owner, String(key.value), value, at(body, "Properties"), owner.name);
  });
  if (owner.type !== "AWS::Serverless::Connector" || !owner.properties) return own;
  const body = template.resolve(owner.properties);
  const source = text(at(body, "Source", "Id"));
  return source === undefined ? own : [...own, ...between(owner, owner.name, owner.entry.value, body, source)];
}

function between(owner: Resource, name: string, node: Node, body: Value | undefined, source: string): Connector[] {
  const permissions = items(at(body, "Permissions")).map((one) => text(one));
  return items(at(body, "Destination")).map((one) => ({
    owner,
    name,
    at: node,
    source,
    destination: text(at(one, "Id")),
    permissions,
  }));
}

function connected(connector: Connector, user: Resource): StatementSet {
  const { template } = user;
  const { source, destination, permissions } = connector;
  const ends = [template.resource(source), destination === undefined ? undefined : template.resource(destination)];
  const [from, to] = ends;
  if (!from || !to) return connector.source === user.name ? unreadable : noStatements;
  const key = `${from.type} ${to.type}`;
  const connection = Object.hasOwn(samConnectors, key) ? samConnectors[key] : undefined;
  if (!connection || (connection.holder === "source" ? source : destination) !== user.name) return noStatements;
  const isComplete = permissions.every((one) => one === "Read" || one === "Write");
  const statements = chosen(connection, permissions).flatMap((one) => statementFrom(one, connector, from, to) ?? []);
  return { statements, isComplete };
}

const chosen = ({ read, write }: Connection, permissions: readonly (string | undefined)[]) => [
  ...(permissions.includes("Read") ? read : []),
  ...(permissions.includes("Write") ? write : []),
];

function statementFrom(
  { actions, resources }: ConnectorStatement,
  { owner, name, at: written }: Connector,
  from: Resource,
  to: Resource,
): Statement | undefined {
  const node = mappingOf(written);
  if (!node) return undefined;
  const elements = (values: readonly Value[]): Element[] =>
    values.map((value) => ({ text: text(value), value, at: written }));
  return {
    node,
    get template(): Template {
      return owner.template;
    },
    owner,
    role: "identity",
    effect: "Allow",
    actions: elements(actions.map((action) => known(written, action))),
    notActions: [],
    resources: elements(resources.map((pattern) => valueOf(pattern, written, from, to))),
    notResources: [],
    connector: name,
  };
}

/** `%{Destination.Arn}/*` as a template's `Sub` would have it. */
function valueOf(pattern: string, written: Node, from: Resource, to: Resource): Value {
  const filled = pattern.replace(/%\{(Source|Destination)\.(\w+)\}/g, (_, end: string, attribute: string) => {
    const resource = end === "Source" ? from : to;
    const isRef = attribute === "Arn" && formOf(resource)?.ref === "arn";
    return isRef ? `\${${resource.name}}` : `\${${resource.name}.${attribute}}`;
  });
  return unknown(written, "the connector sets it", { pattern: filled });
}
