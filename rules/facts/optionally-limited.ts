/** Actions that can be limited only to something optional (a lexicon, a terminology), or by a condition: on every resource they are as narrow as they can be. */
export const optionallyLimited: readonly string[] = [
  "cloudwatch:PutMetricData",
  "cloudwatch:GetMetric*",
  "polly:*",
  "translate:TranslateText",
  "translate:TranslateDocument",
  "comprehend:*",
  "rekognition:Detect*",
  "transcribe:*",
  "textract:*",
  "ssm:DescribeParameters",
];
