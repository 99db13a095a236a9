/** A package that its owners gave up: no fix comes any more. */
export interface DeprecatedPackage {
  /** What became of it, in words that follow the package's quoted name. */
  readonly state: string;
  /** What to use instead. */
  readonly replacement: string;
  readonly source: string;
  /** Node brings a module of the same name: an import says nothing, a declared dependency does. */
  readonly isBuiltin?: true;
}

/** The npm registry's deprecation notices and the owners' announcements, as of November 2026. */
export const asOf = "2026-11";

const requestIssue = "https://github.com/request/request/issues/3142";
const serverlessExpress = "https://www.npmjs.com/package/@vendia/serverless-express";

/** By name. Every version of these is given up; packages of which only old versions are do not belong here. */
export const deprecatedPackages: ReadonlyMap<string, DeprecatedPackage> = new Map<string, DeprecatedPackage>([
  [
    "aws-sdk",
    {
      state: "is version 2 of the AWS SDK, which gets no security fixes since its support ended in September 2025",
      replacement: "the clients of version 3, `@aws-sdk/client-*`",
      source: "https://aws.amazon.com/blogs/developer/announcing-end-of-support-for-aws-sdk-for-javascript-v2/",
    },
  ],
  [
    "request",
    {
      state: "is deprecated since 2020 and gets no security fixes",
      replacement: "`fetch`, which Node brings",
      source: requestIssue,
    },
  ],
  [
    "request-promise",
    {
      state: "is deprecated together with 'request', on which it is built",
      replacement: "`fetch`, which Node brings",
      source: requestIssue,
    },
  ],
  [
    "request-promise-native",
    {
      state: "is deprecated together with 'request', on which it is built",
      replacement: "`fetch`, which Node brings",
      source: requestIssue,
    },
  ],
  [
    "node-uuid",
    {
      state: "is deprecated: its work goes on as 'uuid'",
      replacement: "`crypto.randomUUID()`, or `uuid`",
      source: "https://www.npmjs.com/package/node-uuid",
    },
  ],
  [
    "@hapi/joi",
    {
      state: "is deprecated: its work goes on as 'joi'",
      replacement: "`joi`",
      source: "https://github.com/sideway/joi/issues/2411",
    },
  ],
  [
    "bcrypt-nodejs",
    {
      state: "hashes passwords and is no longer maintained",
      replacement: "`bcrypt` or `bcryptjs`",
      source: "https://www.npmjs.com/package/bcrypt-nodejs",
    },
  ],
  [
    "crypto",
    {
      state: "is a deprecated package that hides behind the name of Node's own module",
      replacement: "`node:crypto`, which needs no dependency",
      source: "https://www.npmjs.com/package/crypto",
      isBuiltin: true,
    },
  ],
  [
    "crypto-js",
    {
      state: "encrypts and hashes and is no longer maintained",
      replacement: "`node:crypto`",
      source: "https://www.npmjs.com/package/crypto-js",
    },
  ],
  [
    "xmldom",
    {
      state: "is given up with known holes that only '@xmldom/xmldom' has mended",
      replacement: "`@xmldom/xmldom`",
      source: "https://github.com/advisories/GHSA-crh6-fp67-6883",
    },
  ],
  [
    "csurf",
    {
      state: "guards against forged requests and is archived by its owners",
      replacement: "another package against cross-site request forgery",
      source: "https://www.npmjs.com/package/csurf",
    },
  ],
  [
    "aws-serverless-express",
    {
      state: "is given up: its work goes on as '@codegenie/serverless-express'",
      replacement: "`@codegenie/serverless-express`",
      source: serverlessExpress,
    },
  ],
  [
    "@vendia/serverless-express",
    {
      state: "is given up: its work goes on as '@codegenie/serverless-express'",
      replacement: "`@codegenie/serverless-express`",
      source: serverlessExpress,
    },
  ],
  [
    "@aws-sdk/signature-v4",
    {
      state: "is deprecated: its work goes on as '@smithy/signature-v4'",
      replacement: "`@smithy/signature-v4`",
      source: "https://www.npmjs.com/package/@aws-sdk/signature-v4",
    },
  ],
  [
    "@aws-sdk/protocol-http",
    {
      state: "is deprecated: its work goes on as '@smithy/protocol-http'",
      replacement: "`@smithy/protocol-http`",
      source: "https://www.npmjs.com/package/@aws-sdk/protocol-http",
    },
  ],
]);
