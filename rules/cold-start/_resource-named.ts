import { type Plain, type Resource, resourcesOfType, type Template } from "../../engine/authoring.ts";

interface Kind {
  readonly type: string;
  readonly word: RegExp;
  /** What `Ref` of one gives, and the attributes that give the rest. */
  readonly ref: "name" | "url" | "arn" | "id";
  readonly attributes: { readonly name?: string; readonly arn?: string; readonly url?: string };
}

/**
 * The words by which variables name resources, and what a template says for each.
 * Source: the "Return values" of each type, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ (November 2026).
 */
const kinds: readonly Kind[] = [
  { type: "AWS::DynamoDB::Table", word: /TABLE/, ref: "name", attributes: { arn: "Arn" } },
  { type: "AWS::S3::Bucket", word: /BUCKET/, ref: "name", attributes: { arn: "Arn" } },
  { type: "AWS::SQS::Queue", word: /QUEUE/, ref: "url", attributes: { arn: "Arn", name: "QueueName" } },
  { type: "AWS::SNS::Topic", word: /TOPIC/, ref: "arn", attributes: { name: "TopicName" } },
  { type: "AWS::SecretsManager::Secret", word: /SECRET/, ref: "arn", attributes: {} },
  { type: "AWS::StepFunctions::StateMachine", word: /STATE_?MACHINE/, ref: "arn", attributes: { name: "Name" } },
  { type: "AWS::Cognito::UserPool", word: /USER_?POOL/, ref: "id", attributes: { arn: "Arn" } },
  { type: "AWS::Kinesis::Stream", word: /STREAM/, ref: "name", attributes: { arn: "Arn" } },
];

/** The one resource of a template that a variable seems to name, and what the template says for it. */
export function resourceNamed(variable: string, template: Template): { name: string; value: Plain } | undefined {
  const kind = kinds.find(({ word }) => word.test(variable.toUpperCase()));
  const resource = kind && chosen(variable, resourcesOfType(template, kind.type));
  const value = resource && written(variable.toUpperCase(), kind, resource);
  return resource && value !== undefined ? { name: resource.name, value } : undefined;
}

function chosen(variable: string, resources: readonly Resource[]): Resource | undefined {
  if (resources.length === 1) return resources[0];
  const words = variable
    .toLowerCase()
    .replace(/_(?:name|url|arn|id)$/, "")
    .split("_");
  const named = resources.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  return named.length === 1 ? named[0] : undefined;
}

function written(variable: string, { ref, attributes }: Kind, { name }: Resource): Plain | undefined {
  const wanted = /_?(NAME|URL|ARN|ID)$/.exec(variable)?.[1]?.toLowerCase();
  if (wanted === undefined || wanted === ref) return { Ref: name };
  const attribute = attributes[wanted as keyof Kind["attributes"]];
  return attribute === undefined ? undefined : { "Fn::GetAtt": [name, attribute] };
}
