import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

/** A SAM function with one statement, among resources of several types. `lines`: the statement's elements, one a line. */
export const templateWith = (lines: string): string => `Transform: AWS::Serverless-2016-10-31
Parameters:
  Where: { Type: String }
  BucketName: { Type: String }
Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Albums: { Type: AWS::S3::Bucket }
  Orders: { Type: AWS::DynamoDB::Table }
  Jobs: { Type: AWS::SQS::Queue }
  Placed: { Type: AWS::SNS::Topic }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - ${lines.trim().split("\n").join("\n              ")}
`;

/** The messages of one rule about a statement. */
export const saidOf = (rule: string, lines: string): readonly string[] =>
  saidIn(rule, "template.yaml", templateWith(lines));

/** The messages of one rule about a file. */
export const saidIn = (rule: string, path: string, text: string): readonly string[] =>
  findingsOf(hostOf([{ path, text }]))
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => message);

/** The statement's lines after the first fix of a rule. Undefined: there is none. */
export function fixedBy(rule: string, lines: string): string | undefined {
  const files = [{ path: "template.yaml", text: templateWith(lines) }];
  const host = hostOf(files);
  const finding = findingsOf(host).find((one) => one.rule === rule);
  const [fix] = finding ? curesOf(host, finding) : [];
  const text = fix && fixedFiles(files, fix)[0]?.text;
  return text
    ?.slice(text.indexOf("            - ") + "            - ".length)
    .trimEnd()
    .replaceAll("\n              ", "\n");
}
