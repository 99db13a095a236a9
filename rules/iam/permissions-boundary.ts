import { gathered, type Plain, type Resource, referenceIn, templateRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

interface Unbounded {
  readonly role: Resource;
  /** The logical id of the policy that bounds other roles of the template. */
  readonly boundary: string | undefined;
}

export default templateRule<Unbounded>({
  meta: {
    id: "iam/permissions-boundary",
    severity: "info",
    confidence: "high",
    summary: "A role has no permissions boundary",
    why: "A boundary says what a role may do at most, whatever its policies allow. Where teams deploy their own roles, it keeps a mistake in one policy, or a pipeline that is broken into, from making an administrator. It has to be a managed policy that those who deploy cannot change.",
    duty: "iam",
    cwe: [250],
    controls: ["SAS-4"],
    profiles: [],
    references: [
      {
        title: "IAM: permissions boundaries",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      },
      {
        title: "CloudFormation: AWS::IAM::Role",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html",
      },
    ],
    examples: [
      {
        title: "One role with a boundary, one without",
        file: "template.yaml",
        bad: `Resources:
  Limits:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }]
  Reader:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Limits
  Writer:
  ^^^^^^ nothing limits what the policies of 'Writer' may allow
    Type: AWS::IAM::Role
    Properties:
      RoleName: writer`,
        fixed: `Resources:
  Limits:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }]
  Reader:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Limits
  Writer:
    Type: AWS::IAM::Role
    Properties:
      RoleName: writer
      PermissionsBoundary: !Ref Limits`,
      },
      {
        title: "The role that SAM makes for a function",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
  ^^^^^^ nothing limits what the policies of 'AlbumsRole' may allow
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      PermissionsBoundary: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/BOUNDARY`,
      },
      {
        title: "The role of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
  ^^^ nothing limits what the policies of 'IamRoleLambdaExecution' may allow
    role:
      name: albums
functions:
  list:
    handler: albums.list`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      name: albums
      permissionsBoundary: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/BOUNDARY
functions:
  list:
    handler: albums.list`,
      },
      {
        title: "Bounded",
        file: "template.yaml",
        good: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    PermissionsBoundary: !ImportValue boundary
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
  Reader:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: arn:aws:iam::111122223333:policy/limits`,
      },
    ],
  },
  at: "AWS::IAM::Role/PermissionsBoundary",
  *check(property, role) {
    if (!property) yield { at: role.key, data: { role, boundary: boundaries(role.template, "")[0] } };
  },
  message: ({ role }) => `nothing limits what the policies of '${shown(role.name, 60)}' may allow`,
  fix({ role, boundary }, edit) {
    const written: Plain = boundary === undefined ? { "Fn::Sub": placeholder } : { Ref: boundary };
    const edits = edit.setProperty(role, "PermissionsBoundary", written);
    const title = boundary === undefined ? "Name a boundary" : `Limit it by '${boundary}'`;
    return edits && { title, safety: "unsafe", edits };
  },
});

const placeholder = "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/BOUNDARY";

/** The policies of the template that bound a role of it. */
const boundaries = gathered((resource) => {
  const reference = resource.type === "AWS::IAM::Role" && referenceIn(resource.property("PermissionsBoundary")?.value);
  return reference && reference.attribute === undefined ? [["", reference.resource]] : [];
});
