import { type ArnForm, arnForms } from "../facts/resource-arns.ts";
import type { Resource, Template } from "../template/model.ts";
import type { Value } from "../template/value.ts";
import { text } from "../template/value.ts";

/*
 * ARNs in normal form: what refers to one thing reads the same, however the template says it. `!GetAtt Orders.Arn`, `!Sub
 * "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"` and the same with the table's own name are all
 * `arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/<name>`, where `<name>` is the name that the template gives the
 * resource, or `${Orders}` where it gives none. `${…}` stands for a text that is known at deployment only; `*` and `?` are wildcards.
 */

/** The ARN patterns that a value may be, in normal form: of every branch of a condition. Undefined: not to be known. */
export function arnsIn(value: Value, template: Template): readonly string[] | undefined {
  if (value.kind === "oneOf") {
    const all = value.options.map((option) => arnsIn(option.value, template));
    return all.some((one) => one === undefined) ? undefined : [...new Set(all.flatMap((one) => one ?? []))];
  }
  const written = value.kind === "unknown" ? value.pattern : text(value);
  const arn = written === undefined ? undefined : arnFrom(written, template);
  return arn === undefined ? undefined : [arn];
}

/** The normal form of an ARN pattern as `Value.pattern` has it. Undefined: it does not begin as an ARN does. */
export function arnFrom(written: string, template: Template): string | undefined {
  const whole = written.replace(/^\$\{([^{}]*)\}/, (piece, name: string) => arnNamed(name, template) ?? piece);
  const filled = whole.replace(/\$\{([^{}]*)\}/g, (piece, name: string) => nameNamed(name, template) ?? piece);
  if (/^[*?]+$/.test(filled)) return filled;
  return /^arn:/.test(filled) ? filled.replace(/^arn:(?:aws|\*)?:/, "arn:${AWS::Partition}:") : undefined;
}

/** Names that are made from names are followed so far: they may go in a circle. */
const mostHops = 3;

/** The name of a resource as it stands in its ARN: the text that the template gives it, or `${LogicalId}`. */
export const nameOf = (resource: Resource): string => nameAfter(resource, 0);

function nameAfter(resource: Resource, hops: number): string {
  const form = formOf(resource);
  const value = form?.name === undefined ? undefined : resource.property(form.name)?.value;
  const written = value?.kind === "unknown" ? value.pattern : text(value);
  if (written === undefined || value?.kind === "oneOf" || hops > mostHops) return `\${${resource.name}}`;
  const { template } = resource;
  const name = written.replace(/\$\{([^{}]*)\}/g, (piece, one: string) => nameNamed(one, template, hops + 1) ?? piece);
  return resource.type === "AWS::SSM::Parameter" ? name.replace(/^\//, "") : name;
}

/** The ARN of a resource of a template, in normal form. Undefined: not of a type whose ARN is known. */
export function arnOf(resource: Resource): string | undefined {
  const form = formOf(resource);
  return form && arnIn(form, nameOf(resource));
}

/** The ARN of something of a type by its name, in normal form. */
export const arnOfType = (type: string, name: string): string | undefined => {
  const form = Object.hasOwn(arnForms, type) ? arnForms[type] : undefined;
  return form && arnIn(form, name);
};

function arnIn({ service, resource, without }: ArnForm, name: string): string {
  const region = without?.includes("region") ? "" : "${AWS::Region}";
  const account = without?.includes("account") ? "" : "${AWS::AccountId}";
  return `arn:\${AWS::Partition}:${service}:${region}:${account}:${resource.replace("{}", () => name)}`;
}

export const formOf = (resource: Resource): ArnForm | undefined =>
  Object.hasOwn(arnForms, resource.type) ? arnForms[resource.type] : undefined;

/** What `${Table.Arn}`, `${Table.StreamArn}` or `${Topic}` stands for, if it is an ARN. */
function arnNamed(reference: string, template: Template): string | undefined {
  const [resource, attribute] = referred(reference, template);
  const form = resource && formOf(resource);
  const own = resource && arnOf(resource);
  if (!form || own === undefined) return undefined;
  if (attribute === undefined) return form.ref === "arn" ? own : undefined;
  if (attribute === form.arn) return `${own}${form.arnEnds ?? ""}`;
  const part = form.parts && Object.hasOwn(form.parts, attribute) ? form.parts[attribute] : undefined;
  return part && `${own}${part}`;
}

/** What `${Table}` or `${Queue.QueueName}` stands for, if it is a name in an ARN. */
function nameNamed(reference: string, template: Template, hops = 0): string | undefined {
  const [resource, attribute] = referred(reference, template);
  const form = resource && formOf(resource);
  if (!form) return undefined;
  const isName = attribute === undefined ? form.ref === "name" || form.ref === "id" : attribute === form.nameAttribute;
  return isName ? nameAfter(resource, hops) : undefined;
}

function referred(reference: string, template: Template): readonly [Resource | undefined, string | undefined] {
  const dot = reference.indexOf(".");
  const name = dot < 0 ? reference : reference.slice(0, dot);
  return [template.resource(name), dot < 0 ? undefined : reference.slice(dot + 1)];
}
