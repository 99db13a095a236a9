import type { Rule } from "../../engine/authoring.ts";

type Kind = Exclude<Rule["kind"], "own">;

interface Shape {
  readonly imports: readonly string[];
  /** What stands between `meta` and the message, indented for the rule's object. */
  readonly check: string;
  readonly data: string;
  readonly message: string;
  readonly bad: string;
  readonly good: string;
}

const PARAMETER_BAD = `Parameters:
  Password:
  ^^^^^^^^ 'Password'
    Type: String
Resources:
  Topic:
    Type: AWS::SNS::Topic`;
const PARAMETER_GOOD = `Parameters:
  Password:
    Type: String
    NoEcho: true
Resources:
  Topic:
    Type: AWS::SNS::Topic`;

const TEMPLATE_BAD = `Resources:
  Photos:
    Type: AWS::S3::Bucket
  # ^^^^^^ 'Photos'`;
const TEMPLATE_GOOD = `Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: photos`;
const CODE_BAD = `exports.handler = async (event) => {
  return event.body;
  //     ^^^^^^^^^^ event.body
};`;
const CODE_GOOD = `exports.handler = async () => {
  return "fine";
};`;

const SHAPES: Readonly<Record<Kind, Shape>> = {
  template: {
    imports: [],
    data: "{ readonly name: string }",
    check: `at: "AWS::S3::Bucket/BucketName",
  *check(property, resource) {
    if (property === undefined) yield { at: resource.key, data: { name: resource.name } };
  },`,
    message: "({ name }) => `'${name}' …`",
    bad: TEMPLATE_BAD,
    good: TEMPLATE_GOOD,
  },
  policy: {
    imports: [],
    data: "{ readonly action: string }",
    check: `*check(statement) {
    if (statement.effect !== "Allow") return;
    for (const { text, at } of statement.actions) if (text === "*") yield { at, data: { action: text } };
  },`,
    message: "({ action }) => `'${action}' …`",
    bad: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
  "Action": "*",
         // ^^^ '*'
  "Resource": "arn:aws:s3:::photos/*" }] }`,
    good: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*" }] }`,
  },
  taint: {
    imports: [],
    data: "",
    check: `to: "sql",`,
    message: "({ sink, event }) => `'${sink}' runs text that depends on ${event}`",
    bad: CODE_BAD,
    good: CODE_GOOD,
  },
  code: {
    imports: ["textAt"],
    data: "{ readonly text: string }",
    check: `on: ["call"],
  *check(node, code) {
    if (code.handlerOf(node)) yield { at: node, data: { text: textAt(node) } };
  },`,
    message: "({ text }) => `'${text}' …`",
    bad: CODE_BAD,
    good: CODE_GOOD,
  },
  secret: {
    imports: [],
    data: "{ readonly name: string }",
    check: `*check({ at, name }) {
    if (name !== undefined && /password/i.test(name)) yield { at, data: { name } };
  },`,
    message: "({ name }) => `'${name}' …`",
    bad: `const password = "hunter2hunter2";
               // ^^^^^^^^^^^^^^ 'password'`,
    good: "const password = process.env.PASSWORD;",
  },
  project: {
    imports: [],
    data: "{ readonly name: string }",
    check: `*check({ resource }) {
    yield { at: resource.key, data: { name: resource.name } };
  },`,
    message: "({ name }) => `'${name}' …`",
    bad: TEMPLATE_BAD,
    good: TEMPLATE_GOOD,
  },
  declaration: {
    imports: [],
    data: "{ readonly name: string }",
    check: `on: "parameter",
  *check({ key, name, attribute }) {
    if (attribute("NoEcho") === undefined) yield { at: key, data: { name } };
  },`,
    message: "({ name }) => `'${name}' …`",
    bad: PARAMETER_BAD,
    good: PARAMETER_GOOD,
  },
  manifest: {
    imports: [],
    data: "{ readonly name: string }",
    check: `*check(manifest) {
    if (manifest.kind !== "package.json") return;
    for (const { name, key } of manifest.dependencies) yield { at: key, data: { name } };
  },`,
    message: "({ name }) => `'${name}' …`",
    bad: `{ "dependencies": {
  "left-pad": "1.3.0"
// ^^^^^^^^ 'left-pad'
} }`,
    good: `{ "dependencies": {} }`,
  },
};

export const kinds = Object.keys(SHAPES) as Kind[];

export function isKind(word: string): word is Kind {
  return word in SHAPES;
}

/** A rule that compiles and says nothing true yet: everything marked with an ellipsis is to be written. */
export function ruleFileOf(id: string, kind: Kind): string {
  const shape = SHAPES[kind];
  const type = shape.data ? `<${shape.data}>` : "";
  return `import { ${[`${kind}Rule`, ...shape.imports].sort().join(", ")} } from "../../engine/authoring.ts";

export default ${kind}Rule${type}({
  meta: {
    id: "${id}",
    severity: "warning",
    confidence: "medium",
    summary: "…",
    why: \`…\`,
    duty: "${kind === "policy" ? "iam" : kind === "manifest" ? "dependencies" : kind === "template" || kind === "declaration" ? "configuration" : "code"}",
    cwe: [],
    controls: [],
    references: [],
    examples: [
      {
        title: "…",
        bad: \`${escaped(shape.bad)}\`,
      },
      {
        title: "…",
        good: \`${escaped(shape.good)}\`,
      },
    ],
  },
  ${shape.check}
  message: ${shape.message},
});
`;
}

function escaped(text: string): string {
  return text.replaceAll("`", "\\`").replaceAll("${", "\\${");
}
