import { type Failing, failing, type Resource, templateRule, value, whenText } from "../../engine/authoring.ts";
import { asOf, type RuntimeEnd, runtimeEnds, soonUntil, source } from "../facts/runtimes.ts";
import { shown } from "../shared/shown.ts";
import { isFirstWith } from "../shared/told-once.ts";

interface Ending {
  readonly resource: Resource;
  readonly failing: Failing;
  readonly runtime: string;
  readonly end: RuntimeEnd;
}

export default templateRule<Ending>({
  meta: {
    id: "supply-chain/runtime-eol",
    severity: "warning",
    confidence: "high",
    summary: "A Lambda runtime that is deprecated or soon will be",
    why: "A deprecated runtime gets no security patches any more: holes that become known in the language or the system below it stay open. Some months later Lambda refuses to create functions with it, then to change them: an urgent fix cannot be deployed that day. The dates are those that AWS had published when this version of Handrail was made, and the message says when that was; AWS moves them now and then.",
    duty: "dependencies",
    cwe: [1104],
    controls: ["Lambda.2"],
    references: [{ title: "Lambda: runtimes and their dates", url: source }],
    examples: [
      {
        title: "Deprecated",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Runtime: nodejs18.x
               ^^^^^^^^^^ 'ListPhotos' runs on 'nodejs18.x', which gets no security patches since 2025-09-01 (dates as of 2026-11-24)`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Runtime: nodejs24.x`,
      },
      {
        title: "For all functions, told once",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.9
             ^^^^^^^^^ 'ListPhotos' runs on 'python3.9', which gets no security patches since 2025-12-15
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.14
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print`,
      },
      {
        title: "Functions with it can no longer be changed",
        file: "template.json",
        bad: `{
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "print.handler", "Runtime": "nodejs12.x" }
                                                             ^^^^^^^^^^^^ 'Print' runs on 'nodejs12.x': Lambda refuses to change functions with it since 2023-04-30
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "print.handler", "Runtime": "nodejs24.x" }
    }
  }
}`,
      },
      {
        title: "Soon to be deprecated, in a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  runtime: nodejs22.x
           ^^^^^^^^^^ 'list' runs on 'nodejs22.x', which will get no security patches after 2027-04-30
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print`,
        fixed: `service: photos
provider:
  name: aws
  runtime: nodejs24.x
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print`,
      },
      {
        title: "Go's own runtime, which has no successor",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
    handler: bin/list
    runtime: go1.x
             ^^^^^ 'list' runs on 'go1.x', which gets no security patches since 2024-01-08`,
      },
      {
        title: "Supported, unknown or none: a container brings its own",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Runtime:
    Type: String
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Runtime: nodejs24.x
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print
      Runtime: !Ref Runtime
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
  Next:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.next
      Runtime: python3.11`,
      },
      {
        title: "The service of another cloud",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: google
  runtime: nodejs18.x
functions:
  list:
    handler: list`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Runtime",
  *check(_property, resource) {
    const found = failing(resource, "Runtime", (one) => isEnding(value.text(one)));
    const runtime = value.text(found?.value);
    const end = runtimeEnds.get(runtime ?? "");
    if (!found || !runtime || !end || !isFirstWith(resource, "Runtime", found.at)) return;
    const severity = isPast(end.updateBlocked) ? "error" : isPast(end.deprecated) ? undefined : "info";
    yield { at: found.at, data: { resource, failing: found, runtime, end }, severity };
  },
  message: ({ resource, failing, runtime, end }) =>
    `'${shown(resource.name, 30)}' runs on '${runtime}'${whenText(failing)}${consequence(end)} (dates as of ${asOf})`,
  fix: ({ resource, failing, end }, edit) => {
    const isChoice = failing.when !== undefined && failing.at.block !== resource.entry.block;
    const edits = end.successor && !isChoice ? edit.replace(failing.at, end.successor) : undefined;
    return edits && { title: `Run on '${end.successor}' (test the function with it)`, safety: "unsafe", edits };
  },
});

const isEnding = (runtime: string | undefined): boolean => {
  const end = runtimeEnds.get(runtime ?? "");
  return end !== undefined && end.deprecated <= soonUntil;
};

const isPast = (day: string | undefined): boolean => day !== undefined && day <= asOf;

function consequence({ deprecated, updateBlocked }: RuntimeEnd): string {
  if (isPast(updateBlocked)) return `: Lambda refuses to change functions with it since ${updateBlocked}`;
  return isPast(deprecated)
    ? `, which gets no security patches since ${deprecated}`
    : `, which will get no security patches after ${deprecated}`;
}
