import { type Manifest, manifestRule, type Site } from "../../engine/authoring.ts";
import { type DeprecatedPackage, deprecatedPackages } from "../facts/deprecated-packages.ts";

interface Found extends DeprecatedPackage {
  readonly name: string;
}

export default manifestRule<Found>({
  meta: {
    id: "supply-chain/deprecated-package",
    severity: "warning",
    confidence: "high",
    summary: "A package that its owners gave up",
    why: "The next hole found in an abandoned package stays open: nobody will mend it, and it ships with every deployment. Version 2 of the AWS SDK is the one that most functions still carry; the runtimes since Node.js 18 bring version 3 instead.\n\nThe list is part of Handrail, so nothing is looked up on the network. A package is reported where `package.json` declares it, or, where none does, at the import.",
    duty: "dependencies",
    cwe: [1104],
    controls: ["SAS-6", "A9"],
    references: [
      {
        title: "End of support for AWS SDK for JavaScript v2",
        url: "https://aws.amazon.com/blogs/developer/announcing-end-of-support-for-aws-sdk-for-javascript-v2/",
      },
      { title: "request is deprecated", url: "https://github.com/request/request/issues/3142" },
    ],
    examples: [
      {
        title: "Version 2 of the AWS SDK as a dependency",
        bad: `{
  "name": "photo-api",
  "dependencies": {
    "aws-sdk": "^2.1692.0",
    ^^^^^^^^^ 'aws-sdk' is version 2 of the AWS SDK
    "mysql2": "^3.11.0"
  }
}`,
      },
      {
        title: "Imported, and declared nowhere",
        file: "handler.js",
        bad: `const AWS = require("aws-sdk");
                    ^^^^^^^^^ gets no security fixes since its support ended in September 2025
const s3 = new AWS.S3();

exports.handler = async () => s3.listBuckets().promise();`,
      },
      {
        title: "A package in the place of Node's own module",
        bad: `{
  "name": "photo-api",
  "dependencies": {
    "crypto": "^1.0.1"
    ^^^^^^^^ 'crypto' is a deprecated package
  }
}`,
      },
      {
        title: "Version 3",
        good: `{
  "name": "photo-api",
  "dependencies": { "@aws-sdk/client-s3": "^3.700.0" }
}`,
      },
      {
        title: "Another package under the name of a deprecated one",
        good: `{
  "name": "photo-api",
  "dependencies": { "request": "npm:@acme/request@^4.0.0" }
}`,
      },
      {
        title: "Node's own module",
        file: "handler.js",
        good: `import { randomUUID } from "crypto";

export const handler = async () => ({ statusCode: 200, body: randomUUID() });`,
      },
    ],
  },
  *check(manifest) {
    for (const { name, at } of namesIn(manifest)) {
      const known = deprecatedPackages.get(name);
      if (known && !(known.isBuiltin && manifest.kind === "imports")) yield { at, data: { name, ...known } };
    }
  },
  message: ({ name, state }) => `'${name}' ${state}`,
});

/** Each package once: at its first import, or where it is declared under the name that the registry gives it. */
function namesIn(manifest: Manifest): readonly { readonly name: string; readonly at: Site }[] {
  if (manifest.kind === "imports") {
    return manifest.imports.filter(({ name }, at) => manifest.imports.findIndex((other) => other.name === name) === at);
  }
  if (manifest.kind !== "package.json") return [];
  return manifest.dependencies
    .filter(({ range }) => !/^[a-z]+:/.test(range ?? ""))
    .map(({ name, key }) => ({ name, at: key }));
}
