import { memo } from "../memo.ts";
import type { Entry, Mapping } from "../syntax/node.ts";
import { pathBeside } from "./beside.ts";
import { derivedOnce } from "./derived.ts";
import { entriesIn, field, textIn } from "./fields.ts";
import type { Resource } from "./model.ts";
import { textOf } from "./references.ts";
import type { Value } from "./value.ts";
import { map, text } from "./value.ts";

/** What a template exports, by the name of the export. Values of its own resources are unknown to others. */
export const exportsOf = derivedOnce((template): ReadonlyMap<string, Value> => {
  const exported = new Map<string, Value>();
  for (const output of template.outputs) {
    const named = output.attribute("Export");
    const name = text(named && map(named.value)?.get("Name"));
    const value = output.attribute("Value")?.value;
    if (name !== undefined && value) exported.set(name, value);
  }
  return exported;
});

/** What a template gives to a stack that nests it, by the name of the output. */
export const outputsOf = derivedOnce((template): ReadonlyMap<string, Value> => {
  const outputs = new Map<string, Value>();
  for (const output of template.outputs) {
    const value = output.attribute("Value")?.value;
    if (value) outputs.set(output.name, value);
  }
  return outputs;
});

/** A file that a template deploys with itself: a nested template, the definition of an API or a state machine. */
export interface Nested {
  /** The full path. */
  readonly path: string;
  /** What its parameters are given. */
  readonly parameters: ReadonlyMap<string, Value>;
}

/** The local files that a template deploys. */
export const nestedIn = derivedOnce((template): readonly Nested[] =>
  template.resources.flatMap((resource) => {
    const property = filesOf.get(resource.type);
    const location = property === undefined ? undefined : (textOf(resource, property) ?? includedBody(resource));
    const path = location === undefined ? undefined : pathBeside(template, location);
    if (path === undefined) return [];
    const given = resource.type === stack ? (map(resource.property("Parameters")?.value)?.entries ?? []) : [];
    return [{ path, parameters: new Map(given.map(({ key, value }) => [String(key.value), value])) }];
  }),
);

/** The file that `AWS::Include` makes the whole definition of an API. */
const includedBody = (resource: Resource): string | undefined =>
  textIn(field(field(field(resource.property("Body")?.at, "Fn::Transform"), "Parameters"), "Location"));

const stack = "AWS::CloudFormation::Stack";

const filesOf: ReadonlyMap<string, string> = new Map([
  [stack, "TemplateURL"],
  ["AWS::ApiGateway::RestApi", "BodyS3Location"],
  ["AWS::ApiGatewayV2::Api", "BodyS3Location"],
  ["AWS::StepFunctions::StateMachine", "DefinitionS3Location"],
]);

/** The paths of the templates that stacks nest, by the name of the stack's resource, as far as the text alone says. */
export function nestedPaths(root: Mapping): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const entry of entriesIn(field(root, "Resources"))) {
    const path = nestedPath(entry);
    if (path !== undefined) paths.set(String(entry.key.value), path);
  }
  return paths;
}

const nestedPath = memo(({ value }: Entry): string | undefined => {
  const type = textIn(field(value, "Type"));
  const properties = field(value, "Properties");
  if (type === stack) return textIn(field(properties, "TemplateURL"));
  return type === "AWS::Serverless::Application" ? textIn(field(properties, "Location")) : undefined;
});
