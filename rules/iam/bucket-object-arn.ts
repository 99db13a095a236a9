import {
  arnOf,
  type Edit,
  type Element,
  type Plain,
  policyRule,
  type SiteEdit,
  type Statement,
  writtenTarget,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { kindOfAction } from "./_bucket-arn.ts";
import { type Misfit, misfitOf } from "./_bucket-misfit.ts";
import { requoted, sequenceOf } from "./_policy-shape.ts";
import { saidBy } from "./_variables.ts";

export default policyRule<Misfit>({
  meta: {
    id: "iam/bucket-object-arn",
    severity: "error",
    confidence: "high",
    summary: "An action on objects is granted on a bucket, or one on a bucket is granted on objects",
    why: "`s3:GetObject` works on `arn:aws:s3:::albums/*`, the objects, and `s3:ListBucket` on `arn:aws:s3:::albums`, the bucket. With the other ARN the statement matches nothing: the call is refused, and without `s3:ListBucket` a missing object looks like a forbidden one.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "S3: policy resources",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",
      },
      {
        title: "Actions, resources and condition keys for Amazon S3",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
      },
    ],
    examples: [
      {
        title: "Objects of a bucket",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::albums"
                  ^^^^^^^^^^^^^^^^^^^^^ 's3:GetObject' and 's3:PutObject' work on objects, and 'arn:aws:s3:::albums' is a bucket
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
      },
      {
        title: "A bucket and its objects",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::S3::Bucket
  List:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action:
                - s3:ListBucket
                - s3:GetObject
              Resource: !GetAtt Albums.Arn
                                ^^^^^^^^^^ 's3:GetObject' works on objects, and '\${Albums.Arn}' is a bucket`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::S3::Bucket
  List:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action:
                - s3:ListBucket
                - s3:GetObject
              Resource:
                - !GetAtt Albums.Arn
                - !Sub \${Albums.Arn}/*`,
      },
      {
        title: "A bucket is no object",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:ListBucket
          Resource:
            - arn:aws:s3:::albums/* # all of them
              ^^^^^^^^^^^^^^^^^^^^^ 's3:ListBucket' works on buckets, and 'arn:aws:s3:::albums/*' are objects`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:ListBucket
          Resource:
            - arn:aws:s3:::albums # all of them`,
      },
      {
        title: "Each action finds its resource, or may",
        file: "template.yaml",
        good: `Parameters:
  Where: { Type: String }
Resources:
  Albums:
    Type: AWS::S3::Bucket
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: [s3:ListBucket, s3:GetObject], Resource: [!GetAtt Albums.Arn, !Sub "\${Albums.Arn}/*"] }
          - { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::albums*" }
          - { Effect: Allow, Action: s3:GetObject, Resource: !Sub "arn:aws:s3:::\${Where}" }
          - { Effect: Allow, Action: s3:ListBucket, Resource: arn:aws:s3:eu-west-1:111122223333:accesspoint/albums }
          - { Effect: Allow, Action: "s3:*", Resource: arn:aws:s3:::albums }
          - { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: "arn:aws:s3:::*" }
          - { Effect: Allow, NotAction: s3:GetObject, Resource: arn:aws:s3:::albums }`,
      },
    ],
  },
  *check(statement) {
    const misfit = misfitOf(statement);
    const [first] = misfit?.resources ?? [];
    if (misfit && first) yield { at: first.at, data: misfit };
  },
  message({ actions, resources: [resource], kind }) {
    const [works, is] = kind === "object" ? ["objects", "is a bucket"] : ["buckets", "are objects"];
    const said = shown((resource && saidBy(resource)) ?? "the resource", 32);
    return `${listed(actions.map((one) => shown(String(one.text), 24)))} ${actions.length === 1 ? "works" : "work"} on ${works}, and '${said}' ${is}`;
  },
  fix(misfit, edit) {
    const edits = isForAll(misfit) ? replaced(misfit, edit) : added(misfit, edit);
    const title = misfit.kind === "object" ? "Name the objects" : "Name the bucket";
    return edits && { title, safety: misfit.statement.effect === "Allow" ? "safe" : "unsafe", edits };
  },
});

/** Whether no action of the statement needs the resource as it is. */
const isForAll = ({ statement, kind }: Misfit): boolean =>
  statement.actions.every(({ text }) => text !== undefined && kindOfAction(text) === kind);

function replaced({ resources, kind, statement }: Misfit, edit: Edit): readonly SiteEdit[] | undefined {
  return together(
    ...resources.map((one) => {
      const text = one.at.kind === "scalar" && (!one.at.tag || one.at.tag === "!Sub") ? one.at : undefined;
      const source = text && requoted(text, converted(String(text.value), kind));
      if (text && source !== undefined) return edit.text(text, source);
      const other = otherOf(one, kind, statement);
      return other === undefined ? undefined : edit.replace(one.at, other);
    }),
  );
}

/** The others stay for the actions that they fit. */
function added({ resources, kind, statement }: Misfit, edit: Edit): readonly SiteEdit[] | undefined {
  const { resourceNode } = statement;
  const others = resources.map((one) => otherOf(one, kind, statement));
  if (!resourceNode || others.some((other) => other === undefined)) return undefined;
  const plain = others.flatMap((other) => other ?? []);
  const list = sequenceOf(resourceNode);
  if (list) return together(...plain.map((other) => edit.append(list, other)));
  const [only] = resources;
  const own = only && resources.length === 1 && only.at === resourceNode ? ownOf(only, statement) : undefined;
  return own === undefined ? undefined : edit.replace(resourceNode, [own, ...plain]);
}

const converted = (arn: string, kind: Misfit["kind"]): string =>
  kind === "object" ? `${arn}/*` : arn.replace(/^((?:[^/$]|\$\{[^{}]*\}|\$(?!\{))*)\/.*$/s, "$1");

/** The same bucket, or objects, as a value to be written. */
function otherOf(element: Element, kind: Misfit["kind"], statement: Statement): Plain | undefined {
  const bucket = bucketOf(element, statement);
  const arn = bucket && arnOf(bucket);
  if (bucket && arn !== undefined)
    return writtenTarget(
      kind === "object" ? { arn: `${arn}/*`, resource: bucket, suffix: "/*" } : { arn, resource: bucket },
    );
  const own = ownOf(element, statement);
  const text =
    typeof own === "string"
      ? own
      : own && typeof own === "object"
        ? (own as { "Fn::Sub"?: Plain })["Fn::Sub"]
        : undefined;
  if (typeof text !== "string") return undefined;
  const other = converted(text, kind);
  return typeof own === "string" || !other.includes("${") ? other : { "Fn::Sub": other };
}

/** The resource as it is written, if that can be written again. */
function ownOf(element: Element, statement: Statement): Plain | undefined {
  const { at } = element;
  if (at.kind === "scalar" && typeof at.value === "string" && !at.tag) return at.value;
  if (at.kind === "scalar" && typeof at.value === "string" && at.tag === "!Sub") return { "Fn::Sub": at.value };
  const bucket = bucketOf(element, statement);
  const arn = bucket && arnOf(bucket);
  return bucket && arn !== undefined && saidBy(element) === `\${${bucket.name}.Arn}`
    ? writtenTarget({ arn, resource: bucket })
    : undefined;
}

/** The bucket of the template whose ARN the pattern begins with. */
function bucketOf(element: Element, { template }: Statement) {
  const [, name] = /^\$\{([\w-]+)\.Arn\}/.exec(saidBy(element) ?? "") ?? [];
  const resource = name === undefined ? undefined : template?.resource(name);
  return resource?.type === "AWS::S3::Bucket" ? resource : undefined;
}
