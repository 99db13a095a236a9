import {
  entryOf,
  type Node,
  type Resource,
  resourcesOfType,
  type Template,
  templateRule,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { mayUsePlugin } from "../shared/plugins.ts";
import { shown } from "../shared/shown.ts";

interface Loose {
  readonly resource: Resource;
  /** A pattern that takes in what should stay at home; undefined: nothing is left out at all. */
  readonly pattern?: string;
}

export default templateRule<Loose>({
  meta: {
    id: "supply-chain/packaging",
    severity: "info",
    confidence: "low",
    summary: "A package that ships more than the function needs",
    why: "Whatever lies in the folder goes into the package: `.env` files with secrets, keys, tests with real data, the history in `.git`. Everyone with `lambda:GetFunction` downloads it, and code that is never needed still counts when somebody looks for holes. Say what belongs into the package, or let a bundler such as esbuild take only what the handler imports.",
    duty: "configuration",
    cwe: [538],
    controls: ["SAS-3"],
    references: [
      {
        title: "Serverless Framework: packaging",
        url: "https://www.serverless.com/framework/docs/providers/aws/guide/packaging",
      },
      {
        title: "SAM: building with esbuild",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html",
      },
    ],
    examples: [
      {
        title: "A file of secrets is packed on purpose",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
package:
  patterns:
    - "!test/**"
    - config/.env.dev
      ^^^^^^^^^^^^^^^ 'config/.env.dev' goes into the package of 'photos': everyone with 'lambda:GetFunction' can read it
functions:
  photos:
    handler: photos.list`,
      },
      {
        title: "Nothing is left out",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
  ^^^^ 'list' is packed with all that lies in the folder: tests, notes, and an '.env' if there is one
    handler: photos.list
  print:
    handler: photos.print`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print
package:
  patterns:
    - "!.env*"
    - "!.git/**"
    - "!test/**"
    - "!tests/**"
    - "!**/*.test.*"
    - "!**/*.pem"`,
      },
      {
        title: "The folder of the template itself",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./
               ^^ 'ListPhotos' is packed with all that lies in the folder
      Runtime: nodejs24.x
      Handler: photos.list`,
      },
      {
        title: "Chosen, bundled, built elsewhere, or a folder of its own",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./
      Handler: photos.list
      Runtime: nodejs24.x
    Metadata:
      BuildMethod: esbuild
  Print:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: print/
      Handler: print.handler
      Runtime: nodejs24.x
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: photos.Resize
      Runtime: java25`,
      },
      {
        title: "Patterns of a service",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
package:
  patterns:
    - "!**"
    - src/**
    - .envrc.example
functions:
  list:
    handler: src/photos.list`,
      },
      {
        title: "A plugin that bundles",
        file: "serverless.yml",
        good: `service: photos
plugins:
  - serverless-esbuild
provider:
  name: aws
functions:
  list:
    handler: src/photos.list`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_property, resource) {
    for (const item of ownPatterns(resource)) {
      const pattern = value.text(item);
      if (pattern !== undefined && isPrivate(pattern))
        yield { at: item.at, data: { resource, pattern }, severity: "warning", confidence: "high" };
    }
    const at = packedWhole(resource);
    if (at) yield { at, data: { resource } };
  },
  message: ({ resource: { name }, pattern }) =>
    pattern === undefined
      ? `'${shown(name, 48)}' is packed with all that lies in the folder: tests, notes, and an '.env' if there is one`
      : `'${shown(pattern, 32)}' goes into the package of '${shown(name, 34)}': everyone with 'lambda:GetFunction' can read it`,
  fix: ({ resource: { template }, pattern }, edit) => {
    if (pattern !== undefined || template.dialect !== "serverless") return undefined;
    const left = ["!.env*", "!.git/**", "!test/**", "!tests/**", "!**/*.test.*", "!**/*.pem"];
    const edits = edit.set(template.root, ["package", "patterns"], left);
    return edits && { title: "Leave out secrets, tests and history", safety: "unsafe", edits };
  },
});

/** Whether a pattern takes in files that hold secrets. */
const isPrivate = (pattern: string): boolean =>
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)[\w*-]+)*|\.git(?:\/.*)?|\.npmrc|\.aws\/.*|[\w.*-]+\.(?:pem|pfx|p12))$/.test(
    pattern,
  ) && !pattern.startsWith("!");

/** What the function's package takes in, the service's patterns being told with its first function. */
function ownPatterns(resource: Resource): readonly value.Value[] {
  if (resource.writtenAs !== "functions") return [];
  const { template } = resource;
  const isFirst = functionsOf(resource)[0] === resource;
  const places = [valueOf(resource.properties, "package"), isFirst ? template.section("package") : undefined];
  const lists = places.flatMap((place) => [valueOf(place, "patterns"), valueOf(place, "include")]);
  return lists.flatMap((list) => (list ? value.items(template.resolve(list)) : []));
}

const functionsOf = ({ template, type, writtenAs }: Resource): readonly Resource[] =>
  resourcesOfType(template, type).filter((one) => one.writtenAs === writtenAs);

/** Where it stands that the function is packed with its whole folder; undefined: it is not, or that cannot be known. */
function packedWhole(resource: Resource): Node | undefined {
  if (resource.writtenAs === "functions") return isWholeService(resource) ? resource.key : undefined;
  const code = resource.writtenAs === "AWS::Serverless::Function" ? resource.property("Code") : undefined;
  const isRoot = /^\.?\/?$/.test(value.text(code?.value) ?? "no");
  const isBuilt = resource.attribute("Metadata") !== undefined || !isInterpreted(resource, "");
  return code && isRoot && !isBuilt && functionsOf(resource)[0] === resource ? code.value.at : undefined;
}

/** A service of which nothing says what belongs into its packages. Version 4 and the bundlers take what handlers import. */
function isWholeService(resource: Resource): boolean {
  const { template, properties } = resource;
  if (functionsOf(resource)[0] !== resource || resource.property("Code/ImageUri")) return false;
  if (template.section("package") || entryOf(properties, "package")) return false;
  return !isBundled(template) && isInterpreted(resource, "nodejs");
}

function isBundled(template: Template): boolean {
  const version = template.section("frameworkVersion");
  if (version?.kind === "scalar" && /^[\^~>= ]*4/.test(String(version.value))) return true;
  return mayUsePlugin(template, /esbuild|webpack|bundle|build|parcel|rollup|typescript|optimi[sz]e/);
}

/** Whether the code is packed as it lies there: what is compiled is packed alone. `otherwise`: the runtime where none is known. */
const isInterpreted = (resource: Resource, otherwise: string): boolean =>
  /^(?:nodejs|python|ruby)/.test(value.text(resource.property("Runtime")?.value) ?? otherwise);
