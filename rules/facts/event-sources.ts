import type { Models } from "../../engine/authoring.ts";
import { by, requestSources } from "./request-sources.ts";
import { serviceSources } from "./service-sources.ts";

/**
 * What an outsider controls of each event, and how an event is known. Paths count from the event; what the platform sets itself is not among
 * them, or is in `except`. Of an envelope in a message those parts are excepted whose names mean nothing else: an application's own message
 * may well have an `id` or a `source`.
 * Source: the event of each service from https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html, and the types of
 * https://github.com/DefinitelyTyped/DefinitelyTyped/tree/master/types/aws-lambda/trigger (November 2026).
 */
const messageSources: Models["sources"] = [
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    trigger: "sqs",
    event: "the message",
    controlled: by("producer", "text", ["Records[].body", "Records[].messageAttributes.*.stringValue"]),
    except: inner("Records[].body"),
    types: ["SQSEvent", "SQSHandler", "SQSRecord"],
    shape: ["Records.[].body", "Records.[].messageAttributes", "Records.[].receiptHandle", "Records.[].messageId"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
    trigger: "sns",
    event: "the notification",
    controlled: by("producer", "text", [
      "Records[].Sns.Message",
      "Records[].Sns.Subject",
      "Records[].Sns.MessageAttributes.*.Value",
    ]),
    except: inner("Records[].Sns.Message"),
    types: ["SNSEvent", "SNSHandler", "SNSEventRecord", "SNSMessage"],
    shape: ["Records.[].Sns"],
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html: keys are URL-encoded
    trigger: "s3",
    event: "the object's key",
    controlled: by("outsider", "text", ["Records[].s3.object.key", "tasks[].s3Key"]),
    types: ["S3Event", "S3Handler", "S3EventRecord", "S3BatchEvent", "S3BatchHandler"],
    shape: ["Records.[].s3", "tasks.[].s3Key"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    trigger: "dynamodb",
    event: "the table's record",
    controlled: by("producer", "data", [
      "Records[].dynamodb.NewImage",
      "Records[].dynamodb.OldImage",
      "Records[].dynamodb.Keys",
    ]),
    types: ["DynamoDBStreamEvent", "DynamoDBStreamHandler", "DynamoDBRecord"],
    shape: ["Records.[].dynamodb"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
    trigger: "kinesis",
    event: "the stream's record",
    controlled: by("producer", "text", ["Records[].kinesis.data", "Records[].kinesis.partitionKey"]),
    types: ["KinesisStreamEvent", "KinesisStreamHandler", "KinesisStreamRecord"],
    shape: ["Records.[].kinesis"],
  },
  {
    // https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
    trigger: "firehose",
    event: "the stream's record",
    controlled: by("producer", "text", ["records[].data"]),
    types: ["FirehoseTransformationEvent", "FirehoseTransformationHandler", "FirehoseTransformationEventRecord"],
    shape: ["records.[].data", "records.[].recordId", "deliveryStreamArn"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html and with-kafka.html: by topic and partition, base64
    trigger: "kafka",
    event: "the topic's record",
    controlled: by(
      "producer",
      "text",
      // of all partitions in one list too: `Object.values(event.records).flat()`
      ["value", "key", "headers"].flatMap((name) => [`records.*[].${name}`, `records.*.${name}`]),
    ),
    types: ["MSKEvent", "MSKHandler", "MSKRecord", "SelfManagedKafkaEvent", "SelfManagedKafkaHandler"],
    shape: ["bootstrapServers", "records.[].[].value", "records.[].[].key"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html: ActiveMQ, then RabbitMQ by queue
    trigger: "mq",
    event: "the message",
    controlled: [
      ...by("producer", "text", ["messages[].data", "messages[].correlationId", "rmqMessagesByQueue.*[].data"]),
      ...by("producer", "data", ["messages[].properties", "rmqMessagesByQueue.*[].basicProperties.headers"]),
    ],
    types: ["MQEvent", "ActiveMQEvent", "ActiveMQHandler", "ActiveMQMessage"],
    shape: ["messages.[].data", "rmqMessagesByQueue"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
    trigger: "documentdb",
    event: "the collection's change",
    controlled: by("producer", "data", [
      "events[].event.fullDocument",
      "events[].event.updateDescription",
      "events[].event.documentKey",
    ]),
    types: [],
    shape: ["events.[].event"],
  },
  {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
    trigger: "eventbridge",
    event: "the event's detail",
    controlled: by("producer", "data", ["detail"]),
    except: ["detail.bucket.name"],
    types: ["EventBridgeEvent", "EventBridgeHandler"],
    shape: ["detail", "detail-type"],
  },
  {
    // a rule for events of AWS services: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    trigger: "aws-event",
    event: "the event of a service",
    controlled: [
      ...by("outsider", "text", ["detail.object.key"]),
      ...by("producer", "data", ["detail.requestParameters"]),
    ],
    types: ["S3NotificationEvent", "CloudWatchAlarmEvent", "CloudWatchAlarmHandler"],
    shape: ["alarmData"],
  },
  {
    trigger: "schedule",
    event: "the schedule",
    controlled: [],
    types: ["ScheduledEvent", "ScheduledHandler"],
    shape: [],
  },
  {
    // https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html: what the rule's statement selects of a message
    trigger: "iot",
    event: "the device's message",
    controlled: by("producer", "data", [""]),
    types: ["IoTEvent", "IoTHandler"],
    shape: [],
  },
  {
    // https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
    trigger: "ses",
    event: "the mail",
    controlled: [
      ...by("outsider", "text", [
        "Records[].ses.mail.source",
        "Records[].ses.mail.headers[].value",
        "Records[].ses.mail.headers[].name",
      ]),
      ...by("outsider", "map", [
        "Records[].ses.mail.destination",
        "Records[].ses.mail.commonHeaders",
        "Records[].ses.receipt.recipients",
      ]),
    ],
    types: ["SESEvent", "SESHandler", "SESMail", "SESMessage"],
    shape: ["Records.[].ses"],
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html: what a program logged, compressed
    trigger: "logs",
    event: "the log's lines",
    controlled: by("producer", "text", ["awslogs.data"]),
    types: ["CloudWatchLogsEvent", "CloudWatchLogsHandler"],
    shape: ["awslogs.data"],
  },
];

/** What the platform itself writes into the envelopes that a message may carry: of SNS, of S3, of EventBridge. */
function inner(message: string): readonly string[] {
  const sns = [
    "TopicArn",
    "MessageId",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
    "UnsubscribeURL",
  ];
  const record = ["s3.bucket", "s3.configurationId", "s3.object.size", "s3.object.eTag", "awsRegion", "eventTime"];
  const s3 = [...record, "eventName", "eventSource"].map((path) => `Records[].${path}`);
  const own = [...s3, "detail-type", "detail.bucket.name"];
  return [...sns, ...own, ...own.map((path) => `Message.${path}`)].map((path) => `${message}.${path}`);
}

export const sources: Models["sources"] = [...requestSources, ...messageSources, ...serviceSources];
