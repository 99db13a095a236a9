import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { actionNamed, actionsMatching, servicePrefixes } from "../../engine/authoring.ts";
import { escalations } from "../../rules/facts/escalations.ts";
import { bulkReads, decryptions, secretReads } from "../../rules/facts/sensitive-actions.ts";
import { voiceOf } from "../../rules/iam/_voices.ts";
import { findingsOf, hostOf } from "../workspace-of.ts";

/** The rules that speak of what is allowed too widely. */
const family = new Set([
  "iam/action-prefix-wildcard",
  "iam/admin-star",
  "iam/data-exfil-star",
  "iam/kms-decrypt-star",
  "iam/no-allow-notaction",
  "iam/no-allow-notresource",
  "iam/no-wildcard-action",
  "iam/no-wildcard-resource",
  "iam/overbroad-arn",
  "iam/passrole-no-service",
  "iam/passrole-star",
  "iam/permissions-management-star",
  "iam/privilege-escalation",
  "iam/secret-read-star",
]);

const findingsIn = (text: string, path = "policy.json") =>
  findingsOf(hostOf([{ path, text }])).filter(({ rule }) => family.has(rule));

/** Who speaks of statements that allow these actions on these resources, and of what. */
const told = (...statements: readonly object[]) =>
  findingsIn(
    JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) }),
  )
    .map(({ rule }) => rule.slice("iam/".length))
    .sort();

describe("one fault of a statement has one finding", () => {
  const cases: readonly (readonly [
    action: string | readonly string[],
    resource: string,
    ...rules: readonly string[],
  ])[] = [
    ["*", "*", "admin-star"],
    ["*:*", "*", "admin-star"],
    ["*", "arn:aws:s3:::*", "no-wildcard-action"],
    ["s3:*", "*", "no-wildcard-action"],
    ["s3:*", "arn:aws:s3:::*", "no-wildcard-action"],
    ["iam:*", "*", "no-wildcard-action"],
    ["secretsmanager:*", "arn:aws:secretsmanager:*:*:secret:*", "no-wildcard-action"],
    [["s3:*", "sqs:*"], "*", "no-wildcard-action"],
    ["s3:PutObject", "*", "no-wildcard-resource"],
    ["s3:PutObject", "arn:aws:s3:::*", "overbroad-arn"],
    ["s3:PutObject", "arn:aws:s3:::*/*", "overbroad-arn"],
    ["s3:GetObject", "*", "data-exfil-star"],
    ["s3:GetObject", "arn:aws:s3:::*", "overbroad-arn"],
    [["s3:GetObject", "s3:PutObject"], "*", "data-exfil-star", "no-wildcard-resource"],
    ["secretsmanager:GetSecretValue", "*", "secret-read-star"],
    ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/*", "secret-read-star"],
    ["secretsmanager:PutSecretValue", "arn:aws:secretsmanager:*:*:secret:*", "overbroad-arn"],
    ["kms:Decrypt", "*", "kms-decrypt-star"],
    ["kms:Decrypt", "arn:aws:kms:*:*:key/*", "kms-decrypt-star"],
    ["iam:PassRole", "*", "passrole-star"],
    ["iam:PassRole", "arn:aws:iam::*:role/*", "passrole-star"],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/worker", "passrole-no-service"],
    ["lambda:AddPermission", "*", "permissions-management-star"],
    ["iam:PutRolePolicy", "*", "privilege-escalation"],
    ["lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:*", "privilege-escalation"],
    ["s3:Get*", "arn:aws:s3:::photos/*", "action-prefix-wildcard"],
    ["lambda:InvokeFunction", "arn:aws:lambda:*:*:function:*", "overbroad-arn"],
    ["dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/*", "overbroad-arn"],
    ["dynamodb:PutItem", "arn:aws:dynamodb:*:*:*", "overbroad-arn"],
    ["dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/orders-*"],
    ["kms:CreateGrant", "arn:aws:kms:*:*:key/*", "overbroad-arn"],
    ["ec2:RunInstances", "arn:aws:ec2:*:*:instance/*"],
    ["ssm:StartSession", "arn:aws:ec2:*:*:instance/*", "privilege-escalation"],
    ["batch:SubmitJob", "arn:aws:batch:*:*:job/*"],
    [["logs:CreateLogGroup", "logs:PutLogEvents"], "*"],
    [["xray:PutTraceSegments", "ec2:DescribeInstances", "s3:ListAllMyBuckets"], "*"],
    ["nothing:Known", "*"],
    ["s3", "*"],
  ];
  for (const [action, resource, ...rules] of cases)
    it(`${action} on ${resource}: ${rules.join(", ") || "nothing"}`, () =>
      assert.deepEqual(told({ Action: action, Resource: resource }), [...rules].sort()));
});

describe("a condition", () => {
  const limits: Readonly<Record<string, object>> = {
    "that names a tag": { StringEquals: { "aws:ResourceTag/app": "photos" } },
    "that names a service": { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    "that names an endpoint": { StringEquals: { "aws:SourceVpce": "vpce-1" } },
  };
  for (const [what, condition] of Object.entries(limits))
    it(`${what} limits`, () =>
      assert.deepEqual(told({ Action: "kms:Decrypt", Resource: "*", Condition: condition }), []));
  const open: Readonly<Record<string, object>> = {
    "on TLS": { Bool: { "aws:SecureTransport": "true" } },
    "on the region": { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
    "that any value meets": { StringLike: { "aws:ResourceTag/app": "*" } },
    "without content": {},
  };
  for (const [what, condition] of Object.entries(open))
    it(`${what} does not limit`, () =>
      assert.deepEqual(told({ Action: "kms:Decrypt", Resource: "*", Condition: condition }), ["kms-decrypt-star"]));
});

describe("iam/privilege-escalation", () => {
  it("knows at least 25 ways, each of actions that exist", () => {
    assert.ok(escalations.length >= 25);
    const all = escalations.flatMap(({ everywhere, beside = [] }) => [...everywhere, ...beside.flat()]);
    const listed = [...all, ...secretReads, ...decryptions, ...bulkReads];
    assert.deepEqual(
      listed.filter((name) => actionNamed(name)?.name !== name),
      [],
    );
  });

  for (const { everywhere, beside = [], passedTo, gives } of escalations) {
    const actions = [...everywhere, ...beside.flatMap(([first]) => first ?? [])];
    it(`finds ${actions.join(" + ")}: ${gives}`, () => {
      const statements = actions.map((Action) => ({ Action, Resource: "*" }));
      const found = told(...statements).filter((rule) => rule === "privilege-escalation");
      assert.deepEqual(found, ["privilege-escalation"]);
      // without one of its actions there is another way, or none
      const message = findingsIn(JSON.stringify({ Statement: statements.map((one) => ({ Effect: "Allow", ...one })) }));
      for (const one of message) assert.ok(one.message.length <= 140, one.message);
    });
    const [passing] = everywhere;
    if (passedTo)
      it(`counts ${passing} for '${passedTo}' beside ${beside.flat()[0]}`, () => {
        const rest = actions.slice(1).map((Action) => ({ Action, Resource: "*" }));
        const pass = (service: string) => ({
          Action: passing,
          Resource: "*",
          Condition: { StringEquals: { "iam:PassedToService": service } },
        });
        const isFound = (service: string) => told(pass(service), ...rest).includes("privilege-escalation");
        const isByRest = told(...rest).includes("privilege-escalation");
        assert.deepEqual([isFound(passedTo), isFound("other.amazonaws.com")], [true, isByRest]);
      });
  }

  it("is silent behind a boundary, a Deny, and for roles that are named", () => {
    const way = { Action: "iam:PutRolePolicy", Resource: "*" };
    assert.deepEqual(told(way, { Effect: "Deny", Action: "iam:*", Resource: "*" }), []);
    const bounded = `Resources:
  Worker:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: arn:aws:iam::111122223333:policy/limits
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement: { Effect: Allow, Action: "iam:PutRolePolicy", Resource: "*" }
`;
    const rules = (text: string) => findingsIn(text, "template.yaml").map(({ rule }) => rule);
    assert.deepEqual(rules(bounded), []);
    assert.deepEqual(rules(bounded.replace(/ *PermissionsBoundary.*\n/, "")), ["iam/privilege-escalation"]);
  });
});

describe("all that one role may do counts together", () => {
  const rulesIn = (text: string, path: string) =>
    findingsIn(text, path).map(({ rule, message }) => `${rule}: ${message}`);
  const way =
    /^iam\/privilege-escalation: 'iam:PassRole', 'scheduler:CreateSchedule'|^iam\/privilege-escalation: 'iam:PassRole' and/;

  it("in two policies of a SAM function", () => {
    const found = rulesIn(
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Plan:
    Type: AWS::Serverless::Function
    Properties:
      Handler: plan.handler
      Policies:
        - Statement:
            - { Effect: Allow, Action: "iam:PassRole", Resource: "*" }
        - Statement:
            - { Effect: Allow, Action: "scheduler:CreateSchedule", Resource: !GetAtt Group.Arn }
  Group:
    Type: AWS::Scheduler::ScheduleGroup
`,
      "template.yaml",
    );
    assert.equal(found.filter((one) => way.test(one)).length, 1, found.join("\n"));
  });

  it("of a function with a role of its own and of all functions", () => {
    const service = (own: string) => `service: plans
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: "iam:PassRole", Resource: "*" }
plugins: [serverless-iam-roles-per-function]
functions:
  plan:
    handler: plan.handler
    iamRoleStatementsInherit: ${own}
    iamRoleStatements:
      - { Effect: Allow, Action: "scheduler:CreateSchedule", Resource: "arn:aws:scheduler:*:*:schedule/plans/*" }
`;
    const count = (own: string) => rulesIn(service(own), "serverless.yml").filter((one) => way.test(one)).length;
    assert.deepEqual([count("true"), count("false")], [1, 0]);
  });

  it("but not what two roles may do", () => {
    const role = (name: string, action: string) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement: { Effect: Allow, Action: "${action}", Resource: "*" }
`;
    const text = `Resources:\n${role("A", "iam:PassRole")}${role("B", "scheduler:CreateSchedule")}`;
    assert.deepEqual(
      rulesIn(text, "template.yaml").filter((one) => way.test(one)),
      [],
    );
  });
});

it("every message about a whole service has room", () => {
  for (const { prefix } of servicePrefixes) {
    const found = findingsIn(
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: `${prefix}:*`, Resource: "*" }] }),
    );
    for (const { message } of found) assert.ok(message.length <= 140, message);
  }
});

it("a pattern has the voice of the worst that it stands for", () => {
  assert.deepEqual(
    ["iam:Pass*", "iam:Put*", "secretsmanager:Get*", "kms:*crypt", "s3:*Object", "s3:Put*", "sns:Pub*"].map(voiceOf),
    ["role", "escalation", "secret", "key", "data", "permissions", "any"],
  );
  assert.ok(actionsMatching("sns:Pub*").length > 0);
});

describe("bad input", () => {
  const odd: readonly unknown[] = [
    "a policy",
    17,
    null,
    [],
    [1, "x", null],
    { Action: 7, Resource: {} },
    { Effect: "Allow", Action: [null, ["s3:*"]], Resource: [["*"]] },
    { Effect: "Allow", NotAction: {}, NotResource: 3, Condition: "x" },
    { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam", Condition: [] },
    { Effect: "Allow", Action: "s3:\u0000*?", Resource: "arn:${}:${:s3:::*" },
  ];
  for (const [index, statement] of odd.entries())
    it(`does not throw (${index})`, () => {
      findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
      findingsIn(
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${JSON.stringify({ Statement: statement })}\n`,
        "template.yaml",
      );
    });

  it("reads 6,000 statements in time", () => {
    const actions = ["s3:GetObject", "iam:PassRole", "lambda:Create*", "dynamodb:*Item", "sqs:*", "kms:Decrypt"];
    const statements = Array.from({ length: 6000 }, (_, index) => ({
      Effect: "Allow",
      Action: [actions[index % 6], actions[(index + 1) % 6]],
      Resource: index % 2 ? "*" : `arn:aws:s3:::b${index}/*`,
    }));
    const started = performance.now();
    assert.ok(findingsIn(JSON.stringify({ Statement: statements }, null, 1)).length > 3000);
    assert.ok(performance.now() - started < 20_000, `${performance.now() - started} ms`);
  });
});
