import {
  type Cure,
  type Edit,
  gathered,
  type Node,
  type Resource,
  referenceIn,
  resourcesOfType,
  templateRule,
  textAt,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { databasePorts } from "../facts/database-ports.ts";
import { itemPaths } from "../shared/item-paths.ts";

interface Opening {
  readonly group: Resource;
  /** In words: "PostgreSQL (5432)". */
  readonly what: string;
  readonly from: string;
  /** The rule as it is written, and the key of the range. */
  readonly rule: Node;
  readonly range: "CidrIp" | "CidrIpv6";
  readonly at: Node;
}

export default templateRule<Opening>({
  meta: {
    id: "network/open-db-port",
    severity: "warning",
    confidence: "high",
    summary: "A security group that lets everyone reach a database's port",
    why: "The port of a database is found by scanners within minutes, and then passwords are tried until one fits, or a fault of the server is used. Whatever address it has today, the group decides who may knock. A function needs no range of addresses: allow the security group that it runs in.",
    duty: "configuration",
    cwe: [284],
    controls: ["EC2.19"],
    references: [
      {
        title: "EC2: rules of security groups",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html",
      },
      {
        title: "Security Hub: controls for EC2",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      },
    ],
    examples: [
      {
        title: "A database beside a function in a VPC",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      VpcConfig:
        SecurityGroupIds: [!Ref OrdersGroup]
        SubnetIds: [subnet-1]
  OrdersGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the function
  DbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the database
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          CidrIp: 0.0.0.0/0
                  ^^^^^^^^^ 'DbGroup' lets everyone reach the port of PostgreSQL (5432)`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      VpcConfig:
        SecurityGroupIds: [!Ref OrdersGroup]
        SubnetIds: [subnet-1]
  OrdersGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the function
  DbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the database
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          SourceSecurityGroupId: !GetAtt OrdersGroup.GroupId`,
      },
      {
        title: "A rule of its own, for all ports, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Orders": { "Type": "AWS::Lambda::Function" },
    "Open": {
      "Type": "AWS::EC2::SecurityGroupIngress",
      "Properties": {
        "GroupId": { "Fn::ImportValue": "group" },
        "IpProtocol": "-1",
        "CidrIpv6": "::/0"
                    ^^^^^^ 'Open' lets everyone reach all ports
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
  vpc:
    securityGroupIds:
      - sg-0a1b2c3d
    subnetIds:
      - subnet-1
functions:
  order:
    handler: order.handler
resources:
  Resources:
    CacheGroup:
      Type: AWS::EC2::SecurityGroup
      Properties:
        SecurityGroupIngress:
          - IpProtocol: tcp
            FromPort: "6379"
            ToPort: "6380"
            CidrIp: 0.0.0.0/0
                    ^^^^^^^^^ 'CacheGroup' lets everyone reach the port of Redis (6379)`,
      },
      {
        title: "A group as the source; a network; the web; a parameter",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Range:
    Type: String
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
  DbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          SourceSecurityGroupId: sg-0a1b2c3d
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          CidrIp: 10.0.0.0/16
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 0.0.0.0/0
        - IpProtocol: tcp
          FromPort: 3306
          ToPort: 3306
          CidrIp: !Ref Range
        - IpProtocol: icmp
          FromPort: -1
          ToPort: -1
          CidrIp: 0.0.0.0/0`,
      },
      {
        title: "Neither functions nor databases here",
        good: `Resources:
  DbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          CidrIp: 0.0.0.0/0`,
      },
    ],
  },
  at: ["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress"],
  *check(_, group) {
    if (concerning(group.template, "").length === 0) return;
    const paths =
      group.type === "AWS::EC2::SecurityGroup"
        ? itemPaths(group, "SecurityGroupIngress/*").map((path) => `${path}/`)
        : [""];
    for (const path of paths) yield* openings(group, path);
  },
  message: ({ group, what, from }) => `'${group.name}' lets everyone reach ${what}, from '${from}'`,
  fix: (opening, edit) => onlyTheFunctions(opening, edit),
});

/** Templates without any of these are about servers, which others look after. */
const concerned = new Set([
  "AWS::Lambda::Function",
  "AWS::RDS::DBInstance",
  "AWS::RDS::DBCluster",
  "AWS::DocDB::DBCluster",
  "AWS::Neptune::DBCluster",
  "AWS::Redshift::Cluster",
  "AWS::ElastiCache::ReplicationGroup",
  "AWS::ElastiCache::CacheCluster",
  "AWS::MemoryDB::Cluster",
  "AWS::AmazonMQ::Broker",
  "AWS::MSK::Cluster",
]);

const concerning = gathered(({ type }) => (concerned.has(type) ? [["", type]] : []));

const everyone: Readonly<Record<Opening["range"], readonly string[]>> = {
  CidrIp: ["0.0.0.0/0"],
  CidrIpv6: ["::/0", "0:0:0:0:0:0:0:0/0"],
};

function* openings(group: Resource, path: string) {
  const read = (name: string): Value | undefined => group.property(`${path}${name}`)?.value;
  const what = portsIn(read("IpProtocol"), read("FromPort"), read("ToPort"));
  const rule = path === "" ? group.properties : group.property(path.slice(0, -1))?.value.at;
  if (what === undefined || !rule) return;
  for (const range of ["CidrIp", "CidrIpv6"] as const) {
    const found = read(range);
    const from = value.text(found);
    if (!found || from === undefined || !everyone[range].includes(from)) continue;
    yield { at: found.at, data: { group, what, from, rule, range, at: found.at } };
  }
}

/** What the ports of a rule are, if a database's is among them. */
function portsIn(protocol: Value | undefined, from: Value | undefined, to: Value | undefined): string | undefined {
  const name = String(value.primitive(protocol) ?? "").toLowerCase();
  if (name === "-1" || name === "all") return "all ports";
  if (name !== "tcp" && name !== "6") return undefined;
  const [first, last] = [value.number(from), value.number(to)];
  if (first === undefined || last === undefined) return undefined;
  if (first <= 1 && last >= 65_535) return "all ports";
  const found = Object.entries(databasePorts).find(([port]) => first <= Number(port) && Number(port) <= last);
  return found && `the port of ${found[1]} (${found[0]})`;
}

/** Lets in the one group that functions of the template run in. */
function onlyTheFunctions({ group, rule, range, at }: Opening, edit: Edit): Cure | undefined {
  const groups = resourcesOfType(group.template, "AWS::Lambda::Function").flatMap((one) =>
    value.items(one.property("VpcConfig/SecurityGroupIds")?.value).map((id) => referenceIn(id)?.resource),
  );
  const [name, ...others] = [...new Set(groups)];
  if (name === undefined || others.length > 0 || name === group.name || rule.kind !== "mapping") return undefined;
  if (group.template.resource(name)?.type !== "AWS::EC2::SecurityGroup") return undefined;
  const entry = rule.entries.find(({ key, value: written }) => key.value === range && written === at);
  const source = edit.replace(at, { "Fn::GetAtt": [name, "GroupId"] });
  return (
    entry &&
    source && {
      title: `Let in only '${name}', the group of the functions`,
      safety: "unsafe",
      edits: [...edit.text(entry.key, textAt(entry.key).replace(range, "SourceSecurityGroupId")), ...source],
    }
  );
}
