import { nameOf, type Plain, type Resource, referenceIn, resourcesOfType, value } from "../../engine/authoring.ts";
import { permissionSources } from "../facts/permission-sources.ts";

/** The service that a Lambda permission is for, with the region of a logs principal left out. Undefined: an account, everyone, or not known. */
export function serviceOf(permission: Resource): string | undefined {
  const principal = permission.property("Principal")?.value;
  const text = value.text(principal) ?? (principal?.kind === "unknown" ? principal.pattern : undefined);
  if (text === undefined || !/\.amazonaws\.com(\.cn)?$|\.amazon\.com$/.test(text)) return undefined;
  return text.replace(/^logs\.[^.]+\.amazonaws/, "logs.amazonaws").replace(/\.cn$/, "");
}

/** The ARN of what makes the service call, if the template says it. */
export function sourceArn(permission: Resource, service: string): Plain | undefined {
  const { template } = permission;
  const fn = referenceIn(permission.property("FunctionName")?.value)?.resource;
  if (service === "apigateway.amazonaws.com") return apiArn(permission);
  const known = permissionSources[service];
  if (fn === undefined || !known?.type || known.names === undefined) return undefined;
  const { type, names } = known;
  const users = resourcesOfType(template, type).filter((one) => refersTo(one.property(names)?.value, fn));
  const [user, ...others] = users;
  if (!user || others.length > 0) return undefined;
  if (service === "sns.amazonaws.com") return topicOf(user);
  // the bucket waits for the permission, so that the permission cannot wait for the bucket
  if (service === "s3.amazonaws.com") return bucketArn(user);
  return { "Fn::GetAtt": [user.name, "Arn"] };
}

function topicOf(subscription: Resource): Plain | undefined {
  const topic = referenceIn(subscription.property("TopicArn")?.value);
  return topic && topic.attribute === undefined ? { Ref: topic.resource } : undefined;
}

function bucketArn(bucket: Resource): Plain | undefined {
  const name = nameOf(bucket);
  if (name === `\${${bucket.name}}`) return undefined;
  return name.includes("${") ? { "Fn::Sub": `arn:\${AWS::Partition}:s3:::${name}` } : `arn:aws:s3:::${name}`;
}

/** Any route of the one API of the template. */
function apiArn({ template }: Resource): Plain | undefined {
  const apis = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"].flatMap((type) =>
    resourcesOfType(template, type),
  );
  const [api, ...others] = apis;
  if (!api || others.length > 0) return undefined;
  const id = api.alias ?? api.name;
  return {
    "Fn::Sub": `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}}/*`,
  };
}

/** Whether a value has a reference to a resource somewhere in it. */
function refersTo(of: value.Value | undefined, name: string, depth = 0): boolean {
  if (!of || depth > 6) return false;
  if (of.kind === "unknown") return of.refersTo?.resource === name;
  if (of.kind === "oneOf") return of.options.some((option) => refersTo(option.value, name, depth + 1));
  const inner = value.map(of)?.entries.map((entry) => entry.value) ?? value.list(of)?.items ?? [];
  return inner.some((one) => refersTo(one, name, depth + 1));
}

/** The name of the function that a permission is for, in a message. */
export function functionNameOf(permission: Resource): string {
  const named = permission.property("FunctionName")?.value;
  return referenceIn(named)?.resource ?? value.text(named) ?? "the function";
}

/** What calls of its URL need: other rules speak of it. */
export const isForUrl = (permission: Resource): boolean =>
  permission.property("FunctionUrlAuthType") !== undefined ||
  permission.property("InvokedViaFunctionUrl") !== undefined ||
  value.text(permission.property("Action")?.value) === "lambda:InvokeFunctionUrl";
