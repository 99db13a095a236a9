import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finish } from "../../engine/task.ts";
import { sceneOf } from "./at.ts";

/** `file:text under the target` of each definition at the cursor. */
function definitions(name: string, marked: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const { snapshot, path, offset } = sceneOf(name, marked, others);
  const { files, root } = snapshot.workspace;
  return finish(snapshot.definitions(path, offset)).map(({ to }) => {
    const text = files.get(to.path)?.text ?? "";
    const line = text.slice(0, to.span.start).split("\n").length;
    return `${to.path.slice(root.length + 1)}:${line} ${text.slice(to.span.start, to.span.end)}`;
  });
}

const cloudFormation = `Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Mappings:
  Sizes: { prod: { memory: 512 } }
Resources:
  Save:
    Type: AWS::Lambda::Function
    Condition: IsProd
    DependsOn: [Table]
    Properties:
      Runtime: nodejs22.x
      Code: ./src
      Handler: save.handler
      MemorySize: !FindInMap [Sizes, prod, memory]
      Role: { "Fn::GetAtt": [Role, Arn] }
      Timeout: !If [IsProd, 10, 3]
      Environment:
        Variables:
          TABLE: !Ref Table
          URL: !Sub "https://\${Stage}.example.com/\${Table.Arn}/\${!Stage}"
          ROLE: !GetAtt Role.Arn
  Table:
    Type: AWS::DynamoDB::Table
  Role:
    Type: AWS::IAM::Role
`;

const at = (before: string, word: string): string => {
  const start = cloudFormation.indexOf(before + word);
  assert.ok(start >= 0);
  const offset = start + before.length + 1;
  return `${cloudFormation.slice(0, offset)}|${cloudFormation.slice(offset)}`;
};

describe("definitions within a template", () => {
  for (const [before, word, to] of [
    ["!Ref ", "Stage", "2 Stage"],
    ["Condition: ", "IsProd", "4 IsProd"],
    ["DependsOn: [", "Table", "24 Table"],
    ["!FindInMap [", "Sizes", "6 Sizes"],
    ['"Fn::GetAtt": [', "Role", "26 Role"],
    ["!If [", "IsProd", "4 IsProd"],
    ["TABLE: !Ref ", "Table", "24 Table"],
    ["https://${", "Stage", "2 Stage"],
    [".com/${", "Table", "24 Table"],
    ["ROLE: !GetAtt ", "Role", "26 Role"],
  ] as const) {
    it(`${before}${word}`, () => assert.deepEqual(definitions("stack.yaml", at(before, word)), [`stack.yaml:${to}`]));
  }

  it("none of what is no reference", () => {
    for (const [before, word] of [
      ["/${!", "Stage"],
      ["Type: ", "AWS::Lambda::Function"],
      ["!If [IsProd, ", "10"],
      ["Role, ", "Arn]"],
    ] as const)
      assert.deepEqual(definitions("stack.yaml", at(before, word)), []);
  });

  it("in JSON", () => {
    const text =
      '{ "Resources": { "T": { "Type": "AWS::SQS::Queue" }, "A": { "Type": "AWS::X::Y", "DependsOn": "|T" } } }';
    assert.deepEqual(definitions("stack.json", text), ['stack.json:1 "T"']);
  });

  it("in a Serverless service", () => {
    const text = `service: a
provider: { name: aws }
functions:
  save:
    handler: src/save.handler
    environment: { TABLE: !Ref |Photos }
resources:
  Resources:
    Photos:
      Type: AWS::DynamoDB::Table
`;
    assert.deepEqual(definitions("serverless.yml", text), ["serverless.yml:9 Photos"]);
  });
});

describe("definitions between code and templates", () => {
  const code = "export const handler = async () => process.env.TABLE;\n";

  it("from a handler's value to the export", () => {
    assert.deepEqual(definitions("stack.yaml", at("Handler: ", "save.handler"), { "src/save.mjs": code }), [
      "src/save.mjs:1 handler",
    ]);
  });

  it("to the start of a module that lacks the export", () => {
    assert.deepEqual(
      definitions("stack.yaml", at("Handler: ", "save.handler"), { "src/save.mjs": "export const other = 1;\n" }),
      ["src/save.mjs:1 "],
    );
  });

  it("to every function that runs a handler", () => {
    const text = "export const handler| = async () => 1;\n";
    const service =
      "service: a\nprovider: { name: aws }\nfunctions:\n  one: { handler: a.handler }\n  two: { handler: a.handler }\n";
    assert.deepEqual(definitions("a.mjs", text, { "serverless.yml": service }), [
      "serverless.yml:4 one",
      "serverless.yml:5 two",
    ]);
  });

  it("from a variable of the environment, also in a module that a handler imports", () => {
    const files = { "stack.yaml": cloudFormation, "src/save.mjs": 'export { handler } from "./own.mjs";\n' };
    const found = ["stack.yaml:21 TABLE", "stack.yaml:24 Table"];
    for (const text of [
      "export const handler = async () => process.env.TA|BLE;\n",
      "export const handler = async () => process.env['TA|BLE'];\n",
      "const { TA|BLE } = process.env;\nexport const handler = async () => TABLE;\n",
      "const { TABLE: tab|le } = process.env;\nexport const handler = async () => table;\n",
    ])
      assert.deepEqual(definitions("src/own.mjs", text, files), found, text);
    assert.deepEqual(definitions("src/own.mjs", "export const handler = () => process.env.OTH|ER;\n", files), []);
  });
});
