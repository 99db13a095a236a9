import { resourceKinds } from "../facts/operation-resources.ts";
import { arnFrom, arnOf } from "../policy/arn.ts";
import type { Target } from "../policy/target.ts";
import { gathered } from "../template/derived.ts";
import type { Resource, Template } from "../template/model.ts";
import { functionReferredTo, referenceIn, textOf } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { text } from "../template/value.ts";
import { textsOf } from "./deployed-text.ts";

/**
 * What a text that names a resource of a kind stands for: a name, an ARN, a queue's URL, or what `Ref` gives of one. The text is as
 * `deployedTexts` has it. `isArn`: it has to be an ARN. Undefined: not to be known.
 */
export function targetNamed(written: string, kind: string, template: Template, isArn = false): Target | undefined {
  const form = Object.hasOwn(resourceKinds, kind) ? resourceKinds[kind] : undefined;
  if (form === "*") return { arn: form };
  if (form === undefined || /^[\0*]*$/.test(written)) return undefined;
  const reference = /^\$\{([^{}]*)\}$/.exec(written)?.[1];
  const referred: Resource | undefined =
    reference === undefined ? undefined : template.resource(reference.split(".")[0] ?? "");
  if (referred) return targetAt(arnReferredTo(referred, reference ?? "", form), template);
  const arn = arnFrom(written, template) ?? arnOfUrl(written);
  if (arn?.startsWith("arn:")) return kind === "bucket" && !isBucket.test(arn) ? undefined : targetAt(arn, template);
  if (isArn || onlyByArn.has(kind) || (reference !== undefined && !onlyNamed.has(kind))) return undefined;
  if (kind === "email identity") return identityFor(written, template);
  const name = nameIn(written, kind, template);
  return name === undefined
    ? undefined
    : targetAt(
        arnFrom(
          form.replace("{}", () => name),
          template,
        ),
        template,
      );
}

/** The targets that a value of the template names. Undefined: not all to be known. */
export function targetsNamed(value: Value, kind: string, template: Template): readonly Target[] | undefined {
  const found = textsOf(value).map((one) => targetNamed(one, kind, template));
  return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
}

/** Otherwise it is an access point, whose objects are named in another way. */
const isBucket = /^arn:\$\{AWS::Partition\}:s3:::/;

const onlyByArn = new Set(["resource", "role"]);

/** The kinds that are never named by ARN or URL, so that a parameter of the template is surely the name. */
const onlyNamed = new Set([
  "bucket",
  "table",
  "data stream",
  "delivery stream",
  "user pool",
  "identity pool",
  "parameter",
]);

/** The ARN of the resource that a reference is to, if it is of the kind that is looked for. */
function arnReferredTo(referred: Resource, reference: string, form: string): string | undefined {
  const { template } = referred;
  const fn = functionBehind(referred);
  const resource = referred.type === "AWS::KMS::Alias" ? keyOf(referred) : (fn ?? referred);
  const own = resource && arnOf(resource);
  const isOfKind = own?.startsWith(form.slice(0, form.indexOf("{}"))) === true;
  if (!isOfKind) return undefined;
  if (fn) return `${own}:${referred.type === "AWS::Lambda::Alias" ? (textOf(referred, "Name") ?? "*") : "*"}`;
  return arnFrom(`\${${reference}}`, template) ?? own;
}

/** The function of an alias or version. */
const functionBehind = (resource: Resource): Resource | undefined =>
  resource.type === "AWS::Lambda::Alias" || resource.type === "AWS::Lambda::Version"
    ? functionReferredTo(resource.property("FunctionName")?.value, resource.template)
    : undefined;

function keyOf(alias: Resource): Resource | undefined {
  const name = referenceIn(alias.property("TargetKeyId")?.value)?.resource;
  return name === undefined ? undefined : alias.template.resource(name);
}

/** `https://sqs.eu-west-1.amazonaws.com/111122223333/orders`. */
function arnOfUrl(written: string): string | undefined {
  const found = /^https:\/\/sqs\.([^./]*)\.amazonaws\.com(?:\.cn)?\/([^/]*)\/([^/]*)$/.exec(written);
  return found ? `arn:\${AWS::Partition}:sqs:${found[1]}:${found[2]}:${found[3]}` : undefined;
}

/** The name as it stands in an ARN of the kind. */
function nameIn(written: string, kind: string, template: Template): string | undefined {
  if (kind === "bucket") {
    const path = written.replace(/^\//, "").replace(/\?versionId=.*$/s, "");
    return /^\0*(?:\/|$)/.test(path) ? undefined : path;
  }
  if (kind === "source bucket") return nameIn(written, "bucket", template)?.split("/")[0];
  if (kind === "parameter") return written.replace(/^\/+|\/+$/g, "");
  if (kind === "kms key") return written.startsWith("alias/") ? keyByAlias(written, template) : written;
  if (kind === "hosted zone") return written.replace(/^\/?hostedzone\//, "");
  // what is named otherwise than by its id stands in no ARN
  if (kind === "configuration") return /^[a-z0-9]{4,7}$/.test(written) ? written : undefined;
  if (kind === "task definition") return written.includes(":") ? written : `${written}:*`;
  if (kind === "function") return written.replace(/^\d{12}:function:/, "");
  return /^[^:\s]/.test(written) ? written : undefined;
}

/** The identity of the template that an address is sent from: the address itself, or its domain. */
function identityFor(written: string, template: Template): Target | undefined {
  const address = /<([^<>]*)>\s*$/.exec(written)?.[1] ?? written;
  const names = [address, address.slice(address.lastIndexOf("@") + 1)];
  const form = resourceKinds["email identity"] ?? "";
  const found = names.map((name) =>
    targetAt(
      arnFrom(
        form.replace("{}", () => name),
        template,
      ),
      template,
    ),
  );
  return found.find((target) => target?.resource !== undefined);
}

/** What stands in the ARN of the key that an alias of the template is for. */
function keyByAlias(alias: string, template: Template): string | undefined {
  const name = aliases(template, alias)[0];
  return name === undefined ? undefined : `\${${name}}`;
}

const aliases = gathered((resource): (readonly [string, string])[] => {
  if (resource.type !== "AWS::KMS::Alias") return [];
  const name = text(resource.property("AliasName")?.value);
  const key = referenceIn(resource.property("TargetKeyId")?.value)?.resource;
  return name === undefined || key === undefined ? [] : [[name, key]];
});

/** The target of an ARN in normal form, with the resource of the template that it is, or is part of. */
export function targetAt(arn: string | undefined, template: Template): Target | undefined {
  if (arn === undefined) return undefined;
  const known = arn.replaceAll("${}", "*").replace(/\0+/g, "*");
  let end = known.length;
  for (let cuts = 0; cuts < 8 && end > 0; cuts++) {
    const resource = byArn(template, known.slice(0, end))[0];
    if (resource) return { arn: known, resource, suffix: known.slice(end) };
    end = Math.max(known.lastIndexOf("/", end - 1), known.lastIndexOf(":", end - 1));
  }
  return { arn: known };
}

/** A part of a target: the same with what follows its ARN. */
export const below = (target: Target, suffix: string): Target => ({
  ...target,
  arn: `${target.arn}${suffix}`,
  ...(target.resource ? { suffix: `${target.suffix ?? ""}${suffix}` } : {}),
});

const byArn = gathered((resource): (readonly [string, Resource])[] => {
  const arn = arnOf(resource);
  return arn === undefined ? [] : [[arn, resource]];
});
