import { templateRule } from "../../engine/authoring.ts";
import { batchRefused } from "./_batches.ts";
import { environmentRefused, layersRefused } from "./_environment.ts";
import { limitedTypes, numbersRefused } from "./_numbers.ts";
import type { Refused } from "./_refused.ts";

export default templateRule<Refused>({
  meta: {
    id: "limits/out-of-range",
    severity: "error",
    confidence: "high",
    summary: "A value that the service refuses, so the deployment fails",
    why: "Each service has bounds for what can be asked of it: a function runs 15 minutes at most, its environment has 4 KB, a batch from a FIFO queue 10 records. What is beyond them passes every check of the template's syntax and fails only in the deployment, often after other resources have been changed. Names of environment variables that Lambda sets itself are refused in the same way.",
    duty: "configuration",
    cwe: [],
    controls: ["SAS-8"],
    references: [
      { title: "Lambda: quotas", url: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html" },
      {
        title: "Lambda: environment variables that the runtime sets",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      },
      {
        title: "Lambda: parameters of SQS event sources",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html",
      },
    ],
    examples: [
      {
        title: "A function that asks for 20 minutes, for all functions",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 1200
             ^^^^ 'Report' has a timeout of 1200 seconds: 1 to 900 can be deployed
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.nightly`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 900
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.nightly`,
      },
      {
        title: "Too little memory, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Resize": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "MemorySize": 64,
                      ^^ 'Resize' has a memory size of 64 MB: 128 to 10,240 can be deployed
        "Handler": "resize.handler"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Resize": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "MemorySize": 128,
        "Handler": "resize.handler"
      }
    }
  }
}`,
      },
      {
        title: "Too much of '/tmp' outside of production",
        bad: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      EphemeralStorage:
        Size: !If [IsProd, 1024, 20480]
                                 ^^^^^ 'Resize' has a '/tmp' size of 20480 MB when 'IsProd' is false: 512 to 10,240 can be deployed`,
        fixed: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      EphemeralStorage:
        Size: !If [IsProd, 1024, 10240]`,
      },
      {
        title: "A variable that Lambda sets itself",
        file: "serverless.yml",
        bad: `provider:
  name: aws
  environment:
    AWS_REGION: eu-west-1
    ^^^^^^^^^^ 'list' sets 'AWS_REGION', which Lambda sets itself: the deployment is refused
    PHOTO_TABLE: photos
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
        fixed: `provider:
  name: aws
  environment:
    PHOTO_TABLE: photos
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
      },
      {
        title: "A batch that needs a window",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      Handler: store.handler
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 100
                       ^^^ 'Store' has a batch size of 100 without a batching window: above 10 it needs one
  Orders:
    Type: AWS::SQS::Queue`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Store:
    Type: AWS::Serverless::Function
    Properties:
      Handler: store.handler
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 100
            MaximumBatchingWindowInSeconds: 1
  Orders:
    Type: AWS::SQS::Queue`,
      },
      {
        title: "Events of a Serverless function",
        file: "serverless.yml",
        bad: `functions:
  store:
    handler: store.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:orders.fifo
          batchSize: 25
                     ^^ a batch from a FIFO queue has 10 records at most
      - stream: arn:aws:kinesis:eu-west-1:111122223333:stream/orders`,
        fixed: `functions:
  store:
    handler: store.handler
    events:
      - sqs:
          arn: arn:aws:sqs:eu-west-1:111122223333:orders.fifo
          batchSize: 10
      - stream: arn:aws:kinesis:eu-west-1:111122223333:stream/orders`,
      },
      {
        title: "More batches at once than one shard gives",
        file: "serverless.yml",
        bad: `functions:
  store:
    handler: store.handler
    events:
      - stream:
          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders
          parallelizationFactor: 20
                                 ^^ 'store' has a parallelization factor of 20 batches: 1 to 10 can be deployed`,
        fixed: `functions:
  store:
    handler: store.handler
    events:
      - stream:
          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/orders
          parallelizationFactor: 10`,
      },
      {
        title: "A FIFO queue that is to wait for its batches",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      FifoQueue: true
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Orders.Arn
      FunctionName: store
      MaximumBatchingWindowInSeconds: 5
                                      ^ 'Mapping' has a batching window of 5 seconds: a FIFO queue can have none`,
        fixed: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      FifoQueue: true
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Orders.Arn
      FunctionName: store
      MaximumBatchingWindowInSeconds: 0`,
      },
      {
        title: "Six layers; a name that is none",
        bad: `Resources:
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      Layers: [!Ref A, !Ref B, !Ref C, !Ref D, !Ref E, !Ref F]
      ^^^^^^ 'Resize' has 6 layers: Lambda refuses more than 5
      Environment:
        Variables:
          photo-table: photos
          ^^^^^^^^^^^ 'photo-table' of 'Resize' cannot name an environment variable: the deployment is refused`,
      },
      {
        title: "A log group that is to keep its lines for 100 days",
        bad: `Resources:
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 100
                       ^^^ 'Log' has a retention of 100 days: a few values only can be deployed`,
        fixed: `Resources:
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 120`,
      },
      {
        title: "Within all bounds; not known; on instances of one's own, which have others",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Seconds:
    Type: Number
  Extra:
    Type: String
    Default: ""
Conditions:
  HasExtra: !Not [!Equals [!Ref Extra, ""]]
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Timeout: 900
      MemorySize: "10240"
      Layers: [a, b, c, d, e, !If [HasExtra, !Ref Extra, !Ref AWS::NoValue]]
      Environment:
        Variables:
          AWS_NODEJS_CONNECTION_REUSE_ENABLED: 1
          LogLevel2: info
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !ImportValue Orders
            BatchSize: 100
            MaximumBatchingWindowInSeconds: 5
        Records:
          Type: Kinesis
          Properties:
            Stream: !ImportValue Records
            StartingPosition: LATEST
            BatchSize: 500
  Asked:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.asked
      Timeout: !Ref Seconds
  Long:
    Type: AWS::Lambda::Function
    Properties:
      Timeout: 3600
      MemorySize: 16384
      CapacityProviderConfig:
        LambdaManagedInstancesCapacityProviderConfig:
          CapacityProviderArn: !ImportValue Provider
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 3653`,
      },
    ],
  },
  at: limitedTypes,
  *check(_property, resource) {
    yield* Array.from(numbersRefused(resource), matched);
    if (resource.type === "AWS::Lambda::EventSourceMapping") yield* Array.from(batchRefused(resource), matched);
    if (resource.type !== "AWS::Lambda::Function") return;
    yield* Array.from(environmentRefused(resource), matched);
    yield* Array.from(layersRefused(resource), matched);
  },
  message: ({ message }) => message,
  fix: ({ cure }, edit) => cure?.(edit),
});

const matched = (refused: Refused) => ({ at: refused.at, data: refused });
