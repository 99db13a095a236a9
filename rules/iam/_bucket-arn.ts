import { type Action, actionsMatching, arnsIn, type Element, type Template } from "../../engine/authoring.ts";

/** What a pattern of S3 stands for: buckets, objects, or either, as `arn:aws:s3:::albums*` does. */
export type S3Kind = "bucket" | "object" | "any";

/** The patterns of a resource element, in normal form where a template is around. Undefined: not to be known. */
export function patternsOf({ text, value }: Element, template: Template | undefined): readonly string[] | undefined {
  if (template) return arnsIn(value, template);
  return text !== undefined && /^arn:|^[*?]+$/.test(text) ? [text] : undefined;
}

/** Undefined: it is no ARN of a bucket or an object, such as that of an access point. */
export function kindOfPattern(arn: string, template: Template | undefined): S3Kind | undefined {
  const [, name] = /^arn:[^:]*:s3:[^:]*:[^:]*:(.*)$/s.exec(arn.replace(/^arn:\$\{AWS::Partition\}/, "arn:aws")) ?? [];
  if (name === undefined || /^(?:accesspoint|job|storage-lens|async-request|access-grants)\b/.test(name))
    return undefined;
  if (/^[^/$]*\//.test(name)) return "object";
  const known = name.replace(/\$\{([^{}]*)\}/g, (whole, one: string) =>
    isBucketName(one, template) ? "bucket" : whole,
  );
  if (known.includes("${")) return "any";
  if (known.includes("/")) return "object";
  return /[*?]/.test(known) ? "any" : "bucket";
}

/** A parameter that is called so holds the name of a bucket. */
const isBucketName = (name: string, template: Template | undefined): boolean =>
  /^AWS::\w+$/.test(name) || /bucket(?:name)?$/i.test(name) || template?.resource(name)?.type === "AWS::S3::Bucket";

/** What an action of S3 works on; `any` for a pattern with actions of both kinds. Undefined: on neither, or it is no action of S3. */
export function kindOfAction(text: string): S3Kind | undefined {
  const actions = /^s3:/i.test(text) ? actionsMatching(text) : [];
  const kinds = new Set(actions.flatMap(kindsOf));
  if (kinds.size === 0) return undefined;
  return kinds.size === 1 ? [...kinds][0] : "any";
}

function kindsOf({ resources }: Action): S3Kind[] {
  const names = resources.map(({ type }) => type.name);
  const kinds: S3Kind[] = names.includes("bucket") ? ["bucket"] : [];
  if (names.includes("object")) kinds.push("object");
  return kinds.length > 0 ? kinds : ["any"];
}
