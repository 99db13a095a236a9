/**
 * Layers that AWS publishes, by the start of their name: each region has an account of its own for them, so the account says little. Source:
 * the pages of AppConfig, Parameters and Secrets, Lambda Insights, Powertools, the Web Adapter and the OpenTelemetry distribution under
 * https://docs.aws.amazon.com/.
 */
export const layersOfAws: readonly string[] = [
  "AWSLambdaPowertools",
  "AWSSDKPandas",
  "AWSLambda-Python",
  "AWS-AppConfig-Extension",
  "AWS-Parameters-and-Secrets-Lambda-Extension",
  "AWSCodeGuruProfiler",
  "AWSOpenTelemetryDistro",
  "aws-otel-",
  "AmazonCloudWatchAgent",
  "LambdaInsightsExtension",
  "LambdaAdapterLayer",
  "CloudFrontExtension",
];

/** Companies that publish layers for others to use, by account. Source: their own installation pages. */
export const publishers: ReadonlyMap<string, string> = new Map([
  ["017000801446", "AWS Powertools"],
  ["094274105915", "AWS Powertools"],
  ["580247275435", "CloudWatch Lambda Insights"],
  ["753240598075", "AWS Lambda Web Adapter"],
  ["901920570463", "AWS Distro for OpenTelemetry"],
  ["464622532012", "Datadog"],
  ["451483290750", "New Relic"],
  ["943013980633", "Sentry"],
  ["725887861453", "Dynatrace"],
  ["114300393969", "Lumigo"],
  ["184161586896", "OpenTelemetry"],
]);

export const asOf = "2026-11-24";
