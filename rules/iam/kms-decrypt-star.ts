import { type Cure, type Edit, policyRule, type Statement, value } from "../../engine/authoring.ts";
import { exactCures, namesResources } from "./_exact.ts";
import { isOrAre, namedActions } from "./_named.ts";
import { resourceCures, skeletonCures } from "./_scoped.ts";
import { type Spoken, spokenOnAll } from "./_voices.ts";

export default policyRule<Spoken>({
  meta: {
    id: "iam/kms-decrypt-star",
    severity: "warning",
    confidence: "high",
    summary: "A policy lets its holder decrypt with every key",
    why: "A key of KMS keeps data from those who may read the bucket or table that it lies in. Whoever may decrypt with every key has lost that second lock for all of them, also for the keys of other teams whose key policy leaves it to IAM. Name the key, or say through which service it may be used: `kms:ViaService`.",
    duty: "iam",
    cwe: [732],
    controls: ["KMS.1", "KMS.2", "SAS-4"],
    references: [
      {
        title: "KMS: IAM policies should not allow decryption on all keys",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
      },
      {
        title: "KMS: best practices for IAM policies",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html",
      },
    ],
    examples: [
      {
        title: "Every key, where the template has one",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  PhotoKey:
    Type: AWS::KMS::Key
  Show:
    Type: AWS::Serverless::Function
    Properties:
      Handler: show.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [kms:Decrypt, kms:ReEncrypt*]
              Resource: "*"
                        ^^^ 'kms:Decrypt' and 'kms:ReEncrypt*' are allowed with every key`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  PhotoKey:
    Type: AWS::KMS::Key
  Show:
    Type: AWS::Serverless::Function
    Properties:
      Handler: show.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [kms:Decrypt, kms:ReEncrypt*]
              Resource: !GetAtt PhotoKey.Arn`,
      },
      {
        title: "Every key of the account",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: kms:Decrypt
          Resource: arn:aws:kms:*:111122223333:key/*
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'kms:Decrypt' is allowed with every key of the account`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: kms:Decrypt
          Resource: arn:aws:kms:*:111122223333:key/*
          Condition:
            StringEquals:
              kms:ViaService: !Sub s3.\${AWS::Region}.amazonaws.com`,
      },
      {
        title: "Only through a service, only by an alias, only one key, or only to encrypt",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }
    },
    {
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Condition": { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/photos" } }
    },
    {
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    },
    { "Effect": "Allow", "Action": "kms:Encrypt", "Resource": "arn:aws:kms:eu-west-1:111122223333:key/*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const spoken = spokenOnAll(statement, "key");
    if (spoken) yield { at: spoken.resource.at, data: spoken };
  },
  message: ({ actions }) => `${namedActions(actions)} ${isOrAre(actions)} allowed with every key of the account`,
  fix: ({ statement, resource, actions }, edit, grounds) => {
    const scoping = { statement, replaced: [resource], actions };
    const exact = exactCures(statement, edit, grounds, namesResources([resource]));
    const named = resourceCures(scoping, edit);
    const through = throughService(statement, edit);
    const scoped = named.length > 0 ? [...named, ...through] : [...through, ...skeletonCures(scoping, edit)];
    return [...exact, ...scoped];
  },
});

/** Says through which service the keys may be used, where all that the statement allows is keys' work. */
function throughService(statement: Statement, edit: Edit): readonly Cure[] {
  if (!statement.actions.every(({ text }) => text !== undefined && /^kms:/i.test(text))) return [];
  if (statement.condition && !value.map(statement.condition)) return [];
  const service = statement.template ? { "Fn::Sub": "s3.${AWS::Region}.amazonaws.com" } : "s3.REGION.amazonaws.com";
  const edits = edit.set(statement.node, ["Condition", "StringEquals", "kms:ViaService"], service);
  return edits ? [{ title: "Limit it to what S3 asks for", safety: "unsafe", edits }] : [];
}
