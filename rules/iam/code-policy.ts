import {
  type Code,
  type CodeContext,
  codeRule,
  type Edit,
  type Severity,
  type Site,
  type Statement,
} from "../../engine/authoring.ts";
import { everydayActions } from "../facts/everyday-actions.ts";
import { administrators } from "../facts/managed-admins.ts";
import { together } from "../shared/together.ts";
import { statementOfConstruct, statementOfPolicy, statementsInText } from "./_code-statements.ts";
import { type Fault, faultOf } from "./_faults.ts";
import { namedActions } from "./_named.ts";
import { skeletonTexts } from "./_scoped.ts";
import { serviceIn } from "./_wildcard.ts";

type Wide =
  | { readonly kind: "statement"; readonly fault: Fault; readonly statement: Statement; readonly isText?: true }
  | { readonly kind: "managed"; readonly name: string }
  | { readonly kind: "grant"; readonly call: string; readonly at: Site };

export default codeRule<Wide>({
  meta: {
    id: "iam/code-policy",
    severity: "warning",
    confidence: "medium",
    summary: "Code makes a policy that allows too much",
    why: "A policy that the CDK, a deployment script or `serverless.ts` makes is a policy like any other: `*` in it makes a function an administrator, `s3:*` lets it delete buckets, `AdministratorAccess` hands over the account. In code it is easily overlooked, and one helper gives it to every function. Name the actions and the resources, or use the narrow `grant…` methods of the constructs: `table.grantReadData(fn)`.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "AWS CDK: define permissions",
        url: "https://docs.aws.amazon.com/cdk/v2/guide/permissions.html",
      },
      {
        title: "IAM: security best practices",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      },
    ],
    examples: [
      {
        title: "Every right, from the CDK",
        file: "lib/stack.ts",
        bad: `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";

export class Photos extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const fn = new lambda.Function(this, "Fn", props.fn);
    fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ["*"],
                ^^^ '*' on '*' makes whoever gets it an administrator of the account
      resources: ["*"],
    }));
  }
}`,
        fixed: `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";

export class Photos extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const fn = new lambda.Function(this, "Fn", props.fn);
    fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: ["arn:aws:s3:::BUCKET/PREFIX/*"],
    }));
  }
}`,
      },
      {
        title: "Every action of a service, in a role that a script makes",
        file: "scripts/role.mjs",
        bad: `import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

const iam = new IAMClient({});

await iam.send(new PutRolePolicyCommand({
  RoleName: "worker",
  PolicyName: "queue",
  PolicyDocument: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:*", Resource: process.env.TOPIC_ARN }],
                                           ^^^^^^^ 'sns:*' grants every action of the service
  }),
}));`,
        fixed: `import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

const iam = new IAMClient({});

await iam.send(new PutRolePolicyCommand({
  RoleName: "worker",
  PolicyName: "queue",
  PolicyDocument: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: process.env.TOPIC_ARN }],
  }),
}));`,
      },
      {
        title: "Every secret, from serverless.ts",
        file: "serverless.ts",
        bad: `export default {
  service: "login",
  provider: {
    name: "aws",
    iamRoleStatements: [
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: "*" },
                                                                              ^^^ 'secretsmanager:GetSecretValue' is allowed on every resource
    ],
  },
};`,
        fixed: `export default {
  service: "login",
  provider: {
    name: "aws",
    iamRoleStatements: [
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: "arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET_ID" },
    ],
  },
};`,
      },
      {
        title: "A managed policy for administrators, and every action on a table",
        file: "lib/worker.ts",
        bad: `import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import { ManagedPolicy, Role } from "aws-cdk-lib/aws-iam";

export function allow(role: Role, table: dynamodb.Table) {
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess"));
                                                               ^^^^^^^^^^^^^^^^^^^^^ 'AdministratorAccess' lets whoever gets it do nearly everything
  table.grantFullAccess(role);
        ^^^^^^^^^^^^^^^ 'grantFullAccess' allows every action
  table.grant(role, "dynamodb:GetItem");
  table.grant(role, "dynamodb:*");
        ^^^^^ 'grant' allows every action
}`,
      },
      {
        title: "Permissions of a function of SST",
        file: "sst.config.ts",
        bad: `export const photos = new sst.aws.Function("Photos", {
  handler: "photos.handler",
  permissions: [{ actions: ["s3:GetObject"], resources: ["*"] }],
                                                         ^^^ 's3:GetObject' is allowed on every resource
});`,
        fixed: `export const photos = new sst.aws.Function("Photos", {
  handler: "photos.handler",
  permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::BUCKET_NAME/*"] }],
});`,
      },
      {
        title: "A policy as JSON in a text",
        file: "scripts/policy.js",
        bad: `const { IAM } = require("aws-sdk");
const iam = new IAM();
const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}';
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'iam:PassRole' is allowed for every role, so that what it starts may run with any of them

exports.make = () => iam.createPolicy({ PolicyName: "pass", PolicyDocument: document }).promise();`,
      },
      {
        title: "Named actions and resources, narrow grants, what an authorizer answers, what is denied or compared",
        file: "lib/stack.ts",
        good: `import * as iam from "aws-cdk-lib/aws-iam";

export function allow(fn, bucket, table) {
  table.grantReadData(fn);
  fn.addToRolePolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [bucket.arnForObjects("*")] }));
  fn.addToRolePolicy(new iam.PolicyStatement({ actions: ["xray:PutTraceSegments"], resources: ["*"] }));
  fn.addToRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ["*"], resources: ["*"] }));
  fn.addToRolePolicy(new iam.PolicyStatement({
    actions: ["ses:SendEmail"],
    resources: ["*"],
    conditions: { StringEquals: { "ses:FromAddress": "orders@example.com" } },
  }));
}

export const rbac = { actions: ["*"], resources: ["*"] };
export const isAdmin = (name: string) => name === "AdministratorAccess";

export const authorizer = async (event) => ({
  principalId: "user",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [
      { Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" },
      { Action: "*", Effect: "Allow", Resource: "*" },
    ],
  },
});`,
      },
    ],
  },
  on: ["object", "literal", "call"],
  *check(node, code) {
    if (node.kind === "literal") yield* inText(node);
    if (node.kind === "call") yield* inCall(node, code);
    if (node.kind === "object" && !isAnswer(node, code))
      yield* told(isPermission(node, code) ? statementOfConstruct(node, code) : statementOfPolicy(node, code));
  },
  message(wide) {
    if (wide.kind === "managed") return `'${wide.name}' lets whoever gets it do nearly everything in the account`;
    if (wide.kind === "grant") return `'${wide.call}' allows every action, to delete and to change it too`;
    const { kind, actions } = wide.fault;
    const named = namedActions(actions);
    const [is, lets] = actions.length === 1 ? ["is", "lets"] : ["are", "let"];
    if (kind === "admin") return "'*' on '*' makes whoever gets it an administrator of the account";
    if (kind === "service")
      return `${named} ${is === "is" ? "grants every action of the service" : "grant every action of their services"}`;
    if (kind === "role")
      return `${named} ${is} allowed for every role, so that what it starts may run with any of them`;
    if (kind === "escalation") return `${named} ${lets} whoever gets it come to rights that it does not name`;
    if (kind === "all-but") return `everything but ${named} is allowed, what is yet to come too`;
    return `${named} ${is} allowed on every resource of the account`;
  },
  fix(wide, edit) {
    if (wide.kind !== "statement" || wide.isText) return undefined;
    const { fault, statement } = wide;
    if (fault.kind === "admin") return cure("Replace by a scoped skeleton to fill in", skeleton(statement, edit));
    if (fault.kind === "service")
      return cure("Grant only what SAM's policy templates for it grant", everyday(fault, statement, edit));
    const texts = fault.kind === "escalation" || fault.kind === "all-but" ? [] : skeletonTexts(statement);
    return cure("Limit it to an ARN to fill in", texts.length > 0 ? written(fault.at.at, texts, edit) : undefined);
  },
});

const cure = (title: string, edits: ReturnType<typeof together>) =>
  edits && edits.length > 0 ? { title, safety: "unsafe" as const, edits } : undefined;

function* told(statement: Statement | undefined) {
  const fault = statement && isMeant(statement) ? faultOf(statement) : undefined;
  if (statement && fault) yield matchOf({ kind: "statement", fault, statement }, fault.at.at, fault.severity);
}

const matchOf = (data: Wide, at: Site, severity: Severity) => ({ at, data, severity });

/** What an authorizer answers is a policy for its caller, for one call. */
const isMeant = ({ actions }: Statement): boolean =>
  actions.length === 0 || !actions.every(({ text }) => text !== undefined && /^(?:execute-api|iot):/i.test(text));

/** Whether a statement is a part of what an authorizer answers. */
const isAnswer = (object: Code.ObjectExpression, code: CodeContext): boolean =>
  object.properties.some(({ key }) => key === "Effect") &&
  code.parents(object).some((one) => one.kind === "object" && one.properties.some(({ key }) => key === "principalId"));

/** Whether an object is one of the list that `permissions` of a function is given, as SST has it. */
function isPermission(object: Code.ObjectExpression, code: CodeContext): boolean {
  const [above, list] = code.parents(object).slice(-2);
  return above?.kind === "object" && above.properties.some(({ key, value }) => key === "permissions" && value === list);
}

function* inText(node: Code.Literal) {
  const { value: text } = node;
  if (typeof text !== "string" || node.regex) return;
  for (const statement of statementsInText(node, text)) {
    const fault = isMeant(statement) ? faultOf(statement) : undefined;
    if (!fault) continue;
    yield matchOf({ kind: "statement", fault, statement, isText: true }, node, fault.severity);
    return;
  }
}

function* inCall(node: Code.Call, code: CodeContext) {
  const { callee, args } = node;
  const name = callee.kind === "member" ? callee.property : callee.kind === "name" ? callee.name : undefined;
  const [first] = args;
  if (node.isNew && name === "PolicyStatement" && first) {
    const object = code.object(first);
    if (object) yield* told(statementOfConstruct(object, code));
  }
  if (name === "fromAwsManagedPolicyName" || name === "fromManagedPolicyArn") yield* administratorsIn(args, code);
  if (callee.kind !== "member" || !code.imports.some((from) => constructs.test(from))) return;
  const isAll =
    name === "grantFullAccess" || (name === "grant" && args.slice(1).some((one) => isWholeService(one, code)));
  if (isAll) yield matchOf({ kind: "grant", call: name, at: callee.propertyAt }, callee.propertyAt, "warning");
}

const constructs = /^(?:aws-cdk-lib|@aws-cdk\/|constructs$|sst)/;

const isWholeService = (argument: Code.Expression, code: CodeContext): boolean =>
  serviceIn(String(code.literal(argument) ?? "")) !== undefined;

function* administratorsIn(args: readonly Code.Expression[], code: CodeContext) {
  for (const argument of args) {
    const name = String(code.literal(argument) ?? "").replace(/^arn:aws[\w-]*:iam::aws:policy\//, "");
    if (administrators.has(name)) yield matchOf({ kind: "managed", name }, argument, "error");
  }
}

/** Texts in the place of one, as the code quotes them; a list where there was none. */
function written(at: Site, texts: readonly string[], edit: Edit) {
  if (!/^["'`]/.test(at.block.text.slice(at.start, at.end))) return undefined;
  const quote = edit.quote(at);
  const quoted = texts.map((text) => `${quote}${text}${quote}`).join(", ");
  return edit.text(at, texts.length === 1 || isListed(at) ? quoted : `[${quoted}]`);
}

/** Whether a text stands in brackets, by what comes before it. */
function isListed({ block, start }: Site): boolean {
  const before = block.text.slice(Math.max(0, start - 2000), start);
  return before.lastIndexOf("[") > Math.max(before.lastIndexOf("]"), before.lastIndexOf("{"));
}

function skeleton({ actions, resources }: Statement, edit: Edit) {
  const [action, ...others] = actions;
  const [star, ...more] = resources;
  if (!action || !star || others.length + more.length > 0) return undefined;
  return together(
    written(action.at, ["s3:GetObject", "s3:PutObject"], edit),
    written(star.at, ["arn:aws:s3:::BUCKET/PREFIX/*"], edit),
  );
}

function everyday({ actions }: Fault, statement: Statement, edit: Edit) {
  const parts = statement.actions.flatMap(({ text, at }) => {
    if (text === undefined || !actions.includes(text)) return [];
    const known = everydayActions(serviceIn(text) ?? "")?.actions;
    return [known && written(at, known, edit)];
  });
  return together(...parts);
}
