import {
  type Cure,
  type Deployed,
  type Edit,
  type Entry,
  entryOf,
  exactOf,
  type Grant,
  matchesAction,
  mayMeet,
  type Node,
  type Privileges,
  privilegesOf,
  projectRule,
  type Resource,
  type SiteEdit,
  textAt,
  value,
  writtenForSam,
  writtenStatement,
} from "../../engine/authoring.ts";
import { withoutCircles } from "../shared/circles.ts";
import { listed } from "../shared/listed.ts";
import { mayUsePlugin } from "../shared/plugins.ts";
import { removeStatement } from "../shared/removal.ts";
import { shown } from "../shared/shown.ts";

/** What a function has of a shared role that only others need. */
interface Surplus {
  readonly deployed: Deployed;
  readonly grants: readonly [Grant, ...Grant[]];
}

interface Shared {
  readonly privileges: Privileges;
  readonly surplus: readonly [Surplus, ...Surplus[]];
}

export default projectRule<Shared>({
  meta: {
    id: "iam/shared-role",
    severity: "info",
    confidence: "medium",
    summary: "Functions that need different rights share one role",
    why: "A role that several functions share has to allow what any of them needs, so that each may do what only another does: the function that answers the public reads what only the nightly job should, and a fault in one of them has the rights of all. With a role for each function, which SAM makes by itself and the Serverless Framework can, each has its own and no more.",
    duty: "iam",
    cwe: [250],
    controls: ["SAS-4", "A5"],
    references: [
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
      {
        title: "Serverless Framework: IAM",
        url: "https://www.serverless.com/framework/docs/providers/aws/guide/iam",
      },
    ],
    examples: [
      {
        title: "One role for a reader and a writer",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        TABLE: !Ref Albums
Resources:
  AlbumRole:
  ^^^^^^^^^ 2 functions share this role, so 'Load' may 'dynamodb:PutItem', which only others need
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: albums
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action:
                  - dynamodb:GetItem
                  - dynamodb:PutItem
                Resource: !GetAtt Albums.Arn
              - Effect: Allow
                Action:
                  - logs:CreateLogStream
                  - logs:PutLogEvents
                Resource: "*"
  Load:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: load.handler
      Role: !GetAtt AlbumRole.Arn
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Role: !GetAtt AlbumRole.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/load.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.get({ TableName: process.env.TABLE, Key: { id: event.id } }).promise();
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        TABLE: !Ref Albums
Resources:
  AlbumRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: albums
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action:
                  - dynamodb:GetItem
                  - dynamodb:PutItem
                Resource: !GetAtt Albums.Arn
              - Effect: Allow
                Action:
                  - logs:CreateLogStream
                  - logs:PutLogEvents
                Resource: "*"
  Load:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: load.handler
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: !GetAtt Albums.Arn
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::Serverless::SimpleTable
//- src/load.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.get({ TableName: process.env.TABLE, Key: { id: event.id } }).promise();
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
      },
      {
        title: "A service with the plugin for roles per function",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
      ^^^^^^^^^^ 2 functions share this role, so 'load' may 'dynamodb:PutItem', which only others need
        - Effect: Allow
          Action:
            - dynamodb:GetItem
            - dynamodb:PutItem
          Resource: !GetAtt Albums.Arn
plugins:
  - serverless-iam-roles-per-function
functions:
  load:
    handler: src/load.handler
    environment:
      TABLE: !Ref Albums
  save:
    handler: src/save.handler
    environment:
      TABLE: !Ref Albums
resources:
  Resources:
    Albums:
      Type: AWS::DynamoDB::Table
//- src/load.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.get({ TableName: process.env.TABLE, Key: { id: event.id } }).promise();
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
        fixed: `service: albums
provider:
  name: aws
plugins:
  - serverless-iam-roles-per-function
functions:
  load:
    handler: src/load.handler
    environment:
      TABLE: !Ref Albums
    iamRoleStatements:
      - Effect: Allow
        Action: dynamodb:GetItem
        Resource: !GetAtt Albums.Arn
  save:
    handler: src/save.handler
    environment:
      TABLE: !Ref Albums
    iamRoleStatements:
      - Effect: Allow
        Action: dynamodb:PutItem
        Resource: !GetAtt Albums.Arn
resources:
  Resources:
    Albums:
      Type: AWS::DynamoDB::Table
//- src/load.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.get({ TableName: process.env.TABLE, Key: { id: event.id } }).promise();
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();`,
      },
      {
        title: "Functions that need the same; a function whose calls cannot be followed",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:GetItem, dynamodb:PutItem]
          Resource: !GetAtt Albums.Arn
functions:
  save:
    handler: src/save.handler
    environment:
      TABLE: !Ref Albums
  again:
    handler: src/save.handler
    environment:
      TABLE: !Ref Albums
  dynamic:
    handler: src/dynamic.handler
resources:
  Resources:
    Albums:
      Type: AWS::DynamoDB::Table
//- src/save.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables.put({ TableName: process.env.TABLE, Item: event }).promise();
//- src/dynamic.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => tables[event.method]({ TableName: "albums" }).promise();`,
      },
    ],
  },
  *check(deployed, usage) {
    if (!usage.sharing || usage.sharing[0]?.deployed !== deployed) return;
    const privileges = privilegesOf(deployed, usage);
    const [first, ...others] = surplusOf(privileges);
    const at = first && placeOf(deployed);
    if (!first || !at) return;
    const trace = [first, ...others]
      .slice(0, 20)
      .map((one) => ({ at: one.deployed.resource.key, message: surplusText(one) }));
    yield { at, data: { privileges, surplus: [first, ...others] }, trace };
  },
  message({ privileges: { sharers }, surplus: [first] }) {
    const name = shown(first.deployed.resource.name, 25);
    return `${sharers.length} functions share this role, so '${name}' may ${actionsOf(first)}, which only others need`;
  },
  fix: ({ privileges }, edit) => curesOf(privileges, edit),
});

const actionsOf = ({ grants }: Surplus): string => listed([...new Set(grants.map(({ action }) => shown(action, 28)))]);

const surplusText = (one: Surplus): string => `'${one.deployed.resource.name}' does not need ${actionsOf(one)}`;

/** The functions all of whose needs are known, with what they have beyond those that some other function needs. */
function surplusOf({ sharers, granted, needed, isUseKnown }: Privileges): readonly Surplus[] {
  if (!isUseKnown) return [];
  const serves = ({ action, resources }: Grant, need: Privileges["needed"][number]) =>
    matchesAction(action, need.action) &&
    (!need.targets || !resources || need.targets.some(({ arn }) => resources.some((one) => mayMeet(one, arn))));
  const used = granted.filter((grant) => needed.some((need) => need.call && serves(grant, need)));
  return sharers.flatMap(({ deployed, needs }) => {
    const [first, ...others] = used.filter((grant) => !needs.some((need) => serves(grant, need)));
    return first ? [{ deployed, grants: [first, ...others] as const }] : [];
  });
}

/** Where the role is written: its name, or the key of the statements of a service. */
function placeOf({ grants, template }: Deployed): Node | undefined {
  if (grants.role) return grants.role.key;
  const own = statementsEntry(template.section("provider"));
  return own?.entry.key;
}

interface Held {
  readonly in: Extract<Node, { kind: "mapping" }>;
  readonly entry: Entry;
}

/** `iam.role.statements` below `provider`, or its old place. */
function statementsEntry(provider: Node | undefined): Held | undefined {
  if (provider?.kind !== "mapping") return undefined;
  const old = entryOf(provider, "iamRoleStatements");
  if (old) return { in: provider, entry: old };
  const iam = entryOf(provider, "iam")?.value;
  const role = iam?.kind === "mapping" ? entryOf(iam, "role")?.value : undefined;
  const entry = role?.kind === "mapping" ? entryOf(role, "statements") : undefined;
  return entry && role?.kind === "mapping" ? { in: role, entry } : undefined;
}

/** Each function gets what it needs, by itself. */
function curesOf(privileges: Privileges, edit: Edit): readonly Cure[] {
  const { deployed } = privileges;
  const edits = deployed.grants.role ? splitForSam(privileges, edit) : splitForService(privileges, edit);
  return edits ? [{ title: "Give each function the rights that it needs itself", safety: "unsafe", edits }] : [];
}

/** SAM makes a role for each function that names none. */
function splitForSam({ sharers }: Privileges, edit: Edit): readonly SiteEdit[] | undefined {
  const parts = sharers.map(({ deployed, needs }) => {
    const { resource } = deployed;
    const role = resource.writtenAs === "AWS::Serverless::Function" ? ownEntry(resource, "Role") : undefined;
    if (!role || !resource.properties || resource.property("Policies")) return undefined;
    const policies = writtenForSam(withoutCircles(exactOf(needs, true), deployed));
    if (policies.length === 0) return edit.remove(resource.properties, role);
    const written = edit.replace(role.value, policies);
    return written && [...edit.text(role.key, textAt(role.key).replace("Role", "Policies")), ...written];
  });
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

const ownEntry = ({ properties }: Resource, key: string): Entry | undefined => properties && entryOf(properties, key);

/** With the plugin for that, or version 4, a function's own statements make it a role of its own. */
function splitForService({ deployed, sharers }: Privileges, edit: Edit): readonly SiteEdit[] | undefined {
  const { template } = deployed;
  const held = statementsEntry(template.section("provider"));
  const path = pathOfOwn(deployed);
  if (!held || !path) return undefined;
  const parts = sharers.map(({ deployed: one, needs }) => {
    const body = one.resource.entry.value;
    const written = withoutCircles(exactOf(needs, true), one).map(writtenStatement);
    return body.kind === "mapping" ? edit.set(body, path, written) : undefined;
  });
  const removed = removeStatement(template.root, held.entry.value, edit);
  return parts.includes(undefined) || !removed ? undefined : [...removed, ...parts.flatMap((part) => part ?? [])];
}

function pathOfOwn({ template }: Deployed): readonly string[] | undefined {
  const plugins = value.items(resolved(template, "plugins"));
  const isListed = plugins.some((one) => value.text(one) === "serverless-iam-roles-per-function");
  if (isListed && mayUsePlugin(template, /^serverless-iam-roles-per-function$/)) return ["iamRoleStatements"];
  const version = value.primitive(resolved(template, "frameworkVersion"));
  return /^[\^~>=]*\s*4/.test(String(version ?? "")) ? ["iam", "role", "statements"] : undefined;
}

function resolved(template: Deployed["template"], key: string) {
  const section = template.section(key);
  return section && template.resolve(section);
}
