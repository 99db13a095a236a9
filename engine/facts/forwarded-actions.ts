import type { Switched } from "./conditional-actions.ts";

/**
 * What a service does elsewhere with the rights of who calls it: it reads the object that a parameter names, writes its result into a bucket.
 * How much of it a call needs depends on more than its parameters, so its absence proves nothing.
 */
export const source =
  "https://docs.aws.amazon.com/rekognition/latest/APIReference/API_S3Object.html, https://docs.aws.amazon.com/transcribe/latest/dg/getting-started.html; the others by analogy, all of them optional";
export const asOf = "2026-11";

const does = (actions: string, when: string): Switched => ({
  actions,
  when,
  on: { parameter: "", kind: "bucket" },
  isOptional: true,
});

const reading = "s3:GetObject s3:GetObjectVersion";
const image = [does(reading, "Image.S3Object.Bucket")];
const images = [does(reading, "SourceImage.S3Object.Bucket TargetImage.S3Object.Bucket")];
const video = [does(reading, "Video.S3Object.Bucket")];
const document = [does(reading, "Document.S3Object.Bucket DocumentPages.[].S3Object.Bucket")];
const documents = [
  does(reading, "DocumentLocation.S3Object.Bucket"),
  does("s3:PutObject s3:GetObject", "OutputConfig.S3Bucket"),
];
const media = [
  does("s3:GetObject s3:ListBucket", "Media.MediaFileUri"),
  does("s3:PutObject", "OutputBucketName OutputLocation"),
];
const vocabulary = [does("s3:GetObject", "VocabularyFileUri VocabularyFilterFileUri")];
const packageOfCode = [does(reading, "S3Bucket Code.S3Bucket Content.S3Bucket")];
const query = [
  does(
    "s3:GetBucketLocation s3:GetObject s3:ListBucket s3:ListBucketMultipartUploads s3:ListMultipartUploadParts s3:AbortMultipartUpload s3:PutObject glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables glue:GetPartition glue:GetPartitions glue:BatchGetPartition lakeformation:GetDataAccess kms:Decrypt kms:GenerateDataKey",
    "QueryString",
  ),
];

/** By the package's name and the operation. */
export const forwardedActions: Readonly<Record<string, readonly Switched[]>> = {
  "rekognition:CompareFaces": images,
  "rekognition:DetectCustomLabels": image,
  "rekognition:DetectFaces": image,
  "rekognition:DetectLabels": image,
  "rekognition:DetectModerationLabels": image,
  "rekognition:DetectProtectiveEquipment": image,
  "rekognition:DetectText": image,
  "rekognition:IndexFaces": image,
  "rekognition:RecognizeCelebrities": image,
  "rekognition:SearchFacesByImage": image,
  "rekognition:SearchUsersByImage": image,
  "rekognition:StartCelebrityRecognition": video,
  "rekognition:StartContentModeration": video,
  "rekognition:StartFaceDetection": video,
  "rekognition:StartFaceSearch": video,
  "rekognition:StartLabelDetection": video,
  "rekognition:StartPersonTracking": video,
  "rekognition:StartSegmentDetection": video,
  "rekognition:StartTextDetection": video,
  "textract:AnalyzeDocument": document,
  "textract:AnalyzeExpense": document,
  "textract:AnalyzeID": document,
  "textract:DetectDocumentText": document,
  "textract:StartDocumentAnalysis": documents,
  "textract:StartDocumentTextDetection": documents,
  "textract:StartExpenseAnalysis": documents,
  "textract:StartLendingAnalysis": documents,
  "transcribe:StartTranscriptionJob": media,
  "transcribe:StartMedicalTranscriptionJob": media,
  "transcribe:StartMedicalScribeJob": media,
  "transcribe:StartCallAnalyticsJob": media,
  "transcribe:CreateVocabulary": vocabulary,
  "transcribe:UpdateVocabulary": vocabulary,
  "transcribe:CreateVocabularyFilter": vocabulary,
  "transcribe:UpdateVocabularyFilter": vocabulary,
  "transcribe:CreateMedicalVocabulary": vocabulary,
  "transcribe:UpdateMedicalVocabulary": vocabulary,
  "polly:StartSpeechSynthesisTask": [does("s3:PutObject", "OutputS3BucketName"), does("sns:Publish", "SnsTopicArn")],
  "athena:StartQueryExecution": query,
  "athena:GetQueryResults": [does("s3:GetObject", "QueryExecutionId")],
  "dynamodb:ExportTableToPointInTime": [does("s3:PutObject s3:PutObjectAcl s3:AbortMultipartUpload", "S3Bucket")],
  "dynamodb:ImportTable": [does("s3:GetObject s3:ListBucket", "S3BucketSource.S3Bucket")],
  "lambda:CreateFunction": packageOfCode,
  "lambda:UpdateFunctionCode": packageOfCode,
  "lambda:PublishLayerVersion": packageOfCode,
  "bedrock-runtime:StartAsyncInvoke": [does("s3:PutObject s3:GetObject", "outputDataConfig")],
  "sqs:StartMessageMoveTask": [
    does("sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:SendMessage", "SourceArn"),
  ],
  "secrets-manager:RotateSecret": [does("lambda:InvokeFunction", "SecretId")],
  "redshift-data:ExecuteStatement": credentials(),
  "redshift-data:BatchExecuteStatement": credentials(),
};

function credentials(): readonly Switched[] {
  return [
    does("redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM", "ClusterIdentifier"),
    does("redshift-serverless:GetCredentials", "WorkgroupName"),
  ];
}

/** Operations that do whatever a template says, with the rights of who calls them unless a role is given. */
export const unboundedOperations: readonly string[] =
  "cloudformation:CreateStack cloudformation:UpdateStack cloudformation:DeleteStack cloudformation:ExecuteChangeSet cloudformation:RollbackStack cloudformation:ContinueUpdateRollback".split(
    " ",
  );
