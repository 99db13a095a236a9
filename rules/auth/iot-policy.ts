import { type Element, policyRule, type Resource } from "../../engine/authoring.ts";

interface Finding {
  readonly owner: Resource;
  readonly action: string;
}

export default policyRule<Finding>({
  meta: {
    id: "auth/iot-policy",
    severity: "warning",
    confidence: "high",
    summary: "An IoT policy under which one device may act as any other",
    why: "A policy of IoT Core holds for every device whose certificate it is attached to. With 'iot:*' each of them may connect under any client id, publish to and read every topic, and change shadows of the others: the certificate of a single stolen device is enough to take over all. Allow the few actions a device needs, on topics and a client id made from policy variables, so that each has its own.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "IoT Core: policy variables",
        url: "https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html",
      },
      {
        title: "IoT Core: security best practices",
        url: "https://docs.aws.amazon.com/iot/latest/developerguide/security-best-practices.html",
      },
    ],
    examples: [
      {
        title: "All actions",
        file: "template.yaml",
        bad: `Resources:
  Devices:
    Type: AWS::IoT::Policy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: iot:*
                    ^^^^^ 'Devices' lets each device do 'iot:*'
            Resource: "*"`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Devices": {
      "Type": "AWS::IoT::Policy",
      "Properties": {
        "PolicyDocument": {
          "Statement": [{ "Effect": "Allow", "Action": ["iot:Connect", "*"], "Resource": ["*"] }]
                                                                       ^^^ 'Devices' lets each device do '*'
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service, any topic",
        file: "serverless.yml",
        bad: `service: devices
provider:
  name: aws
resources:
  Resources:
    Devices:
      Type: AWS::IoT::Policy
      Properties:
        PolicyDocument:
          Statement:
            - Effect: Allow
              Action:
                - iot:Publish
                  ^^^^^^^^^^^ 'Devices' lets each device do 'iot:Publish' on everything
                - iot:Subscribe
              Resource: "*"`,
      },
      {
        title: "Its own client id and topics; what is denied; another policy",
        file: "template.yaml",
        good: `Resources:
  Devices:
    Type: AWS::IoT::Policy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iot:Connect
            Resource: !Sub arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:client/\${!iot:Connection.Thing.ThingName}
          - Effect: Allow
            Action: iot:*
            Resource: !Ref Topics
          - Effect: Deny
            Action: iot:*
            Resource: "*"
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iot:*
            Resource: "*"`,
      },
    ],
  },
  *check({ owner, effect, actions, resources }) {
    if (owner?.type !== "AWS::IoT::Policy" || effect !== "Allow" || !resources.some(isAll)) return;
    const worst = actions.find(({ text }) => text === "*" || text === "iot:*") ?? actions.find(isOnTopics);
    if (worst?.text !== undefined) yield { at: worst.at, data: { owner, action: worst.text } };
  },
  message: ({ owner, action }) =>
    `'${owner.name}' lets each device do '${action}' on everything: one stolen device is enough`,
});

const isAll = ({ text }: Element): boolean => text === "*";

const isOnTopics = ({ text }: Element): boolean =>
  /^iot:(Connect|Publish|Subscribe|Receive|RetainPublish|(Update|Delete|Get)ThingShadow)$/.test(text ?? "");
