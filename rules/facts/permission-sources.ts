/** How a service that invokes functions is told from which of its resources it may. */
export interface PermissionSource {
  /** The service segment of the ARN that it gives as source. */
  readonly arnService: string;
  /** The type of resource, and the property in which it names the function. */
  readonly type?: string;
  readonly names?: string;
}

export const source =
  "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html, https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html and the page of each service there";
export const asOf = "2026-11";

/** By the service's principal. A load balancer is left out: its target group has an ARN only after the permission is there. */
export const permissionSources: Readonly<Record<string, PermissionSource>> = {
  "apigateway.amazonaws.com": { arnService: "execute-api" },
  "cognito-idp.amazonaws.com": { arnService: "cognito-idp", type: "AWS::Cognito::UserPool", names: "LambdaConfig" },
  "config.amazonaws.com": { arnService: "config" },
  "events.amazonaws.com": { arnService: "events", type: "AWS::Events::Rule", names: "Targets" },
  "iot.amazonaws.com": { arnService: "iot", type: "AWS::IoT::TopicRule", names: "TopicRulePayload" },
  "lexv2.amazonaws.com": { arnService: "lex" },
  "logs.amazonaws.com": { arnService: "logs" },
  "s3.amazonaws.com": { arnService: "s3", type: "AWS::S3::Bucket", names: "NotificationConfiguration" },
  "secretsmanager.amazonaws.com": { arnService: "secretsmanager" },
  "ses.amazonaws.com": { arnService: "ses" },
  "sns.amazonaws.com": { arnService: "sns", type: "AWS::SNS::Subscription", names: "Endpoint" },
};

/** Services whose permission needs no source: another check of theirs stands in its place, or no ARN can be there yet. */
export const sourceless: readonly string[] = [
  "elasticloadbalancing.amazonaws.com",
  "edgelambda.amazonaws.com",
  "replicator.lambda.amazonaws.com",
  "alexa-appkit.amazon.com",
  "alexa-connectedhome.amazon.com",
];
