import { deployedOf } from "../project/deployed.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Scalar } from "../syntax/node.ts";
import { entriesIn } from "../template/fields.ts";
import type { Template } from "../template/model.ts";
import { type Site, textAt, within } from "../text/source.ts";
import type { Definition } from "./definition.ts";
import { type Above, scalarAt } from "./scalar-at.ts";
import type { Scene } from "./scene.ts";
import { templatesOver } from "./templates-over.ts";

/** From a handler to its function in the code, and from a reference to what it refers to. */
export function templateDefinitions(scene: Scene, document: TreeDocument, offset: number): readonly Definition[] {
  const found = scalarAt(document, offset);
  if (!found) return [];
  const { scalar, above } = found;
  const word = referenceIn(scalar, above, offset - scene.placeOf(scalar).span.start);
  for (const template of templatesOver(scene.analysis, document.file.path)) {
    const handlers = handlerDefinitions(scene, template, scalar);
    if (handlers.length > 0) return handlers;
    const to = word && namedIn(template, word.name, word.kind);
    if (word && to) return [{ from: scene.placeOf(word.at), to: scene.placeOf(to) }];
  }
  return [];
}

function handlerDefinitions({ analysis, placeOf }: Scene, template: Template, scalar: Scalar): readonly Definition[] {
  const one = deployedOf(template).find(({ handler }) => handler?.at === scalar);
  if (!one) return [];
  const document = analysis.handlerScript(one);
  const at = analysis.entryOf(one)?.at;
  const to = at ? placeOf(at) : document && { path: document.file.path, span: { start: 0, end: 0 } };
  return to ? [{ from: placeOf(scalar), to }] : [];
}

interface Word {
  readonly at: Site;
  readonly name: string;
  readonly kind: "value" | "condition" | "mapping";
}

/** The reference that a scalar is, or that stands in its text at an offset from its start. */
function referenceIn(scalar: Scalar, above: Above, offset: number): Word | undefined {
  const text = textOf(scalar);
  if (!text) return undefined;
  const whole = (kind: Word["kind"], name = text.value): Word => ({ at: text.at, name, kind });
  switch (above.call) {
    case "Ref":
    case "DependsOn":
      return whole("value");
    case "GetAtt":
      return above.index === 0 ? firstPart(text.at, text.value) : undefined;
    case "Sub":
      return above.index === 0 ? variableAt(scalar, offset) : undefined;
    case "Condition":
      return whole("condition");
    case "If":
      return above.index === 0 && above.isList ? whole("condition") : undefined;
    case "FindInMap":
      return above.index === 0 && above.isList ? whole("mapping") : undefined;
    default:
      return undefined;
  }
}

/** A scalar's text without its quotes. */
function textOf(scalar: Scalar): { readonly at: Site; readonly value: string } | undefined {
  if (typeof scalar.value !== "string") return undefined;
  const quote = /^["']/.test(textAt(scalar)) ? 1 : 0;
  return { at: within(scalar, quote, scalar.end - scalar.start - quote), value: scalar.value };
}

function firstPart(at: Site, value: string): Word {
  const name = value.split(".", 1)[0] ?? "";
  return { at: within(at, 0, name.length), name, kind: "value" };
}

/** `${Name}` or `${Name.Attribute}` around an offset; `${!Name}` is text. */
function variableAt(scalar: Scalar, offset: number): Word | undefined {
  for (const found of textAt(scalar).matchAll(/\$\{\s*([^!{}\s][^{}]*?)\s*\}/g)) {
    if (offset < found.index || offset > found.index + found[0].length) continue;
    const name = (found[1] ?? "").split(".", 1)[0] ?? "";
    const start = found.index + found[0].indexOf(name);
    return { at: within(scalar, start, start + name.length), name, kind: "value" };
  }
  return undefined;
}

function namedIn(template: Template, name: string, kind: Word["kind"]): Site | undefined {
  if (kind === "value")
    return template.resource(name)?.key ?? template.parameters.find((parameter) => parameter.name === name)?.key;
  const section = kind === "condition" ? "Conditions" : "Mappings";
  const sections = [template.section(section), resourcesSection(template, section)];
  return sections.flatMap((one) => entriesIn(one)).find(({ key }) => key.value === name)?.key;
}

/** `resources.Conditions` of a Serverless service. */
function resourcesSection(template: Template, name: string) {
  const resources = template.dialect === "serverless" ? template.section("resources") : undefined;
  return entriesIn(resources).find(({ key }) => key.value === name)?.value;
}
