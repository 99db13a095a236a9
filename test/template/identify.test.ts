import assert from "node:assert/strict";
import { test } from "node:test";
import { constructPathOf } from "../../engine/template/construct-path.ts";
import { kindOf } from "../../engine/template/identify.ts";
import { documentOf, resourceIn } from "./reading.ts";

const kind = (text: string, path?: string) => kindOf(documentOf(text, path));

test("a CloudFormation template is known by its resources, or by its version alone", () => {
  assert.equal(kind("Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n"), "cloudformation");
  assert.equal(kind("Resources:\n  Thing:\n    Type: Custom::Thing\n"), "cloudformation");
  assert.equal(kind("AWSTemplateFormatVersion: '2010-09-09'\n"), "cloudformation");
  assert.equal(kind('{ "Resources": { "Bucket": { "Type": "AWS::S3::Bucket" } } }', "/app/any.json"), "cloudformation");
});

test("a SAM template is known by its transform or by one of its types", () => {
  assert.equal(kind("Transform: AWS::Serverless-2016-10-31\n"), "sam");
  assert.equal(kind("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources: {}\n"), "sam");
  assert.equal(kind("Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n"), "sam");
});

test("a Serverless Framework file is known by service and provider, or by functions with handlers", () => {
  assert.equal(kind("service: photos\nprovider:\n  name: aws\n"), "serverless");
  assert.equal(kind("service: photos\nprovider:\n"), "serverless");
  assert.equal(kind("functions:\n  get:\n    handler: src/get.handler\n"), "serverless");
  assert.equal(kind("functions:\n  - get:\n      handler: src/get.handler\n"), "serverless");
});

test("policies, workflows, OpenAPI definitions and package.json", () => {
  assert.equal(kind('{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }', "/app/p.json"), "policy");
  assert.equal(kind("- Statement:\n    - Effect: Deny\n"), "policy");
  assert.equal(kind("on: push\njobs:\n  build: {}\n"), "workflow");
  assert.equal(kind("openapi: 3.0.1\npaths: {}\n"), "openapi");
  assert.equal(kind("swagger: '2.0'\n"), "openapi");
  assert.equal(kind('{ "name": "photos" }', "/app/package.json"), "package");
  assert.equal(kind('{ "name": "photos" }', "/app/other.json"), "other");
});

test("a state machine's definition is known by where it starts, or by its states", () => {
  assert.equal(kind("StartAt: First\nStates: {}\n"), "stepfunctions");
  assert.equal(kind('{ "States": { "First": { "Type": "Pass", ', "/app/flow.asl.json"), "stepfunctions");
  assert.equal(kind("States: { Bavaria: { Type: Land } }\n"), "other");
});

test("other YAML is left alone", () => {
  assert.equal(kind("apiVersion: v1\nkind: Service\nmetadata: {}\n"), "other");
  assert.equal(kind("services:\n  db:\n    image: postgres\n"), "other");
  assert.equal(kind("services:\n  api: { path: services/api }\n"), "other");
  assert.equal(kind("- hosts: all\n  tasks: [{ name: x, service: { name: nginx } }]\n"), "other");
  assert.equal(kind("replicaCount: 1\nservice: { type: ClusterIP }\n"), "other");
  assert.equal(kind("apiVersion: apps/v1\nkind: Deployment\nspec: {}\nfunctions: { a: { handler: x } }\n"), "other");
  assert.equal(kind("provider: { name: openfaas }\nfunctions: { a: { handler: ./a, lang: go } }\n"), "other");
  assert.equal(
    kind("ROSTemplateFormatVersion: '2015-09-01'\nResources: { A: { Type: ALIYUN::ECS::Instance } }\n"),
    "other",
  );
  assert.equal(kind("openapi: ./spec.yaml\n"), "other");
  assert.equal(kind('{ "compilerOptions": { "types": [] } }', "/app/tsconfig.json"), "other");
  assert.equal(kind('{ "resource": { "aws_s3_bucket": { "a": {} } } }', "/app/main.tf.json"), "other");
  const schema = '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": { "Resources": {} } }';
  assert.equal(kind(schema, "/app/schema.json"), "other");
  assert.equal(kind("just text\n"), "other");
  assert.equal(kind(""), "other");
});

test("half-typed text is still known", () => {
  assert.equal(kind("Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: \n    Proper"), "sam");
  assert.equal(kind("Parameters:\n  Stage: { Type: String }\nResources:\n  Bucket:\n    Ty"), "cloudformation");
  assert.equal(kind("openapi:\ninfo: {}\n"), "openapi");
  assert.equal(kind("Resources: text\nAWSTemplateFormatVersion:\n"), "cloudformation");
});

test("a synthesised template is CloudFormation whose resources name their constructs", () => {
  const text = `{ "Resources": { "Photos1A": { "Type": "AWS::S3::Bucket", "Metadata": { "aws:cdk:path": "App/Photos/Resource" } }, "Own": { "Type": "AWS::SQS::Queue" } } }`;
  assert.equal(kind(text, "/app/cdk.out/App.template.json"), "cloudformation");
  assert.equal(constructPathOf(resourceIn(text, "Photos1A")), "App/Photos/Resource");
  assert.equal(constructPathOf(resourceIn(text, "Own")), undefined);
});
