import { type Plain, type Resource, referredAt, templateRule, value } from "../../engine/authoring.ts";
import { companion, logGroup } from "../shared/companions.ts";
import { keptDays } from "../shared/log-groups.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

export default templateRule<Resource>({
  meta: {
    id: "observability/waf-log",
    severity: "info",
    confidence: "high",
    summary: "A firewall that does not log what it blocks and lets pass",
    why: "A web ACL counts what it blocks, but only its log says which request it was, from where and by which rule. Without it nobody can tell an attack from a customer who is locked out by mistake, nor find what got through before a rule was made.",
    duty: "configuration",
    cwe: [778],
    controls: ["WAF.11", "SAS-5"],
    references: [
      {
        title: "WAF: logging of a web ACL's traffic",
        url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
      },
      {
        title: "Security Hub: controls of WAF",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
      },
    ],
    examples: [
      {
        title: "A web ACL without a log",
        bad: `Resources:
  Firewall:
  ^^^^^^^^ no log says what 'Firewall' blocks and lets pass
    Type: AWS::WAFv2::WebACL
    Properties:
      Scope: REGIONAL`,
        fixed: `Resources:
  Firewall:
    Type: AWS::WAFv2::WebACL
    Properties:
      Scope: REGIONAL
  FirewallLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub aws-waf-logs-\${AWS::StackName}-Firewall
      RetentionInDays: 365
  FirewallLogging:
    Type: AWS::WAFv2::LoggingConfiguration
    Properties:
      ResourceArn: !GetAtt Firewall.Arn
      LogDestinationConfigs:
        - !Sub arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${FirewallLogs}
      RedactedFields:
        - SingleHeader:
            Name: authorization
        - SingleHeader:
            Name: cookie`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Firewall:
    ^^^^^^^^ no log says what 'Firewall' blocks and lets pass
      Type: AWS::WAFv2::WebACL
      Properties:
        Scope: \${param:scope}`,
      },
      {
        title: "Logged",
        good: `Resources:
  Firewall:
    Type: AWS::WAFv2::WebACL
    Properties:
      Scope: REGIONAL
  Logging:
    Type: AWS::WAFv2::LoggingConfiguration
    Properties:
      ResourceArn: !GetAtt Firewall.Arn
      LogDestinationConfigs: [!ImportValue Stream]`,
      },
    ],
  },
  at: "AWS::WAFv2::WebACL",
  *check(_property, acl) {
    if (!referredAt(acl.template, "ResourceArn").has(acl.name)) yield { at: acl.key, data: acl };
  },
  message: ({ name }) =>
    `no log says what '${shown(name, 55)}' blocks and lets pass: an attack cannot be told from a mistake`,
  fix: (acl, edit) => {
    // a firewall of CloudFront logs in one region only, wherever its stack is
    if (value.text(acl.property("Scope")?.value) !== "REGIONAL") return undefined;
    const name = { "Fn::Sub": `aws-waf-logs-\${AWS::StackName}-${acl.name}` };
    const group = companion(acl, `${acl.name}Logs`, logGroup(keptDays, name), edit);
    const logging = group && companion(acl, `${acl.name}Logging`, loggingOf(acl, group.name), edit);
    const edits = logging && together(group.edits, logging.edits);
    return edits && { title: "Log to a group of its own", safety: "unsafe", edits };
  },
});

const loggingOf = ({ name }: Resource, group: string): { readonly Type: string } & Record<string, Plain> => ({
  Type: "AWS::WAFv2::LoggingConfiguration",
  Properties: {
    ResourceArn: { "Fn::GetAtt": [name, "Arn"] },
    LogDestinationConfigs: [
      { "Fn::Sub": `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${${group}}` },
    ],
    RedactedFields: [{ SingleHeader: { Name: "authorization" } }, { SingleHeader: { Name: "cookie" } }],
  },
});
