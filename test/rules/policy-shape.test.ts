import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { fixedBy, saidIn, saidOf, templateWith } from "./policy-checks.ts";

const allowed = "Effect: Allow\nAction: s3:GetObject\nResource: '*'";

describe("elements of a statement", () => {
  const wrong: readonly (readonly [lines: string, said: RegExp, fixed?: string])[] = [
    ["effect: Allow\nAction: s3:GetObject\nResource: '*'", /'effect' is no element/, allowed],
    ["Effect: Allow\nActions: s3:GetObject\nResource: '*'", /'Actions' is no element/, allowed],
    ["Effect: ALLOW\nAction: s3:GetObject\nResource: '*'", /neither/, allowed],
    [`${allowed}\nComment: of mine`, /'Comment' is no element/],
    ["Effect: Allow\nResource: '*'", /no 'Action'/],
    ["Effect: Allow\nAction: s3:GetObject", /no 'Resource'/],
    ["Action: s3:GetObject\nResource: '*'", /no 'Effect'/],
    ["Effect: Maybe\nAction: s3:GetObject\nResource: '*'", /neither/],
    [`${allowed}\nPrincipal: '*'`, /no place/, allowed],
    [`${allowed}\nNotPrincipal: { AWS: '111122223333' }`, /no place/, allowed],
    [`${allowed}\nNotResource: '*'`, /exclude/],
    ["Effect: Allow\nAction: []\nResource: '*'", /empty list/],
    [`Sid: "read it"\n${allowed}`, /letters and digits/, `Sid: "readit"\n${allowed}`],
    ["17", /a mapping, not '17'/],
    ["just text", /a mapping, not 'just text'/],
  ];
  for (const [lines, said, fixed] of wrong) {
    it(lines.replaceAll("\n", ", "), () => {
      const messages = saidOf("iam/policy-element", lines);
      assert.equal(messages.length, 1, messages.join("\n"));
      assert.match(messages[0] ?? "", said);
      assert.equal(fixedBy("iam/policy-element", lines), fixed);
    });
  }

  const right: readonly string[] = [
    allowed,
    `Sid: Read1\n${allowed}\nCondition: {}`,
    "Effect: !If [IsProd, Allow, Deny]\nAction: s3:GetObject\nResource: '*'",
    "Effect: Deny\nNotAction: s3:GetObject\nNotResource: '*'",
    "Fn::If: [IsProd, { Effect: Allow, Action: 's3:*', Resource: '*' }, !Ref AWS::NoValue]",
    "!If [IsProd, { Effect: Allow, Action: 's3:*', Resource: '*' }, !Ref AWS::NoValue]",
    "Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://a/b.yaml } }",
    "!Ref Where",
    "Effect: Allow\nAction: !If [IsProd, [], s3:GetObject]\nResource: !Ref AWS::NoValue",
  ];
  for (const lines of right)
    it(lines.replaceAll("\n", ", "), () => assert.deepEqual(saidOf("iam/policy-element", lines), []));
});

describe("policies", () => {
  const role = (trust: string, policy: string): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust}
      Policies:
        - PolicyName: a
          PolicyDocument: ${policy}
`;
  const trust =
    '{ Version: "2012-10-17", Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } } }';
  const policy = '{ Version: "2012-10-17", Statement: { Effect: Allow, Action: "s3:*", Resource: "*" } }';
  const said = (text: string) => saidIn("iam/policy-element", "template.yaml", text);

  it("are mappings with statements", () => assert.deepEqual(said(role(trust, policy)), []));

  for (const wrong of [
    "17",
    "some text",
    "[a, b]",
    '{ Version: "2012-10-17" }',
    "{ statement: [] }",
    "{ Statement: [] }",
  ])
    it(`that are ${wrong} are told`, () => assert.equal(said(role(trust, wrong)).length, 1));

  for (const unknown of [
    "",
    "!Ref Where",
    "!Sub '${A}'",
    "'{\"Statement\": '",
    "'{{resolve:ssm:policy}}'",
    "{}",
    "null",
  ])
    it(`that are ${unknown || "not there yet"} are left alone`, () => assert.deepEqual(said(role(trust, unknown)), []));

  it("of who may take a role name no resource, and kinds of principals as they are", () => {
    const wrong = trust.replace("Service:", "service:").replace("Effect:", 'Resource: "*", Effect:');
    assert.equal(said(role(wrong, policy)).length, 2);
    assert.match(said(role(trust.replace(/Principal: \{.*?\} /, ""), policy))[0] ?? "", /no 'Principal'/);
  });

  it("of a Serverless service may be empty lists", () => {
    const text = "service: a\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: []\n";
    assert.deepEqual(saidIn("iam/policy-element", "serverless.yml", text), []);
  });

  it("in a text are read where they stand, but not mended there", () => {
    const text = `Resources:
  Policy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: a
      PolicyDocument: '{"Statement":[{"effect":"Allow","Principal":"*","Action":"logs:PutLogEvents","Resource":"*"}]}'
`;
    assert.match(said(text)[0] ?? "", /'effect' is no element/);
  });

  it("keep their lines when they get a version", () => {
    const text = templateWith(allowed).replace('Version: "2012-10-17"\n          Statement', "Statement");
    assert.equal(saidIn("iam/policy-version", "template.yaml", text).length, 1);
    assert.ok(parse(text, { logLevel: "silent" }));
  });
});

it("inline policies of a role are read under whatever conditions", () => {
  const text = `Conditions: { IsProd: !Equals [!Ref AWS::Region, eu-west-1] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - !If
          - IsProd
          - { PolicyName: a, PolicyDocument: { Version: "2012-10-17", Statement: { effect: Allow, Action: "s3:*", Resource: "*" } } }
          - !Ref AWS::NoValue
`;
  assert.equal(saidIn("iam/policy-element", "template.yaml", text).length, 1);
});
