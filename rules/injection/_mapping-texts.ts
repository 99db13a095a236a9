import {
  type Node,
  operationsAt,
  type Resource,
  type Scalar,
  type Site,
  textAt,
  value,
  valueOf,
} from "../../engine/authoring.ts";

/** A mapping template in a template: its text, and the scalar that it is. */
export interface MappingText {
  readonly text: string;
  readonly scalar: Scalar;
  readonly service: "AppSync" | "API Gateway";
}

/** The mapping templates that make a resource's requests. */
export function* mappingTexts(resource: Resource): Generator<MappingText> {
  if (resource.type.startsWith("AWS::AppSync::")) {
    const scalar = scalarAt(resource.property("RequestMappingTemplate")?.at);
    if (scalar) yield { ...scalar, service: "AppSync" };
    return;
  }
  for (const { integration, written } of operationsAt(resource)) {
    const templates = [
      value.at(integration?.written, "RequestTemplates"),
      value.at(integration?.written, "requestTemplates"),
      value.at(written, "request", "template"),
    ];
    for (const entry of templates.flatMap((one) => value.map(one)?.entries ?? [])) {
      const scalar = scalarAt(entry.value.kind === "known" ? entry.value.at : entry.node);
      if (scalar) yield { ...scalar, service: "API Gateway" };
    }
  }
}

/** The template that a file is. A template of responses makes no request. */
export function mappingFile(site: Site): MappingText | undefined {
  const text = textAt(site);
  if (/(?:^|[.\-_/])res(?:ponse)?[.\-_][^/]*$/i.test(site.block.path)) return undefined;
  const service = /\$!?\{?(?:ctx|context)\.(?:args|arguments|request)\b/.test(text) ? "AppSync" : "API Gateway";
  return { text, service, scalar: { ...site, kind: "scalar", value: text, style: "plain" } };
}

/** A text as it is written, that of `Fn::Sub` too. */
function scalarAt(node: Node | undefined): Pick<MappingText, "text" | "scalar"> | undefined {
  const sub = valueOf(node, "Fn::Sub") ?? node;
  const scalar = sub?.kind === "sequence" ? sub.items[0] : sub;
  return scalar?.kind === "scalar" && typeof scalar.value === "string" ? { text: scalar.value, scalar } : undefined;
}

/**
 * Where a part of a scalar's text stands in its file. The same text may be there several times, escaped as the scalar's style has it.
 * Undefined: it cannot be told.
 */
export function siteOf({ text, scalar }: MappingText, start: number, end: number) {
  const piece = text.slice(start, end);
  if (piece.includes("\n")) return undefined;
  const written = escapedIn(piece, scalar);
  const source = scalar.block.text.slice(scalar.start, scalar.end);
  let found = -1;
  for (let at = text.indexOf(piece); at >= 0 && at <= start; at = text.indexOf(piece, at + 1)) {
    found = source.indexOf(written, found + 1);
    if (found < 0) return undefined;
  }
  return found < 0
    ? undefined
    : { block: scalar.block, start: scalar.start + found, end: scalar.start + found + written.length };
}

/** A piece of text as a scalar of this style has it. */
export function escapedIn(piece: string, { style }: Scalar): string {
  if (style === "double" || style === "json") return JSON.stringify(piece).slice(1, -1);
  return style === "single" ? piece.replaceAll("'", "''") : piece;
}
