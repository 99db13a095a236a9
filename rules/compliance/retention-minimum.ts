import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

/** What PCI DSS asks for, and AWS's own control by default. */
const fewestDays = 365;

export default settingRule({
  meta: {
    id: "compliance/retention-minimum",
    severity: "warning",
    confidence: "high",
    summary: "Logs that are deleted within a year",
    why: "Intruders are often found only after months, and then the logs of the first day are needed. PCI DSS asks for a year of audit logs; HIPAA asks for six years of the records that it names. Longer retention costs storage: what need not be at hand can be exported to S3.",
    duty: "configuration",
    cwe: [779],
    controls: ["CloudWatch.16"],
    profiles: ["pci", "hipaa"],
    references: [
      {
        title: "Security Hub: controls for CloudWatch",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
      },
    ],
    examples: [
      {
        title: "Two weeks",
        bad: `Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 14
                       ^^ 'Logs' keeps its lines for 14 days`,
        fixed: `Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": { "RetentionInDays": 30 }
                                         ^^ 'Logs' keeps its lines for 30 days
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": { "RetentionInDays": 365 }
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
      Type: AWS::Logs::LogGroup
      Properties:
        RetentionInDays: 90
                         ^^ 'Logs' keeps its lines for 90 days`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Logs:
      Type: AWS::Logs::LogGroup
      Properties:
        RetentionInDays: 365`,
      },
      {
        title: "A year, for ever, or not known",
        good: `Parameters:
  Days:
    Type: Number
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365
  Kept:
    Type: AWS::Logs::LogGroup
  Decided:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: !Ref Days`,
      },
    ],
  },
  at: "AWS::Logs::LogGroup/RetentionInDays",
  isBad: (setting) => {
    const days = value.number(setting);
    return days !== undefined && days > 0 && days < fewestDays;
  },
  message: ({ resource, failing }, when) =>
    `'${resource.name}' keeps its lines for ${value.number(failing.value)} days${when}: auditors ask for a year`,
  cure: { title: "Keep them for a year", value: fewestDays, safety: "unsafe" },
});
