import { policyRule, type Statement } from "../../engine/authoring.ts";

export default policyRule<Statement>({
  meta: {
    id: "iam/no-notprincipal",
    severity: "error",
    confidence: "high",
    summary: "A policy that lets in everyone but those it names",
    why: "'Allow' with 'NotPrincipal' names who is left out and lets in all others: every user and role of every AWS account, and callers without any account at all. It was mostly meant the other way. Name those who may come in with 'Principal'. AWS itself advises against the pair.",
    duty: "iam",
    cwe: [284],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the element NotPrincipal",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
      },
    ],
    examples: [
      {
        title: "A queue for everyone but one user",
        file: "template.yaml",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  Access:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            NotPrincipal:
            ^^^^^^^^^^^^ everyone but those named here is let in, strangers of other accounts too
              AWS: arn:aws:iam::111122223333:user/intern
            Action: sqs:SendMessage
            Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "The same in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:user/intern" },
    ^^^^^^^^^^^^^^ everyone but those named here is let in
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::albums/*"
  }
}`,
      },
      {
        title: "A topic, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Access:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics: [arn:aws:sns:eu-west-1:111122223333:orders]
        PolicyDocument:
          Statement:
            Effect: Allow
            NotPrincipal: { AWS: arn:aws:iam::111122223333:user/intern }
            ^^^^^^^^^^^^ everyone but those named here is let in
            Action: sns:Publish
            Resource: arn:aws:sns:eu-west-1:111122223333:orders`,
      },
      {
        title: "To deny all others is what it is for",
        good: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/backup" },
    "Action": "s3:*",
    "Resource": "arn:aws:s3:::albums/*"
  }
}`,
      },
    ],
  },
  *check(statement) {
    const entry = statement.node.entries.find(({ key }) => key.value === "NotPrincipal");
    if (statement.effect === "Allow" && entry) yield { at: entry.key, data: statement };
  },
  message: () => "everyone but those named here is let in, strangers of other accounts too",
});
