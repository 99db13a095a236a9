import { type Failing, failing, type Resource, templateRule, value, whenText } from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";

/** One thing that makes a trail worth less as evidence. */
interface Aspect {
  readonly path: string;
  /** Ends the sentence "'Trail' …". */
  readonly says: string;
  isBad(setting: value.Known | undefined): boolean;
  /** What it has to be set to, where that is all that is needed. */
  readonly cure?: boolean;
}

interface Weak {
  readonly trail: Resource;
  readonly aspects: readonly Aspect[];
  /** Where it is written; undefined: all of the aspects are missing. */
  readonly failing?: Failing;
}

const isOff = (setting: value.Known | undefined): boolean => value.boolean(setting) === false;
const isMissing = (setting: value.Known | undefined): boolean => setting === undefined;

const aspects: readonly Aspect[] = [
  { path: "IsLogging", says: "logs nothing", isBad: isOff, cure: true },
  { path: "IsMultiRegionTrail", says: "sees one region", isBad: isOff, cure: true },
  { path: "EnableLogFileValidation", says: "has no proof that its files are untouched", isBad: isOff, cure: true },
  { path: "KMSKeyId", says: "has no key of its own", isBad: isMissing },
  { path: "CloudWatchLogsLogGroupArn", says: "feeds no log group", isBad: isMissing },
];

export default templateRule<Weak>({
  meta: {
    id: "compliance/trail",
    severity: "warning",
    confidence: "high",
    summary: "A CloudTrail trail that leaves gaps",
    why: "The trail is what an investigation reads: who did what, when, from where. It has to see all regions, since an intruder uses the one that nobody looks at. File validation proves that nobody changed or removed a file. A key of its own keeps those who may read the bucket from reading the trail, and a log group lets alarms see an action within minutes.",
    duty: "configuration",
    cwe: [778],
    controls: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CloudTrail.5", "SAS-5"],
    references: [
      {
        title: "Security Hub: controls for CloudTrail",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
      },
      {
        title: "CloudFormation: trails",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html",
      },
    ],
    examples: [
      {
        title: "A trail of one region, with little else",
        bad: `Resources:
  Trail:
  ^^^^^ 'Trail' sees one region, has no proof that its files are untouched
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail
      KMSKeyId: alias/trail
      CloudWatchLogsLogGroupArn: !GetAtt Logs.Arn
  Logs:
    Type: AWS::Logs::LogGroup`,
        fixed: `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail
      KMSKeyId: alias/trail
      CloudWatchLogsLogGroupArn: !GetAtt Logs.Arn
      IsMultiRegionTrail: true
      EnableLogFileValidation: true
  Logs:
    Type: AWS::Logs::LogGroup`,
      },
      {
        title: "A trail that is switched off",
        file: "template.json",
        bad: `{
  "Resources": {
    "Trail": {
      "Type": "AWS::CloudTrail::Trail",
      "Properties": {
        "IsLogging": false,
                     ^^^^^ 'Trail' logs nothing
        "IsMultiRegionTrail": true,
        "EnableLogFileValidation": true,
        "KMSKeyId": "alias/trail",
        "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*",
        "S3BucketName": "photos-trail"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Trail": {
      "Type": "AWS::CloudTrail::Trail",
      "Properties": {
        "IsLogging": true,
        "IsMultiRegionTrail": true,
        "EnableLogFileValidation": true,
        "KMSKeyId": "alias/trail",
        "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*",
        "S3BucketName": "photos-trail"
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service, without a key and a log group",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Trail:
    ^^^^^ 'Trail' has no key of its own, feeds no log group
      Type: AWS::CloudTrail::Trail
      Properties:
        IsLogging: true
        IsMultiRegionTrail: true
        EnableLogFileValidation: true
        S3BucketName: photos-trail`,
      },
      {
        title: "Complete, with what is decided at deployment",
        good: `Parameters:
  Validates:
    Type: String
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      IsMultiRegionTrail: true
      EnableLogFileValidation: !Ref Validates
      KMSKeyId: !Ref Key
      CloudWatchLogsLogGroupArn: !GetAtt Logs.Arn
      S3BucketName: photos-trail
  Key:
    Type: AWS::KMS::Key
  Logs:
    Type: AWS::Logs::LogGroup`,
      },
    ],
  },
  at: "AWS::CloudTrail::Trail",
  *check(_property, trail) {
    const found = aspects.flatMap((aspect) => {
      const bad = failing(trail, aspect.path, aspect.isBad);
      return bad ? [{ aspect, bad }] : [];
    });
    for (const { aspect, bad } of found)
      if (bad.isWritten || bad.when) yield { at: bad.at, data: { trail, aspects: [aspect], failing: bad } };
    const missing = found.filter(({ bad }) => !bad.isWritten && !bad.when).map(({ aspect }) => aspect);
    const curable = missing.filter(({ cure }) => cure);
    const others = missing.filter(({ cure }) => !cure);
    if (curable.length > 0) yield { at: trail.key, data: { trail, aspects: curable } };
    if (others.length > 0) yield { at: trail.key, data: { trail, aspects: others }, severity: "info" };
  },
  message: ({ trail, aspects, failing }) =>
    `'${trail.name}' ${aspects.map(({ says }) => says).join(", ")}${failing ? whenText(failing) : ""}`,
  fix: ({ trail, aspects, failing }, edit) => {
    if (!aspects.every(({ cure }) => cure)) return undefined;
    const edits = failing
      ? failing.isWritten && edit.replace(failing.at, true)
      : together(...aspects.map(({ path }) => edit.setProperty(trail, path, true)));
    return edits ? { title: "Switch on what is missing", safety: safetyOf(aspects), edits } : undefined;
  },
});

/** More regions are more events, and events cost. */
const safetyOf = (aspects: readonly Aspect[]) =>
  aspects.every(({ path }) => path === "EnableLogFileValidation") ? "safe" : "unsafe";
