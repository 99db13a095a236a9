import { type Plain, type Resource, resourcesOfType, templateRule, value } from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";

interface Blind {
  readonly trail: Resource;
  /** Types of this template's resources that it does not watch. */
  readonly unseen: readonly Watched[];
}

interface Watched {
  readonly type: string;
  /** The type of CloudTrail's data events. */
  readonly events: string;
  readonly word: string;
}

const watched: readonly Watched[] = [
  { type: "AWS::Lambda::Function", events: "AWS::Lambda::Function", word: "invocations" },
  { type: "AWS::S3::Bucket", events: "AWS::S3::Object", word: "objects" },
  { type: "AWS::DynamoDB::Table", events: "AWS::DynamoDB::Table", word: "items" },
];

export default templateRule<Blind>({
  meta: {
    id: "compliance/trail-data-events",
    severity: "info",
    confidence: "medium",
    summary: "A trail that does not see what happens to the data",
    why: "By default a trail records management events: who made, changed or deleted a function, a bucket, a table. Who invoked the function, read the object or wrote the item are data events, which are recorded only when the trail asks for them. After a leak they are what shows how much was taken. They cost by their number: choose the buckets and tables that hold what must not leak.",
    duty: "configuration",
    cwe: [778],
    controls: ["SAS-5"],
    references: [
      {
        title: "CloudTrail: data events",
        url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
      },
    ],
    examples: [
      {
        title: "A trail of management events only",
        bad: `Resources:
  Trail:
  ^^^^^ 'Trail' does not record 'objects' and 'items': data that is read or changed leaves no trace
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail
  Photos:
    Type: AWS::S3::Bucket
  Albums:
    Type: AWS::DynamoDB::Table`,
        fixed: `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail
      AdvancedEventSelectors:
        - Name: Management events
          FieldSelectors:
            - Field: eventCategory
              Equals:
                - Management
        - Name: "Data events: objects"
          FieldSelectors:
            - Field: eventCategory
              Equals:
                - Data
            - Field: resources.type
              Equals:
                - AWS::S3::Object
        - Name: "Data events: items"
          FieldSelectors:
            - Field: eventCategory
              Equals:
                - Data
            - Field: resources.type
              Equals:
                - AWS::DynamoDB::Table
  Photos:
    Type: AWS::S3::Bucket
  Albums:
    Type: AWS::DynamoDB::Table`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Trail": {
    ^^^^^^^ 'Trail' does not record 'objects'
      "Type": "AWS::CloudTrail::Trail",
      "Properties": { "IsLogging": true, "S3BucketName": "photos-trail" }
    },
    "Photos": {
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Trail": {
      "Type": "AWS::CloudTrail::Trail",
      "Properties": { "IsLogging": true, "S3BucketName": "photos-trail", "AdvancedEventSelectors": [{ "Name": "Management events", "FieldSelectors": [{ "Field": "eventCategory", "Equals": ["Management"] }] }, { "Name": "Data events: objects", "FieldSelectors": [{ "Field": "eventCategory", "Equals": ["Data"] }, { "Field": "resources.type", "Equals": ["AWS::S3::Object"] }] }] }
    },
    "Photos": {
      "Type": "AWS::S3::Bucket"
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
    handler: photos.list
resources:
  Resources:
    Trail:
    ^^^^^ 'Trail' does not record 'invocations'
      Type: AWS::CloudTrail::Trail
      Properties:
        IsLogging: true
        S3BucketName: photos-trail`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: photos.list
resources:
  Resources:
    Trail:
      Type: AWS::CloudTrail::Trail
      Properties:
        IsLogging: true
        S3BucketName: photos-trail
        AdvancedEventSelectors:
          - Name: Management events
            FieldSelectors:
              - Field: eventCategory
                Equals:
                  - Management
          - Name: "Data events: invocations"
            FieldSelectors:
              - Field: eventCategory
                Equals:
                  - Data
              - Field: resources.type
                Equals:
                  - AWS::Lambda::Function`,
      },
      {
        title: "Selectors that ask for data events, and a template without data",
        good: `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail
      EventSelectors:
        - DataResources:
            - Type: AWS::S3::Object
              Values: [!Sub "\${Photos.Arn}/"]
  Photos:
    Type: AWS::S3::Bucket`,
      },
      {
        title: "The trail of an account, in a template of its own",
        good: `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: photos-trail`,
      },
    ],
  },
  at: "AWS::CloudTrail::Trail",
  *check(_property, trail) {
    if (isSelective(trail)) return;
    const unseen = watched.filter(({ type }) =>
      resourcesOfType(trail.template, type).some((one) => isData(one, trail)),
    );
    if (unseen.length > 0) yield { at: trail.key, data: { trail, unseen } };
  },
  message: ({ trail, unseen }) =>
    `'${trail.name}' does not record ${listed(unseen.map(({ word }) => word))}: data that is read or changed leaves no trace`,
  fix: ({ trail, unseen }, edit) => {
    const selectors = [management, ...unseen.map(selectorOf)];
    const edits = edit.setProperty(trail, "AdvancedEventSelectors", selectors);
    return edits && { title: "Record data events too (they cost by their number)", safety: "unsafe", edits };
  },
});

/** Whether selectors say what is recorded: then somebody has chosen, or nothing can be known. */
const isSelective = (trail: Resource): boolean =>
  trail.property("AdvancedEventSelectors") !== undefined ||
  value
    .items(trail.property("EventSelectors")?.value)
    .some((selector) => selector.kind !== "known" || value.at(selector, "DataResources") !== undefined);

/** The bucket that the trail itself is written to holds none of the service's data. */
function isData(one: Resource, trail: Resource): boolean {
  const bucket = trail.property("S3BucketName")?.value;
  return !(bucket?.kind === "unknown" && bucket.refersTo?.resource === one.name);
}

const management: Plain = {
  Name: "Management events",
  FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }],
};

const selectorOf = ({ events, word }: Watched): Plain => ({
  Name: `Data events: ${word}`,
  FieldSelectors: [
    { Field: "eventCategory", Equals: ["Data"] },
    { Field: "resources.type", Equals: [events] },
  ],
});
