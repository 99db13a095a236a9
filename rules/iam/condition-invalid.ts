import { entryOf, policyRule, type Statement } from "../../engine/authoring.ts";
import { type ConditionFault, conditionFaults } from "./_condition-faults.ts";
import { requoted } from "./_policy-shape.ts";

interface Invalid {
  readonly statement: Statement;
  readonly fault: ConditionFault;
}

export default policyRule<Invalid>({
  meta: {
    id: "iam/condition-invalid",
    severity: "warning",
    confidence: "high",
    summary: "A condition of a policy can never do what it says",
    why: "A condition compares a key of the request with values. With an operator that AWS does not know the policy is refused; a key that no request has makes the condition never met, or with `IfExists`, `ForAllValues` and negations always. `StringEquals` takes `*` for a letter, `Bool` compares nothing but true and false, and `ForAllValues` lets through every request that does not have the key at all. A limit that is believed to hold does not, or what should be allowed is refused.",
    duty: "iam",
    cwe: [863],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: condition operators",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
      },
      {
        title: "IAM: global condition keys",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
      },
      {
        title: "IAM: keys with one value and with several",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
      },
    ],
    examples: [
      {
        title: "A wildcard that is none",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::albums",
      "Condition": { "StringEquals": { "s3:prefix": ["", "covers/*"] } }
                     ^^^^^^^^^^^^^^ 'StringEquals' takes the '*' of 'covers/*' for a letter, not for a wildcard
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::albums",
      "Condition": { "StringLike": { "s3:prefix": ["", "covers/*"] } }
    }
  ]
}`,
      },
      {
        title: "A misspelt operator",
        file: "template.yaml",
        bad: `Resources:
  Queue:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [orders]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: "*"
            Condition:
              ArnEqual: # the topic only
              ^^^^^^^^ 'ArnEqual' is no operator of conditions: AWS refuses the policy
                aws:SourceArn: arn:aws:sns:eu-west-1:111122223333:orders`,
        fixed: `Resources:
  Queue:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [orders]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: "*"
            Condition:
              ArnEquals: # the topic only
                aws:SourceArn: arn:aws:sns:eu-west-1:111122223333:orders`,
      },
      {
        title: "A limit that is none for a request without the key",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: "*"
          Condition:
            ForAllValues:StringEquals:
            ^^^^^^^^^^^^^^^^^^^^^^^^^ 'ForAllValues' lets a request through that has no 'aws:SourceVpce'
              aws:SourceVpce: vpce-1a2b3c4d`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: "*"
          Condition:
            StringEquals:
              aws:SourceVpce: vpce-1a2b3c4d`,
      },
      {
        title: "Keys that are not there, or not of the operator's type",
        file: "template.yaml",
        bad: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
            Condition:
              StringEquals:
                aws:TeamOfCaller: photos
                ^^^^^^^^^^^^^^^^ 'aws:TeamOfCaller' is no condition key, so the condition is never met
                s3:prefix: covers/
                ^^^^^^^^^ no request for an action of the statement has 's3:prefix', so the condition is never met
              Bool:
                aws:SecureTransport: "yes"
                                     ^^^^^ 'yes' is neither true nor false, so 'Bool' never matches it
                aws:SourceAccount: "111122223333"
                ^^^^^^^^^^^^^^^^^ 'Bool' compares true or false, and 'aws:SourceAccount' is none
              IpAddress:
                aws:SourceIp: 10.0.0
                              ^^^^^^ '10.0.0' is no address or range of addresses`,
      },
      {
        title: "Keys of tags and identity providers, literal stars, sets that must be there",
        file: "template.yaml",
        good: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals: { "token.actions.githubusercontent.com:aud": sts.amazonaws.com }
              StringLike: { "token.actions.githubusercontent.com:sub": "repo:albums/api:*" }
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: [dynamodb:Query, kms:Decrypt]
            Resource: "*"
            Condition:
              StringEquals:
                aws:ResourceTag/app: albums
                aws:PrincipalTag/team: "\${*}"
                kms:EncryptionContext:aws:dynamodb:tableName: albums
              StringEqualsIfExists: { "s3:prefix": covers/ }
              "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["\${aws:username}"], "aws:TagKeys": [app] }
              Bool: { "aws:SecureTransport": true }
              IpAddress: { "aws:SourceIp": [10.0.0.0/8, "2001:db8::/32"] }
              NumericLessThan: { "aws:MultiFactorAuthAge": 3600 }
              DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" }
              ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:albums" }
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: "*"
            Condition:
              "ForAllValues:StringEquals": { "aws:SourceVpce": vpce-1a2b3c4d }
              "Null": { "aws:SourceVpce": "false" }`,
      },
    ],
  },
  *check(statement) {
    // what a thing of IoT may do is tested by keys of its own
    if (statement.policyTemplate !== undefined || statement.owner?.type === "AWS::IoT::Policy") return;
    for (const fault of conditionFaults(statement))
      yield { at: fault.at, data: { statement, fault }, confidence: fault.confidence };
  },
  message: ({ fault }) => fault.says,
  fix({ statement, fault: { at, text, isRefused } }, edit) {
    const source = text === undefined ? undefined : requoted(at, text);
    if (text === undefined || source === undefined || isTaken(statement, text)) return undefined;
    const isSafe = isRefused === true || (statement.effect === "Allow" && /Like/.test(text));
    return { title: `Write '${text}'`, safety: isSafe ? "safe" : "unsafe", edits: edit.text(at, source) };
  },
});

/** Whether the condition has the operator already, under which the tests would have to go. */
function isTaken({ condition }: Statement, text: string): boolean {
  return condition !== undefined && entryOf(condition.at, text) !== undefined;
}
