import assert from "node:assert/strict";
import { test } from "node:test";
import { presenceOf } from "../../engine/template/presence.ts";
import { settingsOf } from "../../engine/template/settings.ts";
import { exportsOf, nestedIn, outputsOf } from "../../engine/template/stacks.ts";
import { alone, type Surroundings } from "../../engine/template/surroundings.ts";
import { templateAmong } from "../../engine/template/template.ts";
import type { Value } from "../../engine/template/value.ts";
import { documentOf, resourceIn, said, templateIn } from "./reading.ts";

const parent = `Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/child.yaml
      Parameters: { Days: 7, Table: !Ref Table, Stage: prod }
  App: { Type: AWS::Serverless::Application, Properties: { Location: app.yaml } }
  Remote: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://s3.amazonaws.com/x.yaml } }
  Group:
    Type: AWS::Logs::LogGroup
    Properties: { RetentionInDays: !GetAtt Child.Outputs.Days, LogGroupName: !Sub "/\${Child.Outputs.Name}", KmsKeyId: !GetAtt Child.Outputs.Key }
  Imported: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: !ImportValue shared-days } }
`;

const child = `Parameters:
  Days: { Type: Number, Default: 1 }
  Table: { Type: String }
  Stage: { Type: String, AllowedValues: [dev, prod] }
Resources:
  Key: { Type: AWS::KMS::Key }
  Group: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: !Ref Days, LogGroupName: !Ref Stage, KmsKeyId: !Ref Table } }
Outputs:
  Days: { Value: !Ref Days, Export: { Name: shared-days } }
  Name: { Value: child }
  Key: { Value: !GetAtt Key.Arn }
`;

const around = (more: Partial<Surroundings>): Surroundings => ({ ...alone, ...more });

const childTemplate = templateIn(child, "/app/stacks/child.yaml");

const property = (text: string, path: string, name: string, surroundings: Surroundings, at = "/app/template.yaml") =>
  said(templateAmong(documentOf(text, at), surroundings)?.resource(name)?.property(path)?.value);

test("nested templates by their local paths, with what they are given", () => {
  const nested = nestedIn(templateIn(parent)).map(
    ({ path, parameters }) => `${path} ${[...parameters].map(([name, value]) => `${name}=${said(value)}`).join()}`,
  );
  assert.deepEqual(nested, ['/app/stacks/child.yaml Days=7,Table=unknown ${Table},Stage="prod"', "/app/app.yaml "]);
});

test("a nested template's parameters are what its parent gives", () => {
  const given = nestedIn(templateIn(parent))[0]?.parameters;
  const sees = around({ given: (path) => (path === "/app/stacks/child.yaml" ? given : undefined) });
  const inChild = (path: string) => property(child, path, "Group", sees, "/app/stacks/child.yaml");
  assert.equal(inChild("RetentionInDays"), "7");
  assert.equal(inChild("LogGroupName"), `"prod"`);
  assert.equal(inChild("KmsKeyId"), "unknown ${Table}");
});

test("a parent sees the outputs of what it nests, and the exports of others, as far as they are known", () => {
  const outputs = outputsOf(childTemplate);
  const exports: ReadonlyMap<string, Value> = exportsOf(childTemplate);
  const sees = around({ outputs: (path) => (path === "/app/stacks/child.yaml" ? outputs : undefined), exports });
  assert.equal(property(parent, "RetentionInDays", "Group", sees), "1");
  assert.equal(property(parent, "LogGroupName", "Group", sees), `"/child"`);
  assert.equal(property(parent, "KmsKeyId", "Group", sees), "unknown ${Child.Outputs.Key}");
  assert.equal(property(parent, "RetentionInDays", "Imported", sees), "1");
  assert.match(property(parent, "RetentionInDays", "Imported", alone), /^unknown/);
});

test("dynamic references, lengths and defaults of maps", () => {
  const text = (value: string) => `Mappings: { Sizes: { prod: { days: 30 } } }
Parameters: { Stage: { Type: String } }
Resources: { Group: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: ${value} } } }
`;
  const meaning = (value: string) => property(text(value), "RetentionInDays", "Group", alone);
  assert.equal(meaning(`"{{resolve:ssm:/days}}"`), "unknown {{resolve:ssm:/days}}");
  assert.equal(meaning(`!Sub "{{resolve:ssm:/\${Stage}}}"`), "unknown {{resolve:ssm:/${Stage}}}");
  assert.equal(meaning(`{ Fn::Length: [a, b] }`), "2");
  assert.equal(meaning("{ Fn::FindInMap: [Sizes, test, days, { DefaultValue: 3 }] }"), "3");
  assert.equal(meaning("{ Fn::FindInMap: [Sizes, prod, days, { DefaultValue: 3 }] }"), "30");
  assert.match(meaning("{ Fn::GetAZs: '' }"), /^unknown/);
});

test("where a resource is deployed, and what holds there", () => {
  const text = `Parameters: { Stage: { Type: String } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  Never: !And [!Condition IsProd, !Equals [a, b]]
  Always: !Not [!Condition Never]
Resources:
  Some: { Type: AWS::SQS::Queue, Condition: IsProd, Properties: { DelaySeconds: !If [IsProd, 5, 0] } }
  None: { Type: AWS::SQS::Queue, Condition: Never }
  All: { Type: AWS::SQS::Queue, Condition: Always, Properties: { DelaySeconds: !If [IsProd, 5, 0] } }
`;
  const kinds = ["Some", "None", "All"].map((name) => presenceOf(resourceIn(text, name)).kind);
  assert.deepEqual(kinds, ["sometimes", "never", "always"]);
  const told = (name: string) =>
    settingsOf(resourceIn(text, name), "DelaySeconds").all.map(({ value, when }) => `${said(value)} ${when}`);
  assert.deepEqual(told("Some"), ["5 undefined"]);
  assert.deepEqual(told("All"), ["5 'IsProd' is true", "0 'IsProd' is false"]);
});
