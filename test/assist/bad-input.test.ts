import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finish } from "../../engine/task.ts";
import { hostOf, root } from "../workspace-of.ts";

const code = `import { S3 } from "@aws-sdk/client-s3";\nexport const handler = () => new S3({}).getObject({ Bucket: process.env.B });\n`;

const sam = (properties: string): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.handler\n${properties}`;

const many = JSON.stringify({
  Resources: {
    R: {
      Type: "AWS::IAM::Role",
      Properties: {
        Policies: [
          {
            PolicyDocument: {
              Statement: Array.from({ length: 6000 }, (_, index) => ({
                Effect: "Allow",
                Action: ["s3:*", `nobody:Knows${index}`],
                Resource: "*",
              })),
            },
          },
        ],
      },
    },
    A: {
      Type: "AWS::Lambda::Function",
      Properties: { Handler: "a.handler", Code: ".", Runtime: "nodejs22.x", Role: { "Fn::GetAtt": ["R", "Arn"] } },
    },
  },
});

const texts: Readonly<Record<string, string>> = {
  "a policy that is a text": sam("      Policies: '{ not: a policy'\n"),
  "a policy that is a number": sam("      Policies: [12, { Statement: 7 }, { Statement: [null, [], 'x'] }]\n"),
  "parts of wrong kinds": sam(
    "      Policies:\n        - Statement:\n            - { Action: { a: b }, Resource: 5, Condition: [x], Effect: [] }\n",
  ),
  "a role that refers to itself": sam(
    "      Role: !GetAtt A.Arn\n      Environment: { Variables: { B: !GetAtt A.Arn } }\n",
  ),
  "references in a circle": sam(
    "      Environment: { Variables: { B: !Ref P } }\nParameters: { P: { Default: !Ref P } }\n",
  ),
  "unknown services": sam(
    "      Policies:\n        - Statement: { Effect: Allow, Action: ['nobody:Knows', ':', 's3:', '*:*'], Resource: 'arn:' }\n",
  ),
  "6,000 statements": many,
  "half of a template": sam(
    "      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: [",
  ).slice(0, -1),
  "tabs and brackets": "Resources:\n\t- {[}]\n  Statement:\n\t- Action: s3:\n",
  nothing: "",
};

describe("what the editor asks for, of bad input", () => {
  for (const [title, text] of Object.entries(texts)) {
    it(title, () => {
      const name = text.startsWith("{") ? "t.json" : "template.yaml";
      const snapshot = hostOf([
        { path: name, text },
        { path: "a.mjs", text: code },
      ]).snapshot();
      const path = `${root}/${name}`;
      const step = Math.max(7, Math.floor(text.length / 40));
      for (let offset = 0; offset <= text.length; offset += step) {
        finish(snapshot.completions(path, offset));
        finish(snapshot.definitions(path, offset));
      }
      finish(snapshot.hover(path, text.length >> 1));
      const lenses = [...finish(snapshot.lenses(path)), ...finish(snapshot.lenses(`${root}/a.mjs`))];
      finish(snapshot.tightening(path, "A"));
      finish(snapshot.hover(`${root}/a.mjs`, code.indexOf("handler")));
      assert.ok(lenses.every((lens) => lens.title !== ""));
    });
  }
});
