import { failing, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { type Lacking, lackingWith, noneOf, setForAll } from "../shared/all-functions.ts";
import { restStage, stageText } from "../shared/stage.ts";
import { getsTracePermission } from "./_xray.ts";

/** What else than a function can be traced, and what switches it on. */
const switches: Readonly<Record<string, string>> = {
  [restStage]: "TracingEnabled",
  "AWS::StepFunctions::StateMachine": "TracingConfiguration/Enabled",
  "AWS::AppSync::GraphQLApi": "XrayEnabled",
};

interface Untraced {
  readonly lacking: Lacking;
  readonly path: string;
  /** The value that switches it off, or on. */
  readonly written?: { readonly at: value.Known["at"]; readonly when?: string | undefined };
}

export default templateRule<Untraced>({
  meta: {
    id: "observability/tracing",
    severity: "hint",
    confidence: "high",
    summary: "Nothing is traced on its way through the services",
    why: "A request of a serverless application passes a gateway, functions, queues and databases. With tracing, X-Ray shows one picture of that way, with the time and the errors at each step; without it there are only log lines of single services that somebody has to put together while something is broken. X-Ray takes a sample of the requests, so it costs little.",
    duty: "configuration",
    cwe: [778],
    controls: ["Lambda.7", "APIGateway.3", "SAS-5"],
    references: [
      { title: "Lambda: tracing with X-Ray", url: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html" },
      {
        title: "Serverless Framework: tracing",
        url: "https://www.serverless.com/framework/docs/providers/aws/guide/functions",
      },
    ],
    examples: [
      {
        title: "Two functions, neither traced",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
  ^^^^^^^^ neither function is traced
    Runtime: nodejs22.x
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Tracing: Active
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove`,
      },
      {
        title: "One function of two is not traced",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "TracingConfig": { "Mode": "Active" } }
    },
    "Remove": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "TracingConfig": { "Mode": "PassThrough" } }
                                                 ^^^^^^^^^^^^^ 'Remove' is not traced
    }
  }
}`,
        fixed: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "TracingConfig": { "Mode": "Active" } }
    },
    "Remove": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "TracingConfig": { "Mode": "Active" } }
    }
  }
}`,
      },
      {
        title: "The functions of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ neither function is traced
  name: aws
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
        fixed: `service: photos
provider:
  name: aws
  tracing:
    lambda: Active
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
      },
      {
        title: "A state machine",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
  ^^^^^ 'Order' is not traced
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Order:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: order.asl.json
      Tracing:
        Enabled: true`,
      },
      {
        title: "A REST API of SAM",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
  ^^^^^^ 'Photos' is not traced
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      TracingEnabled: true`,
      },
      {
        title: "Traced; decided by a parameter; traced by a tool of one's own that a layer brings",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Mode:
    Type: String
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Tracing: Active
  Asked:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.asked
      Tracing: !Ref Mode
  Instrumented:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.instrumented
      Environment:
        Variables:
          AWS_LAMBDA_EXEC_WRAPPER: /opt/otel-handler`,
      },
      {
        title: "All functions of a service",
        file: "serverless.yml",
        good: `provider:
  name: aws
  tracing:
    lambda: Active
functions:
  list:
    handler: photos.list`,
      },
    ],
  },
  at: ["AWS::Lambda::Function", ...Object.keys(switches)],
  *check(_property, resource) {
    const path = switches[resource.type] ?? "TracingConfig/Mode";
    const found = untraced(resource, path);
    if (!found) return;
    if (found.isWritten) {
      const data = { lacking: { functions: [resource], at: resource.key }, path, written: found };
      yield { at: found.at, data };
    } else if (resource.type !== "AWS::Lambda::Function") {
      yield { at: resource.key, data: { lacking: { functions: [resource], at: resource.key }, path } };
    } else {
      const lacking = untracedFunctions(resource);
      if (lacking) yield { at: lacking.at, data: { lacking, path } };
    }
  },
  message: ({ lacking: { functions }, written }) => {
    const when = written?.when ? ` when ${written.when}` : "";
    const claim =
      functions.length > 1
        ? `${noneOf(functions)} is traced`
        : `${functions[0] ? nameOf(functions[0]) : ""} is not traced${when}`;
    return `${claim}: nobody can see where its requests lose time or fail`;
  },
  fix: ({ lacking, path, written }, edit) => {
    const on = path === "TracingConfig/Mode" ? "Active" : true;
    const edits = written ? edit.replace(written.at, on) : setForAll(lacking, path, on, "tracing/lambda", edit);
    const isSafe = lacking.functions.every((one) => one.type !== "AWS::Lambda::Function" || getsTracePermission(one));
    return edits && { title: "Trace with X-Ray", safety: isSafe ? "safe" : "unsafe", edits };
  },
});

const untracedFunctions = lackingWith((one) => untraced(one, "TracingConfig/Mode")?.isWritten === false);

const nameOf = (resource: Resource): string =>
  resource.type === restStage ? stageText(resource) : `'${resource.name}'`;

/** The setting that leaves a resource without traces. What a wrapper instruments has traces of its own kind. */
function untraced(resource: Resource, path: string) {
  if (resource.property("Environment/Variables/AWS_LAMBDA_EXEC_WRAPPER")) return undefined;
  return failing(resource, path, (setting) => !isOn(setting));
}

const isOn = (setting: value.Known | undefined): boolean =>
  /^active$/i.test(value.text(setting) ?? "") || value.boolean(setting) === true;
