import { type Resource, templateRule } from "../../engine/authoring.ts";
import { knownWrappers } from "../facts/wrappers.ts";
import { fixedText, type Variable, variablesOf } from "../shared/environment.ts";
import { shown } from "../shared/shown.ts";

interface Wrapped {
  readonly resource: Resource;
  readonly variable: Variable;
  readonly text: string;
}

export default templateRule<Wrapped>({
  meta: {
    id: "cold-start/wrapper-env",
    severity: "warning",
    confidence: "medium",
    summary: "An environment variable that makes other code run before the handler",
    why: "Some variables tell the runtime to load code that is not the handler's: a wrapper script that starts the process, a module that Node.js requires first, a library that the linker puts in front of all others, a folder that Python looks into. What runs there sees every event and every credential of the function, and no review of the handler shows it. Whoever may change the function's configuration, or the layer, can use it to stay unseen. Know what it is, pin the layer that brings it, and watch changes of the function's configuration.",
    duty: "third-party",
    cwe: [426],
    controls: ["SAS-6"],
    references: [
      {
        title: "Lambda: wrapper scripts",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html",
      },
      { title: "Node.js: NODE_OPTIONS", url: "https://nodejs.org/api/cli.html#node_optionsoptions" },
    ],
    examples: [
      {
        title: "A wrapper script that is not known, for all functions",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        AWS_LAMBDA_EXEC_WRAPPER: /opt/start.sh
                                 ^^^^^^^^^^^^^ '/opt/start.sh' starts the process of 'List'
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
      },
      {
        title: "A module that is loaded first, and a folder where others can write",
        file: "serverless.yml",
        bad: `functions:
  list:
    handler: photos.list
    environment:
      NODE_OPTIONS: --require /opt/hook.js
                    ^^^^^^^^^^^^^^^^^^^^^^ '--require /opt/hook.js' has Node.js load other code before 'list'
  resize:
    handler: photos.resize
    environment:
      PYTHONPATH: /var/task:/mnt/shared/python
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'resize' takes modules from '/mnt/shared/python'`,
      },
      {
        title: "A library in front of all others, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": { "Variables": { "LD_PRELOAD": "/opt/lib/hook.so" } }
                                                      ^^^^^^^^^^^^^^^^^^ '/opt/lib/hook.so' stands in front of every library of 'List'
      }
    }
  }
}`,
      },
      {
        title: "Options that load nothing, folders that come with the function",
        good: `Resources:
  List:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          NODE_OPTIONS: --enable-source-maps --max-old-space-size=900
          PYTHONPATH: /var/task/lib:/opt/python
          NODE_PATH: /opt/nodejs`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Environment/Variables",
  *check(_property, resource) {
    for (const variable of variablesOf(resource)) {
      const text = fixedText(variable, resource);
      if (text === undefined || !loads(variable.name, text)) continue;
      const isKnown = variable.name === "AWS_LAMBDA_EXEC_WRAPPER" && text in knownWrappers;
      yield { at: variable.value.at, data: { resource, variable, text }, severity: isKnown ? "info" : undefined };
    }
  },
  message: ({ resource, variable, text }) => {
    const name = `'${shown(resource.name, 30)}'`;
    const quoted = `'${shown(variable.name === "PYTHONPATH" ? (foreignFolder(text) ?? text) : text, 40)}'`;
    if (variable.name === "AWS_LAMBDA_EXEC_WRAPPER")
      return `${quoted} starts the process of ${name}: it sees all that the handler does`;
    if (variable.name === "NODE_OPTIONS") return `${quoted} has Node.js load other code before ${name}`;
    if (variable.name === "LD_PRELOAD") return `${quoted} stands in front of every library of ${name}`;
    return `${name} takes modules from ${quoted}, which is not part of its package`;
  },
});

function loads(name: string, text: string): boolean {
  if (name === "AWS_LAMBDA_EXEC_WRAPPER" || name === "LD_PRELOAD") return text.trim() !== "";
  if (name === "NODE_OPTIONS")
    return /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)(?:[\s=]|$)/.test(text);
  return name === "PYTHONPATH" && foreignFolder(text) !== undefined;
}

/** A folder that neither the function's package nor its layers or runtime bring. */
const foreignFolder = (text: string): string | undefined =>
  text
    .split(":")
    .find((folder) => folder.startsWith("/") && !/^\/(?:var\/(?:task|runtime|lang)|opt|usr)(?:\/|$)/.test(folder));
