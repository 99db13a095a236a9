import assert from "node:assert/strict";
import { test } from "node:test";
import { stateMachineOf } from "../../engine/template/state-machine.ts";
import { alone } from "../../engine/template/surroundings.ts";
import { templateAmong } from "../../engine/template/template.ts";
import { at } from "../../engine/template/value.ts";
import { textAt } from "../../engine/text/source.ts";
import { documentOf, said, templateIn } from "./reading.ts";

/** The states of a machine, one a line: `Work Task arn:x at {…}`, with the text where a finding about the resource would go. */
function statesIn(template = templateIn(""), name?: string): string[] {
  const resource = name === undefined ? template.resources[0] : template.resource(name);
  const machine = resource && stateMachineOf(resource);
  if (!machine) return ["none"];
  return machine.states.map((state) => {
    const task = at(state.written, "Resource");
    const within = state.within ? ` in ${state.within.name}` : "";
    const where = task ? ` ${said(task)} at ${textAt(task.at)}` : "";
    return `${textAt(state.key)} ${state.type}${within}${where}`;
  });
}

const flow = (definition: string) => `Resources:
  Fn: { Type: AWS::Lambda::Function }
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionSubstitutions: { FnArn: !GetAtt Fn.Arn, Env: prod }
${definition}`;

test("a definition as an object, with what fills it in", () => {
  const text = flow(`      Definition:
        StartAt: Work
        States:
          Work: { Type: Task, Resource: "\${FnArn}", Next: All }
          All:
            Type: Parallel
            Branches: [{ StartAt: A, States: { A: { Type: Task, Resource: "arn:\${Env}:x" } } }]
          Each:
            Type: Map
            ItemProcessor: { StartAt: B, States: { B: { Type: Pass } } }
`);
  assert.deepEqual(statesIn(templateIn(text), "Flow"), [
    `Work Task unknown \${Fn.Arn} at "\${FnArn}"`,
    "All Parallel",
    `A Task in All "arn:prod:x" at "arn:\${Env}:x"`,
    "Each Map",
    "B Pass in Each",
  ]);
});

test("a definition as a text: a block, a quoted line, JSON in JSON", () => {
  const block = flow(`      DefinitionString: !Sub |
        {
          "StartAt": "Work",
          "States": {
            "Work": { "Type": "Task", "Resource": "\${Fn.Arn}", "TimeoutSeconds": \${Env} }
          }
        }
`);
  assert.deepEqual(statesIn(templateIn(block), "Flow"), [`"Work" Task unknown \${Fn.Arn} at "\${Fn.Arn}"`]);
  const quoted = flow(`      DefinitionString: '{ "States": { "It''s": { "Type": "Task", "Resource": "arn" } } }'\n`);
  assert.deepEqual(statesIn(templateIn(quoted), "Flow"), [`"It''s" Task "arn" at "arn"`]);
  const folded = flow(`      DefinitionString: >-
        {"States":
        {"Work": {"Type": "Task",
          "Resource": "arn"}}}
`);
  assert.deepEqual(statesIn(templateIn(folded), "Flow"), [`"Work" Task "arn" at "arn"`]);
  const json = `{ "Resources": { "Flow": { "Type": "AWS::StepFunctions::StateMachine", "Properties": {
    "DefinitionString": { "Fn::Sub": ["{\\"States\\": {\\"Work\\": {\\"Type\\": \\"Task\\", \\"Resource\\": \\"\${Arn}\\"}}}", { "Arn": "arn" }] } } } } }`;
  assert.deepEqual(statesIn(templateIn(json, "/app/template.json"), "Flow"), [`\\"Work\\" Task "arn" at "arn"`]);
});

test("a text that is no JSON has no states", () => {
  assert.deepEqual(statesIn(templateIn(flow("      DefinitionString: not json\n")), "Flow"), ["none"]);
  assert.deepEqual(statesIn(templateIn(flow("      DefinitionString: !Ref Given\n")), "Flow"), ["none"]);
  assert.deepEqual(statesIn(templateIn(flow("      DefinitionString: '{'\n")), "Flow"), []);
});

test("a text that is put together has its states, which stand at the whole of it", () => {
  const joined =
    flow(`      DefinitionString: !Join ["", ['{ "States": { "Work": { "Type": "Task", "Resource": "', !GetAtt Fn.Arn, '" } } }']]
`);
  const [line] = statesIn(templateIn(joined), "Flow");
  assert.match(line ?? "", /^\["", .* Task unknown \$\{Fn.Arn\} at \["", /);
});

test("a local file that a SAM state machine names is followed", () => {
  const sam = `Transform: AWS::Serverless-2016-10-31
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties: { DefinitionUri: flows/work.asl.json, DefinitionSubstitutions: { Arn: arn } }
`;
  const file = documentOf(
    `{ "StartAt": "Work", "States": { "Work": { "Type": "Task", "Resource": "\${Arn}" } } }`,
    "/app/flows/work.asl.json",
  );
  const around = { ...alone, tree: (path: string) => (path === file.file.path ? file : undefined) };
  const template = templateAmong(documentOf(sam), around);
  assert.deepEqual(statesIn(template, "Flow"), [`"Work" Task "arn" at "\${Arn}"`]);
  assert.deepEqual(statesIn(templateIn(sam), "Flow"), ["none"]);
});

test("a file that is a definition is a template of one state machine", () => {
  const text = "StartAt: Work\nStates:\n  Work: { Type: Task, Resource: arn }\n";
  const template = templateIn(text, "/app/work.asl.yaml");
  const [machine] = template.resources;
  assert.equal(template.dialect, "stepfunctions");
  assert.deepEqual(
    [machine?.name, machine?.type, machine?.key.value],
    ["work", "AWS::StepFunctions::StateMachine", "StartAt"],
  );
  assert.deepEqual(statesIn(template), [`Work Task "arn" at arn`]);
  assert.match(said(machine?.property("LoggingConfiguration")?.value), /^unknown/);
  const given = templateAmong(documentOf(text, "/app/work.asl.yaml"), { ...alone, given: () => new Map() });
  assert.equal(given, undefined);
});
