import { type Resource, templateRule } from "../../engine/authoring.ts";

export default templateRule<Resource>({
  meta: {
    id: "compliance/log-data-protection",
    severity: "hint",
    confidence: "high",
    summary: "A log group that shows personal data as it comes",
    why: "Sooner or later a name, an address or a card number ends up in a log. A data protection policy of the log group finds such data by its look, masks it for everyone who has no right to see it, and can send an audit record. It costs by the amount of log that is looked through.",
    duty: "configuration",
    cwe: [532],
    controls: [],
    profiles: [],
    references: [
      {
        title: "CloudWatch Logs: masking sensitive data",
        url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html",
      },
    ],
    examples: [
      {
        title: "Without a policy",
        bad: `Resources:
  Logs:
  ^^^^ 'Logs' masks no personal data
    Type: AWS::Logs::LogGroup`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Logs": {
    ^^^^^^ 'Logs' masks no personal data
      "Type": "AWS::Logs::LogGroup"
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Logs:
    ^^^^ 'Logs' masks no personal data
      Type: AWS::Logs::LogGroup`,
      },
      {
        title: "With a policy; the cheap class, which can have none",
        good: `Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      DataProtectionPolicy:
        Name: mask
        Version: "2021-06-01"
        Statement: []
  Cheap:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupClass: INFREQUENT_ACCESS`,
      },
    ],
  },
  at: "AWS::Logs::LogGroup/DataProtectionPolicy",
  *check(property, group) {
    if (!property && !group.property("LogGroupClass")) yield { at: group.key, data: group };
  },
  message: ({ name }) => `'${name}' masks no personal data: whoever reads the log reads it all`,
});
