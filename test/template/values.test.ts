import assert from "node:assert/strict";
import { test } from "node:test";
import { textAt } from "../../engine/text/source.ts";
import { resourceIn, said, told } from "./reading.ts";

const head = `
Parameters:
  Stage: { Type: String, AllowedValues: [dev, prod] }
  Seconds: { Type: Number, Default: 900 }
  Names: { Type: CommaDelimitedList, Default: "a, b" }
  Secret: { Type: String }
  Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /images/latest }
Mappings:
  Sizes:
    dev: { memory: 128 }
    prod: { memory: 1024 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsOther: !Equals [!Ref Stage, test]
  IsSlow: !Equals [!Ref Seconds, 900]
  Always: !And [!Equals [a, a], !Not [!Condition IsOther]]
  Circle: !Not [!Condition Circle]
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Value: `;

const unknownItem = "unknown because the item is known at deployment";

const property = (written: string) => resourceIn(head + written, "Fn").property("Value");
const value = (written: string) => said(property(written)?.value);

test("a parameter is its default, one of its allowed values, or unknown", () => {
  assert.equal(value("!Ref Seconds"), "900");
  assert.equal(value("{ Ref: Seconds }"), "900");
  assert.equal(value("!Ref Stage"), `"dev" when 'Stage' is 'dev', "prod" when 'Stage' is 'prod'`);
  assert.equal(value("!Ref Names"), `["a", "b"]`);
  assert.equal(value("!Ref Secret"), "unknown ${Secret}");
  assert.equal(value("!Ref Image"), "unknown ${Image}");
});

test("the text to change is the default, the finding stands at the property", () => {
  const found = property("!Ref Seconds");
  assert.equal(found?.value && textAt(found.value.at), "900");
  assert.equal(found && textAt(found.at), "Seconds");
  assert.equal(found?.key?.value, "Value");
});

test("resources and pseudo parameters are known after deployment", () => {
  assert.equal(value("!Ref AWS::Region"), "unknown ${AWS::Region}");
  assert.equal(value("!GetAtt Table.Arn"), "unknown ${Table.Arn}");
  assert.equal(value("{ 'Fn::GetAtt': [Table, Arn] }"), "unknown ${Table.Arn}");
  const found = property("!GetAtt Table.Stream.Arn")?.value;
  assert.deepEqual(found?.kind === "unknown" && found.refersTo, { resource: "Table", attribute: "Stream.Arn" });
  assert.equal(value("!ImportValue Shared"), "unknown because another stack exports 'Shared'");
  assert.equal(value("!Whatever x"), "unknown because 'Whatever' is computed at deployment");
});

test("AWS::NoValue is absent", () => {
  assert.equal(value("!Ref AWS::NoValue"), "absent");
  assert.equal(value("{ A: !Ref AWS::NoValue, B: 1 }"), "{ B: 1 }");
  assert.equal(value("[!Ref AWS::NoValue, 1]"), "[1]");
  assert.equal(value("!If [IsProd, !Ref AWS::NoValue, !Ref AWS::NoValue]"), "absent");
});

test("Sub puts in what is known, keeps the rest as a pattern and tells the one resource it is made from", () => {
  assert.equal(value("!Sub plain"), '"plain"');
  assert.equal(value("!Sub 'after ${Seconds}s'"), '"after 900s"');
  assert.equal(value("!Sub '${Seconds}'"), "900");
  assert.equal(value("!Sub 'app-${Stage}'"), `"app-dev" when 'Stage' is 'dev', "app-prod" when 'Stage' is 'prod'`);
  assert.equal(
    value("!Sub '${Stage}-${Stage}'"),
    `"dev-dev" when 'Stage' is 'dev', "prod-prod" when 'Stage' is 'prod'`,
  );
  assert.equal(value("!Sub ['${name}!', { name: !Ref Seconds }]"), '"900!"');
  assert.equal(value("!Sub '${!Literal}'"), '"${Literal}"');
  const found = property("!Sub 'arn:aws:s3:::${AWS::Region}/${Table.Arn}'")?.value;
  assert.equal(said(found), "unknown arn:aws:s3:::${AWS::Region}/${Table.Arn}");
  assert.deepEqual(found?.kind === "unknown" && found.refersTo, { resource: "Table", attribute: "Arn" });
});

test("Join, Select, Split, FindInMap and Base64", () => {
  assert.equal(value("!Join ['-', [a, !Ref Seconds]]"), '"a-900"');
  assert.equal(value("!Join ['', ['x/', !Ref Table]]"), "unknown x/${Table}");
  assert.equal(value("!Select [1, [a, b]]"), '"b"');
  assert.equal(value("!Select ['0', !Split ['/', x/y]]"), '"x"');
  assert.equal(value("!FindInMap [Sizes, prod, memory]"), "1024");
  assert.equal(
    value("!FindInMap [Sizes, !Ref Stage, memory]"),
    "128 when 'Stage' is 'dev', 1024 when 'Stage' is 'prod'",
  );
  assert.equal(value("!FindInMap [Sizes, test, memory]"), "unknown because the map has no such entry");
  assert.equal(value("{ 'Fn::Base64': !Sub 'run ${Seconds}' }"), '"run 900"');
});

test("a block is cut into smaller ones", () => {
  assert.equal(value('!Cidr ["192.168.0.0/24", 3, 5]'), '["192.168.0.0/27", "192.168.0.32/27", "192.168.0.64/27"]');
  assert.equal(value('{ "Fn::Cidr": ["10.0.0.0/16", "2", "8"] }'), '["10.0.0.0/24", "10.0.1.0/24"]');
  assert.equal(value('!Select [1, !Cidr ["10.255.0.0/15", 2, 16]]'), unknownItem, "host bits are set");
  assert.equal(value('!Select [1, !Cidr ["10.254.0.0/15", 2, 16]]'), '"10.255.0.0/16"');
  assert.equal(value('!Select [0, !Cidr ["0.0.0.0/0", 1, 32]]'), '"0.0.0.0/0"');
  assert.equal(
    value('!Select [0, !Cidr [!If [IsProd, "10.0.0.0/16", "10.1.0.0/16"], 1, 8]]'),
    unknownItem,
    "one of two lists",
  );
});

test("blocks that cannot be told are unknown", () => {
  const unknowns = [
    '["10.0.0.0/24", 3, 7]',
    '["10.0.0.0/24", 257, 0]',
    '["10.0.0.0/24", 0, 4]',
    '["10.0.0.0/24", 1, 33]',
    '["10.0.0.0/33", 1, 1]',
    '["10.0.0.256/24", 1, 1]',
    '["2001:db8::/56", 1, 64]',
    '["10.0.0.0/24", 1]',
    "[!GetAtt Vpc.CidrBlock, 1, 8]",
    '["10.0.0.0/24", !Ref Secret, 8]',
    "here",
  ];
  for (const written of unknowns)
    assert.equal(value(`!Cidr ${written}`), "unknown because the blocks are known at deployment", written);
});

test("the zones of a region are known to the account", () => {
  const because = "unknown because which zones there are is known to the account at deployment";
  assert.equal(value('!GetAZs ""'), because);
  assert.equal(value("{ 'Fn::GetAZs': !Ref AWS::Region }"), because);
  assert.equal(value('!Select [0, !GetAZs ""]'), unknownItem);
});

test("a condition that holds in every deployment decides, another gives both values", () => {
  assert.equal(value("!If [Always, 1, 2]"), "1");
  assert.equal(value("!If [IsOther, 1, 2]"), "2");
  assert.equal(value("!If [IsProd, 1, 2]"), "1 when 'IsProd' is true, 2 when 'IsProd' is false");
  assert.equal(
    value("!If [IsSlow, 1, 2]"),
    "1 when 'IsSlow' is true, 2 when 'IsSlow' is false",
    "a default can be overridden",
  );
  assert.equal(value("!If [Circle, 1, 2]"), "1 when 'Circle' is true, 2 when 'Circle' is false");
  assert.equal(value("!If [IsProd, 1, !Ref AWS::NoValue]"), "1 when 'IsProd' is true, null when 'IsProd' is false");
});

test("a path goes on through the branches of a condition", () => {
  const fn = resourceIn(`${head}!If [IsProd, { Mode: Active }, !Ref AWS::NoValue]`, "Fn");
  assert.equal(said(fn.property("Value/Mode")?.value), `"Active" when 'IsProd' is true, null when 'IsProd' is false`);
  assert.equal(said(fn.property("Value/Other")?.value), "absent");
});

test("a macro makes unknown what it may add", () => {
  const fn = resourceIn(`${head}{ Known: 1, 'Fn::Transform': { Name: AWS::Include } }`, "Fn");
  assert.equal(told(fn.property("Value/Known")), "1 at 1");
  assert.match(said(fn.property("Value/Other")?.value), /^unknown because/);
});

test("anchors, aliases and merge keys are seen through", () => {
  const fn = resourceIn(`${head}{ Base: &base { A: 1, B: 2 }, Copy: { <<: *base, B: 3 }, Same: *base }`, "Fn");
  assert.equal(said(fn.property("Value/Copy/A")?.value), "1");
  assert.equal(said(fn.property("Value/Copy/B")?.value), "3");
  assert.equal(said(fn.property("Value/Same/B")?.value), "2");
});
