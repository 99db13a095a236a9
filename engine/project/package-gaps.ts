import type { DocumentAt } from "./dependencies.ts";
import { isForeign } from "./foreign.ts";

/** Files that bundlers read as data. */
const isData =
  /\.(?:json5?|ya?ml|txt|md|html?|css|scss|svg|png|jpe?g|gif|graphqls?|gql|sql|csv|pem|hbs|ejs|mustache|ttf|woff2?|xml)$/i;

/** Why the calls of code that imports something may be more than those seen, or undefined. */
export function packageGap(specifier: string, from: string, documentAt: DocumentAt): string | undefined {
  if (/\.node$|\.wasm$/.test(specifier)) return `'${specifier}' is compiled code`;
  if (/^\.{1,2}(?:\/|$)/.test(specifier))
    return isData.test(specifier) ? undefined : `'${specifier}' is not in the workspace`;
  if (isData.test(specifier)) return undefined;
  if (specifier.endsWith("/parameters/appconfig-agent")) return `'${specifier}' makes calls of its own`;
  if (isSeen.test(specifier)) return undefined;
  if (mayCallAws.test(specifier)) return `'${specifier}' makes calls of its own`;
  return isForeign(specifier, from, documentAt) ? undefined : `'${specifier}' may be a module of the project`;
}

/** Packages whose calls are seen where they are used, or that make none, though their names look like it. */
const isSeen =
  /^(?:@aws-sdk\/(?:client-|lib-|util-|types$|credential-provider|s3-request-presigner|s3-presigned-post|rds-signer|cloudfront-signer|middleware-|node-http-handler|smithy-client|xhr-|fetch-)|@smithy\/(?!signature-v4|protocol-http)|aws-sdk(?:\/|$)|aws-lambda$|@types\/|aws-xray-sdk|@aws-lambda-powertools\/|@middy\/|aws-jwt-verify|aws-serverless-express|@vendia\/serverless-express|@codegenie\/serverless-express|serverless-http|serverless-express|lambda-api$|lambda-log$|aws-embedded-metrics|@aws-crypto\/(?:sha|crc|util|ie11|supports)|amazon-cognito-identity-js|aws-cdk-lib|@fastify\/aws-lambda|@nestjs\/|aws-lambda-(?:multipart-parser|router|ric)|@hono\/|@sentry\/|@aws-solutions-constructs)/;

/** Packages that call AWS with the function's role in ways that their users' code does not show. */
const mayCallAws =
  /aws|amazon|dynamo|powertools|^s3|[-/]s3(?:$|[-/])|(?:^|[-/])(?:sqs|sns|ssm|kms|sfn|dax)(?:$|[-/])|qldb|^ask-sdk$|athena|timestream|firehose|event-?bridge|step-?functions|parameter-?store|textract|rekognition|lambda-warmer|serverless|electrodb|@typedorm|onetable|knex-|@smithy|opensearch|cognito|cloudwatch|aurora|data-api|kinesis|secrets-?manager|bedrock/i;
