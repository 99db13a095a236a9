import { type Edit, type Plain, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { type DeadLetters, deadLettersOf, mayQueue } from "./_dead-letters.ts";
import { type Feed, feedsOf } from "./_feed.ts";

interface Finding {
  readonly feed: Feed;
  /** Whether something ends the tries before the record expires. */
  readonly isBounded: boolean;
}

const onFailure = "DestinationConfig/OnFailure";
const bounds = ["MaximumRetryAttempts", "MaximumRecordAgeInSeconds"];
const tries = 5;

export default templateRule<Finding>({
  meta: {
    id: "events/stream-failure",
    severity: "warning",
    confidence: "high",
    summary: "A stream that one bad record holds up",
    why: "A function reads a stream in order. If it fails on a batch, Lambda runs it again with the same batch, and unless a number of tries or an age is set it does so until the records expire: a day for a table's stream, up to a year for Kinesis. All that time nothing behind them in the shard is handled, and each try is paid for. One record that somebody was able to write is enough. Bound the tries, split batches on failure to find the record, and send what is given up to a queue, else it is gone without a trace.",
    duty: "configuration",
    cwe: [755],
    controls: ["SAS-5", "SAS-8"],
    references: [
      {
        title: "Lambda: parameters for Kinesis event source mappings",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html",
      },
      {
        title: "Lambda: parameters for DynamoDB event source mappings",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html",
      },
    ],
    examples: [
      {
        title: "A table's stream that a SAM function reads",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Index:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Events:
        Changes:
        ^^^^^^^ 'Index' tries a batch of 'Changes' again and again
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Albums.StreamArn
            StartingPosition: LATEST
  Albums:
    Type: AWS::DynamoDB::Table`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Index:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Events:
        Changes:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Albums.StreamArn
            StartingPosition: LATEST
            BisectBatchOnFunctionError: true
            MaximumRetryAttempts: 5
            DestinationConfig:
              OnFailure:
                Type: SQS
                Destination: !GetAtt IndexDeadLetters.Arn
  Albums:
    Type: AWS::DynamoDB::Table
  IndexDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
      },
      {
        title: "In JSON, given up without a trace",
        file: "template.json",
        bad: `{
  "Resources": {
    "Clicks": { "Type": "AWS::Kinesis::Stream" },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": { "AssumeRolePolicyDocument": {}, "Policies": [] }
    },
    "Count": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "count.handler", "Role": { "Fn::GetAtt": ["Role", "Arn"] } }
    },
    "Feed": {
    ^^^^^^ records of 'Feed' that 'Count' cannot handle are dropped
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": { "Ref": "Count" },
        "EventSourceArn": { "Fn::GetAtt": ["Clicks", "Arn"] },
        "StartingPosition": "LATEST",
        "MaximumRetryAttempts": 2
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Clicks": { "Type": "AWS::Kinesis::Stream" },
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": { "AssumeRolePolicyDocument": {}, "Policies": [
        {
          "PolicyName": "DeadLetters",
          "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
              {
                "Effect": "Allow",
                "Action": "sqs:SendMessage",
                "Resource": { "Fn::GetAtt": ["CountDeadLetters", "Arn"] }
              }
            ]
          }
        }
      ] }
    },
    "Count": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "count.handler", "Role": { "Fn::GetAtt": ["Role", "Arn"] } }
    },
    "Feed": {
      "Type": "AWS::Lambda::EventSourceMapping",
      "Properties": {
        "FunctionName": { "Ref": "Count" },
        "EventSourceArn": { "Fn::GetAtt": ["Clicks", "Arn"] },
        "StartingPosition": "LATEST",
        "MaximumRetryAttempts": 2,
        "DestinationConfig": {
          "OnFailure": {
            "Destination": { "Fn::GetAtt": ["CountDeadLetters", "Arn"] }
          }
        }
      }
    },
    "CountDeadLetters": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "MessageRetentionPeriod": 1209600
      }
    }
  }
}`,
      },
      {
        title: "A stream that a Serverless function reads",
        file: "serverless.yml",
        bad: `service: clicks
provider:
  name: aws
functions:
  count:
    handler: count.handler
    events:
      - stream:
        ^^^^^^ 'count' tries a batch of 'stream' again and again
          type: kinesis
          arn: !GetAtt Clicks.Arn
resources:
  Resources:
    Clicks:
      Type: AWS::Kinesis::Stream`,
        fixed: `service: clicks
provider:
  name: aws
functions:
  count:
    handler: count.handler
    events:
      - stream:
          type: kinesis
          arn: !GetAtt Clicks.Arn
          bisectBatchOnFunctionError: true
          maximumRetryAttempts: 5
          destinations:
            onFailure:
              type: sqs
              arn: !GetAtt CountDeadLetters.Arn
resources:
  Resources:
    Clicks:
      Type: AWS::Kinesis::Stream
    CountDeadLetters:
      Type: AWS::SQS::Queue
      Properties:
        MessageRetentionPeriod: 1209600`,
      },
      {
        title: "Bounded, with a destination; a bound that is not to be known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Tries:
    Type: Number
Resources:
  Index:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Events:
        Changes:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Albums.StreamArn
            StartingPosition: LATEST
            MaximumRetryAttempts: 3
            DestinationConfig:
              OnFailure:
                Type: SQS
                Destination: !GetAtt Lost.Arn
        Others:
          Type: Kinesis
          Properties:
            Stream: !ImportValue Clicks
            StartingPosition: LATEST
            MaximumRetryAttempts: !Ref Tries
        Queued:
          Type: SQS
          Properties:
            Queue: !ImportValue Queue
  Lost:
    Type: AWS::SQS::Queue
  Albums:
    Type: AWS::DynamoDB::Table`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_, fn) {
    for (const feed of feedsOf(fn, ["kinesis", "dynamodb"])) {
      const isBounded = bound(feed);
      if (isBounded === undefined || (isBounded && feed.get(onFailure))) continue;
      yield { at: feed.trigger.key, data: { feed, isBounded }, severity: isBounded ? "info" : undefined };
    }
  },
  message: ({ feed, isBounded }) => {
    const [fn, name] = [feed.function.name, String(feed.trigger.key.value)].map((one) => shown(one, 32));
    return isBounded
      ? `records of '${name}' that '${fn}' cannot handle are dropped without a trace`
      : `'${fn}' tries a batch of '${name}' again and again: one bad record holds up its shard`;
  },
  fix: ({ feed, isBounded }, edit) => {
    const letters = feed.get(onFailure) ? undefined : deadLettersOf(feed.function, edit);
    const settings: Record<string, Plain> = isBounded
      ? {}
      : { BisectBatchOnFunctionError: true, MaximumRetryAttempts: tries };
    if (letters) settings[onFailure] = destination(feed, letters.arn);
    const edits = together(feed.set(settings, edit), letters ? withAccess(feed, letters, edit) : []);
    const title = isBounded ? "Keep them in a queue" : `Give up after ${tries} more tries, and keep what is given up`;
    return edits && { title, safety: "unsafe", edits };
  },
});

/** Whether the tries are bounded. Undefined: that is not to be known. */
function bound(feed: Feed): boolean | undefined {
  const written = bounds.map((path) => feed.get(path));
  const numbers = written.map((one) => (one ? value.number(one) : -1));
  if (numbers.some((one) => one !== undefined && one >= 0)) return true;
  return numbers.includes(undefined) ? undefined : false;
}

function destination({ style }: Feed, arn: Plain): Plain {
  if (style === "serverless") return { type: "sqs", arn };
  return style === "sam" ? { Type: "SQS", Destination: arn } : { Destination: arn };
}

/** SAM and the Serverless Framework let a role of their own making send to the destination. */
const withAccess = (feed: Feed, { arn, edits }: DeadLetters, edit: Edit) =>
  feed.style === "plain" ? together(edits, mayQueue(feed.function, arn, edit)) : edits;
