import { arnOf, arnsIn, type Element, isCatalogued, type Statement } from "../../engine/authoring.ts";
import { arnShapes } from "../facts/arn-shapes.ts";
import { shown } from "../shared/shown.ts";
import { type ArnParts, arnParts, open, splitOutside } from "./_arn.ts";
import { saidBy } from "./_variables.ts";

/** What is wrong with a text where an ARN is expected, and how it should read. */
export interface ArnFault {
  readonly says: string;
  /** Makes the text as it is written right. */
  readonly mended?: (written: string) => string;
  /** Whether CloudFormation has to fill in the mended text. */
  readonly isFilledIn?: boolean;
  /** The logical id of the resource whose name stands instead of its ARN. */
  readonly named?: string;
}

/** The first fault of a resource's pattern. */
export function arnFault(element: Element, statement: Statement): ArnFault | undefined {
  const said = saidBy(element);
  if (said === undefined || /^\*+$/.test(said)) return undefined;
  return (
    blankFault(said) ??
    unfilledFault(element, statement) ??
    nameFault(said, element, statement) ??
    shapeFault(said, statement)
  );
}

function blankFault(said: string): ArnFault | undefined {
  if (said.trim() === said || said.trim() === "") return undefined;
  return { says: `${quoted(said)} begins or ends with a blank, so it matches nothing`, mended: (text) => text.trim() };
}

/** `${AWS::Region}` in a text that no `Fn::Sub` fills in. */
function unfilledFault({ text, at }: Element, { template }: Statement): ArnFault | undefined {
  if (text === undefined || !template || at.kind !== "scalar" || at.tag || at.value !== text) return undefined;
  for (const [whole, name = ""] of text.matchAll(/\$\{([A-Za-z][\w:.]{0,200})\}/g)) {
    const isOwn = /^AWS::(?:AccountId|Partition|Region|StackName|StackId|URLSuffix)$/.test(name);
    const [logicalId = ""] = name.split(".");
    if (!isOwn && (template.dialect === "serverless" || !template.resource(logicalId))) continue;
    const isWhole = [...text.matchAll(/\$\{([^{}]*)\}/g)].every(([, other = ""]) => /^(?:AWS::)?[\w.]+$/.test(other));
    const says = `${quoted(whole)} is not filled in without 'Fn::Sub', so the ARN matches nothing`;
    return isWhole ? { says, mended: (written) => written, isFilledIn: true } : { says };
  }
  return undefined;
}

/** A resource's name, id or URL, as `Ref` gives it for most types. */
function nameFault(said: string, { value }: Element, { template }: Statement): ArnFault | undefined {
  const [, reference = ""] = /^\$\{([\w.]+)\}/.exec(said) ?? [];
  if (!template || reference === "" || /arn$/i.test(reference)) return undefined;
  const [name = "", attribute] = reference.split(".");
  const resource = template.resource(name);
  if (!resource || arnOf(resource) === undefined || arnsIn(value, template) !== undefined) return undefined;
  const what = attribute === undefined ? "the name" : quoted(attribute, 30);
  const says = `${what} of ${quoted(name, 40)} is no ARN: AWS refuses the policy`;
  return said === `\${${reference}}` ? { says, named: name } : { says };
}

function shapeFault(said: string, statement: Statement): ArnFault | undefined {
  if (!/^arn:/.test(said)) return prefixFault(said, statement);
  const parts = arnParts(said);
  if (!parts) return countFault(said);
  return partitionFault(said, parts) ?? serviceFault(said, parts) ?? scopeFault(said, parts, statement);
}

/** Policies of APIs may shorten an ARN; those of a role or a bucket may not. */
function prefixFault(said: string, { role, owner }: Statement): ArnFault | undefined {
  const isStrict = role === "identity" || owner?.type === "AWS::S3::BucketPolicy";
  if (!isStrict || /^[$*?{]|^execute-api:\/|^.{0,3}[*?]/.test(said)) return undefined;
  const says = `${quoted(said)} is no ARN: AWS refuses the policy`;
  return /^arn:/i.test(said) ? { says, mended: (text) => text.replace(/^arn:/i, "arn:") } : { says };
}

function countFault(said: string): ArnFault | undefined {
  const pieces = splitOutside(said.replace(/\$\{AWS::[A-Za-z]+\}/g, open));
  const last = pieces[pieces.length - 1] ?? "";
  if (pieces.length > 5 || pieces.slice(0, -1).some((piece) => piece.includes("${")) || /^[$*]/.test(last))
    return undefined;
  const isS3 = pieces[2] === "s3" && pieces.length > 3 && pieces.slice(3, -1).join("") === "" && last !== "";
  if (!isS3 && (last.includes("${") || last.endsWith("*"))) return undefined;
  const says = `${quoted(said)} has ${pieces.length} parts, and an ARN has 6: AWS refuses the policy`;
  return isS3 ? { says, mended: (text) => text.replace(/^(arn:[^:]*:s3):{1,2}(?!:)/, "$1:::") } : { says };
}

function partitionFault(said: string, { partition }: ArnParts): ArnFault | undefined {
  if (partition.includes(open) || /[*?]/.test(partition) || /^aws(?:-[a-z]{2,4}){0,2}(?:-[a-z])?$/.test(partition))
    return undefined;
  return { says: `${quoted(said)} names the partition '${partition.slice(0, 20)}', which there is not` };
}

function serviceFault(said: string, { service }: ArnParts): ArnFault | undefined {
  const lower = service.toLowerCase();
  if (service === lower || !isCatalogued(`${lower}:*`)) return undefined;
  const says = `${quoted(said)} writes its service in capitals, so it matches nothing`;
  return { says, mended: (text) => text.replace(`:${service}:`, `:${lower}:`) };
}

const mayBeEmpty = (part: string): boolean => /^\**$/.test(part);

/** A region or an account that is where none belongs, or is not where one does. */
function scopeFault(said: string, parts: ArnParts, { template }: Statement): ArnFault | undefined {
  const { service, region, account, resource } = parts;
  const shape = arnShapes.get(service);
  if (!shape || (shape.except && (resource.startsWith("${") || shape.except.test(resource)))) return undefined;
  const isExcess = {
    region: shape.region === "never" && !mayBeEmpty(region),
    account: shape.account === "never" && !mayBeEmpty(account),
  };
  const isAbsent = {
    region: shape.region === "always" && region === "",
    account: shape.account === "always" && account === "",
  };
  const faulty = (one: typeof isExcess) => [one.region ? "region" : [], one.account ? "account" : []].flat();
  const [excess, absent] = [faulty(isExcess), faulty(isAbsent)];
  if (excess.length > 0) {
    const says = `ARNs of '${service}' have no ${excess.join(" and no ")}: ${quoted(said)} matches nothing`;
    return {
      says,
      mended: (text) => scoped(text, isExcess.region ? "" : undefined, isExcess.account ? "" : undefined),
    };
  }
  if (absent.length === 0) return undefined;
  const says = `ARNs of '${service}' have ${absent.map((one) => (one === "region" ? "a region" : "an account")).join(" and ")}: ${quoted(said)} matches nothing`;
  if (!template) return { says };
  const filled = [
    isAbsent.region ? "${AWS::Region}" : undefined,
    isAbsent.account ? "${AWS::AccountId}" : undefined,
  ] as const;
  return { says, mended: (text) => scoped(text, ...filled), isFilledIn: true };
}

/** An ARN with another region and account, where they are given. */
function scoped(arn: string, region: string | undefined, account: string | undefined): string {
  const masked = arn.replace(/\$\{[^{}]*\}/g, (piece) => piece.replaceAll(":", open));
  const parts = masked.split(":");
  const mended = parts.map((part, index) => (index === 3 ? (region ?? part) : index === 4 ? (account ?? part) : part));
  return mended.join(":").replaceAll(open, ":");
}

const quoted = (text: string, most = 60): string => `'${shown(text, most)}'`;
