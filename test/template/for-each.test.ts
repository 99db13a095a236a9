import assert from "node:assert/strict";
import { test } from "node:test";
import { mayHoldMore } from "../../engine/template/completeness.ts";
import { referredTo } from "../../engine/template/references.ts";
import { textAt } from "../../engine/text/source.ts";
import { said, templateIn } from "./reading.ts";

const template = `Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList, Default: "One,Two" }
  Given: { Type: CommaDelimitedList }
Conditions:
  Fn::ForEach::Conditions:
    - Name
    - [One]
    - Has\${Name}: !Equals [a, a]
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue\${Name}:
        Type: AWS::SQS::Queue
        Condition: Has\${Name}
        Properties:
          QueueName: !Sub "\${AWS::StackName}-\${Name}"
          FifoQueue: !If [HasOne, true, false]
          Tags: [{ Key: name, Value: !Ref Name }]
          RedrivePolicy: { deadLetterTargetArn: !GetAtt ["Dead&{Name}", Arn] }
  Fn::ForEach::Outer:
    - Stage
    - [dev, prod-eu]
    - Fn::ForEach::Inner:
        - Kind
        - [a, b]
        - "Topic&{Stage}\${Kind}": { Type: AWS::SNS::Topic, Properties: { DisplayName: "\${Stage}/\${Kind}" } }
  Fn::ForEach::Unknown:
    - Name
    - !Ref Given
    - Other\${Name}: { Type: AWS::SQS::Queue }
  DeadOne: { Type: AWS::SQS::Queue }
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      Fn::ForEach::Parts:
        - Part
        - [UserPoolName, UserPoolTier]
        - \${Part}: is-\${Part}
      Fn::ForEach::More: [Part, !Ref Given, { "\${Part}": x }]
Outputs:
  Fn::ForEach::Outputs:
    - Name
    - [One, Two]
    - \${Name}Arn: { Value: !GetAtt "Queue\${Name}.Arn" }
`;

const property = (name: string, path: string) => said(templateIn(template).resource(name)?.property(path)?.value);

test("a loop over known items makes a resource of each", () => {
  const names = templateIn(template).resources.map((one) => one.name);
  assert.deepEqual(names, [
    "QueueOne",
    "QueueTwo",
    "Topicdeva",
    "Topicdevb",
    "Topicprodeua",
    "Topicprodeub",
    "DeadOne",
    "Pool",
  ]);
  assert.equal(property("QueueOne", "QueueName"), "unknown ${AWS::StackName}-One");
  assert.equal(property("QueueTwo", "Tags/0/Value"), `"Two"`);
  assert.equal(property("QueueTwo", "FifoQueue"), "true");
  assert.equal(property("Topicprodeub", "DisplayName"), `"prod-eu/b"`);
  const one = templateIn(template).resource("QueueOne");
  assert.equal(one && textAt(one.key), "Queue${Name}");
  assert.equal(
    one && referredTo(one.property("RedrivePolicy/deadLetterTargetArn")?.value, one.template)?.name,
    "DeadOne",
  );
});

test("loops in properties and outputs", () => {
  assert.equal(property("Pool", "UserPoolName"), `"is-UserPoolName"`);
  assert.match(property("Pool", "DeletionProtection"), /^unknown because what it repeats over/);
  const outputs = templateIn(template).outputs.map((one) => `${one.name} ${said(one.attribute("Value")?.value)}`);
  assert.deepEqual(outputs, ["OneArn unknown ${QueueOne.Arn}", "TwoArn unknown ${QueueTwo.Arn}"]);
});

test("loops that are no loops are left alone", () => {
  for (const loop of ["text", "[]", "[Name]", "[Name, [a], text]", "[Name, { a: b }, { x: y }]", "{ a: b }"])
    assert.deepEqual(templateIn(`AWSTemplateFormatVersion: x\nResources: { Fn::ForEach::L: ${loop} }\n`).resources, []);
});

test("a template may hold more where loops, macros or files are not known", () => {
  const head = "AWSTemplateFormatVersion: x\n";
  const more = (text: string) => mayHoldMore(templateIn(`${head}${text}`));
  assert.equal(mayHoldMore(templateIn(template)), true);
  assert.equal(more("Resources: { Fn::ForEach::L: [N, [A], { $N: { Type: AWS::SQS::Queue } }] }"), false);
  assert.equal(more("Transform: AWS::Serverless-2016-10-31\nResources: {}"), false);
  assert.equal(more("Transform: [AWS::LanguageExtensions, OurMacro]\nResources: {}"), true);
  assert.equal(more("Resources: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://x/y } } }"), true);
});
