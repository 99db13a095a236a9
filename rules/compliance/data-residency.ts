import {
  type Edit,
  gathered,
  type Node,
  type Property,
  type Resource,
  templateRule,
  type Value,
  value,
  whenText,
} from "../../engine/authoring.ts";
import { regions } from "../facts/regions.ts";
import { shown } from "../shared/shown.ts";
import { isAllow } from "../shared/statements.ts";
import { isFirstWith } from "../shared/told-once.ts";

interface Elsewhere {
  readonly region: string;
  readonly at: Node;
  /** How a message begins, what stands in the region. */
  readonly says: string;
  /** `'IsProd' is true`. */
  readonly when?: string | undefined;
  readonly allowed: readonly string[];
  /** What a cure can change: the region of the service, or the list that a copy is an item of. */
  readonly cure?: { readonly service: Node } | { readonly copies: Node };
}

const bucket = "AWS::S3::Bucket";
const lambda = "AWS::Lambda::Function";

/** Paths at which a region, or an ARN with one, says where data is or goes; `*` is each item of a list. */
const places: ReadonlyMap<string, readonly { readonly path: string; readonly says: (name: string) => string }[]> =
  new Map([
    ["AWS::DynamoDB::GlobalTable", [{ path: "Replicas/*/Region", says: copyOf }]],
    ["AWS::SecretsManager::Secret", [{ path: "ReplicaRegions/*/Region", says: copyOf }]],
    [
      "AWS::ECR::ReplicationConfiguration",
      [{ path: "ReplicationConfiguration/Rules/*/Destinations/*/Region", says: (name) => `${name} copies images to` }],
    ],
    [
      "AWS::CloudFormation::StackSet",
      [{ path: "StackInstancesGroup/*/Regions/*", says: (name) => `${name} deploys stacks to` }],
    ],
    // the key of a copy is in the region of the bucket that the copy goes to
    [
      bucket,
      [
        {
          path: "ReplicationConfiguration/Rules/*/Destination/EncryptionConfiguration/ReplicaKmsKeyID",
          says: (name) => `${name} copies its objects to`,
        },
      ],
    ],
    [
      "AWS::Backup::BackupPlan",
      [
        {
          path: "BackupPlan/BackupPlanRule/*/CopyActions/*/DestinationBackupVaultArn",
          says: (name) => `${name} copies backups to`,
        },
      ],
    ],
    ["AWS::Events::Rule", [{ path: "Targets/*/Arn", says: (name) => `${name} sends events to` }]],
    [
      lambda,
      [
        { path: "Layers/*", says: (name) => `${name} takes a layer from` },
        { path: "DeadLetterConfig/TargetArn", says: (name) => `${name} sends failed events to` },
      ],
    ],
  ]);

/** Where the statements of a role's or function's policies stand. */
const policies: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::IAM::Role", ["Policies/*/PolicyDocument/Statement"]],
  ["AWS::IAM::Policy", ["PolicyDocument/Statement"]],
  ["AWS::IAM::ManagedPolicy", ["PolicyDocument/Statement"]],
  [lambda, ["Policies/*/Statement"]],
]);

const types = [...new Set([...places.keys(), ...policies.keys()])];

export default templateRule<Elsewhere>({
  meta: {
    id: "compliance/data-residency",
    severity: "warning",
    confidence: "high",
    summary: "Data in a region that is not allowed",
    why: "A law, a contract or a promise to customers may say in which countries data is kept. The option `allowedRegions` of `handrail.json` names the regions where it may be; whatever the infrastructure puts elsewhere is reported: the region of a service, copies of tables, secrets, objects and backups, and what functions are pointed to or may reach by a fixed region. Without the option nothing is reported.",
    duty: "configuration",
    cwe: [],
    controls: [],
    references: [
      {
        title: "AWS Regions",
        url: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
      },
      {
        title: "AWS::DynamoDB::GlobalTable: replicas",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html",
      },
    ],
    examples: [
      {
        title: "A copy of a table outside the European Union",
        options: { allowedRegions: ["eu-central-1", "eu-west-1"] },
        bad: `Resources:
  Patients:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      Replicas:
        - Region: eu-central-1
        - Region: us-east-1
                  ^^^^^^^^^ 'Patients' keeps a copy in 'us-east-1', which is no allowed region
          PointInTimeRecoverySpecification:
            PointInTimeRecoveryEnabled: true`,
        fixed: `Resources:
  Patients:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      Replicas:
        - Region: eu-central-1`,
      },
      {
        title: "A function that reaches into another region",
        options: { allowedRegions: ["eu-central-1"] },
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      Handler: store.handler
      Layers:
        - arn:aws:lambda:us-west-2:111122223333:layer:common:4
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Store' takes a layer from 'us-west-2'
      Environment:
        Variables:
          ORDERS: https://sqs.us-east-1.amazonaws.com/111122223333/orders
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable 'ORDERS' of 'Store' points to 'us-east-1'
      Policies:
        - Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: !Sub arn:aws:sqs:us-east-1:\${AWS::AccountId}:orders
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Store' may use resources in 'us-east-1'`,
      },
      {
        title: "A secret's copy in JSON",
        file: "template.json",
        options: { allowedRegions: ["eu-central-1"] },
        bad: `{
  "Resources": {
    "Token": {
      "Type": "AWS::SecretsManager::Secret",
      "Properties": {
        "ReplicaRegions": [
          { "Region": "eu-central-1" },
          { "Region": "ap-southeast-2" }
                      ^^^^^^^^^^^^^^^^ 'Token' keeps a copy in 'ap-southeast-2'
        ]
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Token": {
      "Type": "AWS::SecretsManager::Secret",
      "Properties": {
        "ReplicaRegions": [
          { "Region": "eu-central-1" }
        ]
      }
    }
  }
}`,
      },
      {
        title: "A service in another region",
        file: "serverless.yml",
        options: { allowedRegions: ["eu-central-1", "eu-west-1"] },
        bad: `service: photos
provider:
  name: aws
  region: us-east-1
          ^^^^^^^^^ the service is deployed to 'us-east-1', which is no allowed region
functions:
  store:
    handler: store.handler
  list:
    handler: list.handler`,
        fixed: `service: photos
provider:
  name: aws
  region: eu-central-1
functions:
  store:
    handler: store.handler
  list:
    handler: list.handler`,
      },
      {
        title: "What all functions of a service share is told once",
        file: "serverless.yml",
        options: { allowedRegions: ["eu-central-1"] },
        bad: `service: photos
provider:
  name: aws
  region: eu-central-1
  environment:
    TABLE_REGION: us-east-1
                  ^^^^^^^^^ variable 'TABLE_REGION' of 'store' points to 'us-east-1'
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: arn:aws:dynamodb:us-east-1:111122223333:table/photos
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the service may use resources in 'us-east-1'
functions:
  store:
    handler: store.handler
  list:
    handler: list.handler`,
      },
      {
        title: "Allowed regions, and what has none",
        options: { allowedRegions: ["eu-central-1", "eu-west-1"] },
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Other: { Type: String }
Mappings:
  Layers:
    us-east-1: { arn: "arn:aws:lambda:us-east-1:111122223333:layer:common:4" }
    eu-central-1: { arn: "arn:aws:lambda:eu-central-1:111122223333:layer:common:4" }
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      Handler: store.handler
      Layers:
        - !FindInMap [Layers, !Ref AWS::Region, arn]
      Environment:
        Variables:
          TABLE: !Sub arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/photos
          BUCKET: arn:aws:s3:::photos
          CERTIFICATE: arn:aws:acm:us-east-1:111122223333:certificate/1234
          OTHER: !Ref Other
          NOTE: not in us-east-1
      Policies:
        - Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: arn:aws:sqs:eu-west-1:111122223333:orders
            - Effect: Deny
              Action: "*"
              Resource: arn:aws:sqs:us-east-1:111122223333:*
  Photos:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      Replicas:
        - Region: !Ref AWS::Region
        - Region: eu-west-1
        - Region: !Ref Other`,
      },
      {
        title: "A region that is given at deployment",
        file: "serverless.yml",
        options: { allowedRegions: ["eu-central-1"] },
        good: `service: photos
provider:
  name: aws
  region: \${opt:region, 'us-east-1'}
functions:
  store:
    handler: store.handler`,
      },
      {
        title: "Nothing is said without the option",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  region: us-east-1
functions:
  store:
    handler: store.handler`,
      },
    ],
  },
  at: types,
  *check(_property, resource, { allowedRegions }) {
    if (allowedRegions.length === 0) return;
    for (const found of [...ofService(resource), ...ofResource(resource)])
      if (!allowedRegions.includes(found.region)) yield { at: found.at, data: { ...found, allowed: allowedRegions } };
  },
  message: ({ says, region, when }) =>
    `${says} '${region}', which is no allowed region${when && when.length < 40 ? whenText({ when }) : ""}`,
  fix: ({ cure, at, region, allowed }, edit) => {
    if (!cure) return undefined;
    return "service" in cure ? movesTo(allowed, cure.service, edit) : withoutCopy(cure.copies, at, region, edit);
  },
});

type Found = Omit<Elsewhere, "allowed">;

function copyOf(name: string): string {
  return `${name} keeps a copy in`;
}

/** More than a few regions to move to are a list to choose from, not a cure. */
const movesTo = (allowed: readonly string[], at: Node, edit: Edit) =>
  allowed.slice(0, 3).flatMap((region) => {
    const edits = edit.replace(at, region);
    return edits ? [{ title: `Deploy to '${region}'`, safety: "unsafe" as const, edits }] : [];
  });

function withoutCopy(copies: Node, at: Node, region: string, edit: Edit) {
  const items = copies.kind === "sequence" ? copies.items : [];
  const copy = items.find((item) => item.block === at.block && item.start <= at.start && at.end <= item.end);
  const edits = copy && items.length > 1 ? edit.remove(copies, copy) : undefined;
  return edits && { title: `Keep no copy in '${region}'`, safety: "unsafe" as const, edits };
}

const watched = gathered((resource) => (types.includes(resource.type) ? [["all", resource.name]] : []));

/** What a Serverless service says for all of it, told with its first resource. */
function ofService({ template, name }: Resource): readonly Found[] {
  const provider = template.dialect === "serverless" ? template.section("provider") : undefined;
  if (!provider || watched(template, "all")[0] !== name) return [];
  const said = template.resolve(provider);
  // what stands in for an option that is not given is another region where it is
  const own = regionsIn(value.at(said, "region"), "the service is deployed to").flatMap((one): readonly Found[] =>
    one.at.kind === "scalar" && one.at.value === one.region ? [{ ...one, cure: { service: one.at } }] : [],
  );
  const statements =
    value.at(said, "iam", "role", "statements") ??
    value.at(said, "iamRoleStatements") ??
    value.at(said, "iam", "statements");
  return [...own, ...reached(statements, "the service may use resources in")];
}

function ofResource(resource: Resource): readonly Found[] {
  const { type } = resource;
  const name = `'${shown(resource.name, 40)}'`;
  const fixed = (places.get(type) ?? []).flatMap(({ path, says }) => {
    const [top = ""] = path.split("/*");
    const property = resource.property(top);
    const found = regionsIn(below(property?.value, path.slice(top.length + 1)), says(name));
    const told = found.filter(({ at }) => isFirstWith(resource, top, at));
    return property && says === copyOf ? told.map((one) => ({ ...one, cure: { copies: sequenceOf(property) } })) : told;
  });
  const may = (policies.get(type) ?? []).flatMap((path) => {
    const [top = ""] = path.split("/*");
    const statements = below(resource.property(top)?.value, path.slice(top.length + 1));
    return statements.flatMap((one) => reached(one, `${name} may use resources in`));
  });
  return [...fixed, ...variablesOf(resource, name), ...onceEach(may)];
}

const sequenceOf = ({ at }: Property): Node => at;

function variablesOf(resource: Resource, name: string): readonly Found[] {
  const variables = resource.type === lambda ? resource.property("Environment/Variables")?.value : undefined;
  return (value.map(variables)?.entries ?? []).flatMap(({ key, value: one }) => {
    const variable = String(key.value);
    const found = regionsIn(one, `variable '${shown(variable, 30)}' of ${name} points to`);
    return found.filter(({ at }) => isFirstWith(resource, `Environment/Variables/${variable}`, at));
  });
}

/** The regions of what statements allow. */
function reached(statements: Value | undefined, says: string): readonly Found[] {
  const allowing = value.items(statements).filter(isAllow);
  return allowing.flatMap((statement) =>
    value.items(value.at(statement, "Resource")).flatMap((one) => regionsIn(one, says)),
  );
}

/** One statement may name many resources of a region: the first of them speaks for the others. */
const onceEach = (found: readonly Found[]): readonly Found[] => [
  ...new Map([...found].reverse().map((one) => [one.region, one])).values(),
];

/** The values at a path below a list or map; `*` is each item. */
function below(from: Value | undefined, path: string): readonly Value[] {
  const steps = path.split("/").filter((step) => step !== "");
  return steps.reduce<readonly Value[]>(
    (values, step) => values.flatMap((one) => (step === "*" ? value.items(one) : (value.at(one, step) ?? []))),
    from ? [from] : [],
  );
}

/** What texts name a region, in each branch of a condition. */
function regionsIn(found: Value | undefined | readonly Value[], says: string, when?: string): readonly Found[] {
  if (!found) return [];
  if (!("kind" in found)) return found.flatMap((one) => regionsIn(one, says, when));
  if (found.kind === "oneOf") return found.options.flatMap((option) => regionsIn(option.value, says, option.when));
  const text = found.kind === "unknown" ? found.pattern : value.text(found);
  const region = text === undefined ? undefined : regionOf(text);
  return region === undefined ? [] : [{ region, at: found.at, says, when }];
}

/** The region that a text is, or that an ARN or an address of AWS names. */
function regionOf(text: string): string | undefined {
  if (regions.has(text)) return text;
  if (text.startsWith("arn:")) {
    const [, , service = "", region = ""] = text.split(":", 4);
    return regions.has(region) && !isEverywhere(service, text) ? region : undefined;
  }
  const host = /^(?:[a-z]+:\/\/)?([a-z0-9.-]+)/.exec(text)?.[1] ?? "";
  return /\.amazonaws\.com(?:\.cn)?$/.test(host) ? host.split(".").find((label) => regions.has(label)) : undefined;
}

/** Certificates and filters of what is served everywhere are kept in one region, and hold no data. */
const isEverywhere = (service: string, arn: string): boolean =>
  service === "acm" || (service === "wafv2" && arn.includes(":global/"));
