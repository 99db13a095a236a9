import { type Resource, templateRule, type Value, value } from "../../engine/authoring.ts";
import { companion, deadLetterQueue } from "../shared/companions.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { takesFailures } from "./_failure-target.ts";
import { readersOf } from "./_feed.ts";

/** Receives after which a message is taken out; what AWS advises for a queue that Lambda reads. */
const usual = 5;
/** With fewer, messages are taken out that a throttled function never saw: Lambda counts them as received. */
const fewest = 3;

interface Finding {
  readonly queue: Resource;
  /** How often a message is received before it is taken out. Undefined: it never is. */
  readonly count?: Value;
}

export default templateRule<Finding>({
  meta: {
    id: "events/sqs-dlq",
    severity: "warning",
    confidence: "high",
    summary: "A queue whose unusable messages go nowhere",
    why: "A message that its consumer cannot handle comes back, again and again, until the queue's retention ends: it costs an invocation each time, holds up what waits behind it (all of its group in a FIFO queue), and is then deleted without a trace. With a dead-letter queue it is set aside after a few tries, where an alarm sees it and somebody can read it. Anyone who can put a message into the queue can put such a message into it.",
    duty: "configuration",
    cwe: [755],
    controls: ["SAS-5", "SAS-8"],
    references: [
      {
        title: "SQS: dead-letter queues",
        url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
      },
      {
        title: "Lambda: configuring a queue to use with Lambda",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
      },
    ],
    examples: [
      {
        title: "A queue that a SAM function reads",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
  ^^^^^^ no dead-letter queue
    Type: AWS::SQS::Queue
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ship.handler
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
        maxReceiveCount: 5
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Handler: ship.handler
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
  OrdersDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
      },
      {
        title: "A FIFO queue in JSON, whose consumer is elsewhere",
        file: "template.json",
        bad: `{
  "Resources": {
    "Orders": {
    ^^^^^^^^ no dead-letter queue
      "Type": "AWS::SQS::Queue",
      "Properties": { "FifoQueue": true }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "FifoQueue": true, "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["OrdersDeadLetters", "Arn"] }, "maxReceiveCount": 5 } }
    },
    "OrdersDeadLetters": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "FifoQueue": true,
        "MessageRetentionPeriod": 1209600
      }
    }
  }
}`,
      },
      {
        title: "One try only",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Lost.Arn
        maxReceiveCount: 1
                         ^ after 1 receive
  Lost:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
        fixed: `Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Lost.Arn
        maxReceiveCount: 5
  Lost:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
      },
      {
        title: "A queue of a Serverless service",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: ship.handler
    events:
      - sqs:
          arn: !GetAtt Orders.Arn
resources:
  Resources:
    Orders:
    ^^^^^^ no dead-letter queue
      Type: AWS::SQS::Queue`,
        fixed: `service: orders
provider:
  name: aws
functions:
  ship:
    handler: ship.handler
    events:
      - sqs:
          arn: !GetAtt Orders.Arn
resources:
  Resources:
    Orders:
      Type: AWS::SQS::Queue
      Properties:
        RedrivePolicy:
          deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
          maxReceiveCount: 5
    OrdersDeadLetters:
      Type: AWS::SQS::Queue
      Properties:
        MessageRetentionPeriod: 1209600`,
      },
      {
        title: "With a dead-letter queue; queues that take failures themselves; a policy that is not to be known",
        good: `Parameters:
  Policy:
    Type: String
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Lost.Arn
        maxReceiveCount: 5
  Lost:
    Type: AWS::SQS::Queue
  OrderDLQ:
    Type: AWS::SQS::Queue
  Unsent:
    Type: AWS::SQS::Queue
  Decided:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: !Ref Policy
  Resize:
    Type: AWS::Lambda::Function
    Properties:
      Handler: resize.handler
      DeadLetterConfig:
        TargetArn: !GetAtt Unsent.Arn`,
      },
    ],
  },
  at: "AWS::SQS::Queue/RedrivePolicy",
  *check(policy, queue) {
    if (policy) {
      const count = value.at(policy.value, "maxReceiveCount");
      if (count && (value.number(count) ?? fewest) < fewest)
        yield { at: count.at, data: { queue, count }, severity: "hint" };
    } else if (!takesFailures(queue))
      yield { at: queue.key, data: { queue }, severity: isRead(queue) ? undefined : "info" };
  },
  message: ({ queue: { name }, count }) =>
    count
      ? `'${name}' gives a message up after ${receives(count)}: one throttled or slow call loses it`
      : `'${shown(name, 50)}' has no dead-letter queue: a message that cannot be handled comes back until it expires`,
  fix: ({ queue, count }, edit) => {
    if (count) {
      const edits = edit.replace(count.at, usual);
      return edits && { title: `Give it up after ${usual} receives`, safety: "safe", edits };
    }
    const isFifo = queue.property("FifoQueue");
    if (isFifo && value.boolean(isFifo.value) === undefined) return undefined;
    const added = companion(queue, `${queue.name}DeadLetters`, queueLike(queue), edit);
    const policy = added && {
      deadLetterTargetArn: { "Fn::GetAtt": [added.name, "Arn"] },
      maxReceiveCount: usual,
    };
    const edits = policy && together(edit.setProperty(queue, "RedrivePolicy", policy), added.edits);
    return edits && { title: `Set messages aside after ${usual} receives`, safety: "safe", edits };
  },
});

/** The dead-letter queue of a FIFO queue is one too. */
function queueLike(queue: Resource): typeof deadLetterQueue {
  if (value.boolean(queue.property("FifoQueue")?.value) !== true) return deadLetterQueue;
  return { ...deadLetterQueue, Properties: { FifoQueue: true, MessageRetentionPeriod: 1_209_600 } };
}

/** Whether a function of the template reads the queue. */
const isRead = (queue: Resource): boolean => readersOf(queue).length > 0;

const receives = (count: Value): string => {
  const times = value.number(count) ?? 0;
  return times === 1 ? "1 receive" : `${times} receives`;
};
