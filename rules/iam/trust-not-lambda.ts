import {
  type Edit,
  type Resource,
  type Statement,
  statementsHeldBy,
  templateRule,
  value,
} from "../../engine/authoring.ts";
import { functionsWith } from "./_principals.ts";

interface Distrust {
  readonly role: Resource;
  readonly fn: Resource;
  readonly trust: readonly Statement[];
  /** A service principal that is no service's, meant for Lambda. */
  readonly wrong?: value.Value;
}

const lambda = "lambda.amazonaws.com";

export default templateRule<Distrust>({
  meta: {
    id: "iam/trust-not-lambda",
    severity: "error",
    confidence: "high",
    summary: "A function whose role AWS Lambda may not take",
    why: "Before a function runs, the service 'lambda.amazonaws.com' takes its role. If the role's trust policy does not let it, the deployment fails: \"The role defined for the function cannot be assumed by Lambda\". A mistyped principal, 'lambda.aws.amazon.com' or 'lambda', does the same.",
    duty: "iam",
    cwe: [284],
    controls: ["SAS-3"],
    references: [
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
    ],
    examples: [
      {
        title: "A role that was made for something else",
        bad: `Resources:
  SaveRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
      ^^^^^^^^^^^^^^^^^^^^^^^^ 'Save' cannot start: its role 'SaveRole' does not trust 'lambda.amazonaws.com'
        Statement:
          - Effect: Allow
            Principal: { Service: ec2.amazonaws.com }
            Action: sts:AssumeRole
  Save:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt SaveRole.Arn`,
        fixed: `Resources:
  SaveRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: ec2.amazonaws.com }
            Action: sts:AssumeRole
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
  Save:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt SaveRole.Arn`,
      },
      {
        title: "A principal that no service has",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  save:
    handler: save.handler
    role: SaveRole
resources:
  Resources:
    SaveRole:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            - Effect: Allow
              Principal:
                Service: lambda.aws.amazon.com
                         ^^^^^^^^^^^^^^^^^^^^^ 'save' cannot start: its role 'SaveRole' does not trust 'lambda.amazonaws.com'
              Action: sts:AssumeRole`,
        fixed: `service: albums
provider:
  name: aws
functions:
  save:
    handler: save.handler
    role: SaveRole
resources:
  Resources:
    SaveRole:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            - Effect: Allow
              Principal:
                Service: lambda.amazonaws.com
              Action: sts:AssumeRole`,
      },
      {
        title: "Among others; by a parameter; a role that no function has",
        good: `Parameters:
  Service:
    Type: String
Resources:
  SaveRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: [edgelambda.amazonaws.com, lambda.amazonaws.com] }
            Action: sts:AssumeRole
  LoadRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: !Ref Service }
            Action: sts:AssumeRole
  Machine:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: ec2.amazonaws.com }
            Action: sts:AssumeRole
  Save:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt SaveRole.Arn
  Load:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt LoadRole.Arn`,
      },
    ],
  },
  at: "AWS::IAM::Role/AssumeRolePolicyDocument",
  *check(policy, role) {
    const [fn] = policy?.key ? functionsWith(role) : [];
    if (!fn || !policy?.key) return;
    const trust = statementsHeldBy(role).filter((one) => one.role === "trust");
    if (trust.length === 0 || !trust.every(isReadable) || trust.some(isForLambda)) return;
    const wrong = trust.flatMap(servicesOf).find((one) => /^lambda\b/.test(value.text(one) ?? ""));
    yield { at: wrong?.at ?? policy.key, data: { role, fn, trust, ...(wrong ? { wrong } : {}) } };
  },
  message: ({ role, fn }) => `'${fn.name}' cannot start: its role '${role.name}' does not trust '${lambda}'`,
  fix: (data, edit) => {
    const edits = data.wrong ? edit.replace(data.wrong.at, lambda) : withLambda(data, edit);
    return edits && { title: `Let '${lambda}' take the role`, safety: "safe", edits };
  },
});

const servicesOf = ({ principal }: Statement): readonly value.Value[] =>
  value.map(principal) ? value.items(value.at(principal, "Service")) : [];

/** Whether all that a statement says of principals is known. */
function isReadable({ principal, notPrincipal, effect }: Statement): boolean {
  if (notPrincipal || effect === undefined || principal?.kind !== "known") return false;
  if (value.text(principal) === "*") return false;
  const entries = value.map(principal)?.entries ?? [];
  return entries.every(({ value: who }) => value.items(who).every((one) => one.kind === "known" || isOther(one)));
}

/** A reference to a resource names a role or a user, never a service. */
const isOther = (who: value.Value): boolean => who.kind === "unknown" && who.refersTo !== undefined;

const isForLambda = (statement: Statement): boolean =>
  statement.effect === "Allow" &&
  servicesOf(statement).some((one) => /^(edge)?lambda\.amazonaws\.com/.test(value.text(one) ?? ""));

function withLambda({ role }: Distrust, edit: Edit) {
  const statements = role.property("AssumeRolePolicyDocument/Statement")?.value;
  const list = statements?.at;
  if (list?.kind !== "sequence") return undefined;
  return edit.append(list, { Effect: "Allow", Principal: { Service: lambda }, Action: "sts:AssumeRole" });
}
