import assert from "node:assert/strict";
import { test } from "node:test";
import { grantsOf } from "../../engine/policy/grants.ts";
import { managedNameIn, managedPolicyNamed } from "../../engine/policy/managed-policy.ts";
import * as value from "../../engine/template/value.ts";
import { templateIn } from "../template/reading.ts";

const grantsIn = (text: string, path?: string) => {
  const template = path === undefined ? templateIn(text) : templateIn(text, path);
  const resource = template?.resources.find(({ type }) => type === "AWS::Lambda::Function");
  assert.ok(resource);
  return grantsOf(resource);
};

const sam = (policies: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Policies: ${policies}
`;

test("a managed policy of AWS is read as its statements", () => {
  const { statements, complete } = grantsIn(sam("[AmazonSQSFullAccess]"));
  assert.ok(complete);
  assert.deepEqual(
    statements.map(({ effect, actions, resources, managedPolicy, role }) => ({
      effect,
      actions: actions.map(({ text }) => text),
      resources: resources.map(({ text }) => text),
      managedPolicy,
      role,
    })),
    [{ effect: "Allow", actions: ["sqs:*"], resources: ["*"], managedPolicy: "AmazonSQSFullAccess", role: "identity" }],
  );
});

test("its place is where it is named", () => {
  const text = sam("[AmazonSQSFullAccess]");
  const [statement] = grantsIn(text).statements;
  const [action] = statement?.actions ?? [];
  assert.ok(statement && action);
  assert.equal(action.at.block.text.slice(action.at.start, action.at.end), "AmazonSQSFullAccess");
  assert.deepEqual([statement.node.start, statement.node.end], [action.at.start, action.at.end]);
});

test("conditions are kept", () => {
  const { statements } = grantsIn(sam("AWSAppSyncAdministrator"));
  const passing = statements.find(({ actions }) => actions.some(({ text }) => text === "iam:PassRole"));
  const services = value.items(value.at(passing?.condition, "StringEquals", "iam:PassedToService"));
  assert.deepEqual(services.map(value.text), ["appsync.amazonaws.com"]);
});

test("ARNs of a role, with any partition and path", () => {
  const { statements, complete } = grantsIn(`Resources:
  Save:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Role.Arn }
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess
`);
  assert.ok(complete);
  assert.deepEqual(
    [...new Set(statements.map(({ managedPolicy }) => managedPolicy))],
    ["AWSLambdaBasicExecutionRole", "AmazonS3ReadOnlyAccess"],
  );
  assert.ok(statements.every(({ owner }) => owner?.name === "Role"));
});

test("a policy that we do not have, or of someone else, makes the answer incomplete", () => {
  for (const policy of ["AmazonNoSuchAccess", "arn:aws:iam::123456789012:policy/Own", "constructor", "''", "12", "{}"])
    assert.equal(grantsIn(sam(`[${policy}]`)).complete, policy === "{}", policy);
});

test("names in ARNs", () => {
  assert.equal(managedNameIn("arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess"), "ViewOnlyAccess");
  assert.equal(managedNameIn("arn:aws:iam::123456789012:policy/ReadOnlyAccess"), undefined);
  assert.equal(managedPolicyNamed("toString"), undefined);
  assert.equal(managedPolicyNamed("AWSLambdaBasicExecutionRole")?.path, "service-role/");
});
