import {
  gathered,
  type Node,
  type Resource,
  referenceIn,
  resourcesOfType,
  templateRule,
  value,
} from "../../engine/authoring.ts";
import { itemPaths } from "../shared/item-paths.ts";

interface Open {
  readonly group: Resource;
  readonly isDefault: boolean;
}

export default templateRule<Open>({
  meta: {
    id: "network/egress-any",
    severity: "hint",
    confidence: "high",
    summary: "A function's security group lets it reach every address",
    why: "Code that an attacker brings in, by a dependency or an injection, sends what it finds to a server of theirs. A group that lets out only what the function needs, the database's group and the endpoints of AWS, makes that much harder. CloudFormation lets everything out of a group that says nothing.",
    duty: "configuration",
    cwe: [284],
    controls: ["SAS-3"],
    profiles: [],
    references: [
      {
        title: "CloudFormation: AWS::EC2::SecurityGroup",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html",
      },
    ],
    examples: [
      {
        title: "A group that says nothing of what may go out",
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
  ^^^^^^^^^^^ 'OrdersGroup' lets functions reach every address
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: orders`,
      },
      {
        title: "Everything, in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
  vpc:
    securityGroupIds:
      - !GetAtt OrdersGroup.GroupId
    subnetIds:
      - subnet-1
functions:
  order:
    handler: order.handler
resources:
  Resources:
    OrdersGroup:
      Type: AWS::EC2::SecurityGroup
      Properties:
        SecurityGroupEgress:
          - IpProtocol: "-1"
            CidrIp: 0.0.0.0/0
                    ^^^^^^^^^ 'OrdersGroup' lets functions reach every address`,
      },
      {
        title: "HTTPS only; a group of something else",
        good: `Transform: AWS::Serverless-2016-10-31
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
      SecurityGroupEgress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 0.0.0.0/0
  WebGroup:
    Type: AWS::EC2::SecurityGroup`,
      },
    ],
  },
  at: "AWS::EC2::SecurityGroup/SecurityGroupEgress",
  *check(egress, group) {
    if (!isOfFunction(group)) return;
    if (!egress) {
      const isSaidElsewhere = resourcesOfType(group.template, "AWS::EC2::SecurityGroupEgress").length > 0;
      if (!isSaidElsewhere) yield { at: group.key, data: { group, isDefault: true } };
      return;
    }
    for (const path of itemPaths(group, "SecurityGroupEgress/*")) {
      const open = openRange(group, path);
      if (open) yield { at: open, data: { group, isDefault: false } };
    }
  },
  message: ({ group, isDefault }) =>
    `'${group.name}' lets functions reach every address${isDefault ? ", since it says nothing of what may go out" : ""}`,
});

function openRange(group: Resource, path: string): Node | undefined {
  const protocol = value.primitive(group.property(`${path}/IpProtocol`)?.value);
  if (String(protocol) !== "-1") return undefined;
  const ranges = ["CidrIp", "CidrIpv6"].map((name) => group.property(`${path}/${name}`)?.value);
  return ranges.find((range) => ["0.0.0.0/0", "::/0"].includes(value.text(range) ?? ""))?.at;
}

const functionsIn = gathered((one) =>
  one.type === "AWS::Lambda::Function"
    ? value
        .items(one.property("VpcConfig/SecurityGroupIds")?.value)
        .map((id): [string, string] => [referenceIn(id)?.resource ?? "", one.name])
    : [],
);

const isOfFunction = ({ template, name }: Resource): boolean => functionsIn(template, name).length > 0;
