import assert from "node:assert/strict";
import * as vscode from "vscode";
import { parseDocument } from "yaml";
import { test } from "./collection.ts";
import { apply, findingOf, findings, fixOf, gone, open, revert, ruleOf, uriOf } from "./editor.ts";

interface Sample {
  readonly dialect: string;
  /** Below `fixtures/dialects`, where the finding shows and its fix writes. */
  readonly file: string;
  readonly rule: string;
  /** The text under the squiggle. */
  readonly at: string;
  readonly fix: string;
  /** What stands in the file after the fix. */
  readonly writes: string;
}

const FOLDER = "dialects";
export const CREDENTIAL = "AKIAZ3QWX7R5TKM2VJ4N";

const samples: readonly Sample[] = [
  {
    dialect: "CloudFormation in YAML",
    file: "cloudformation/stack.yaml",
    rule: "encryption/sqs",
    at: "false",
    fix: "Encrypt with the key of SQS",
    writes: "      QueueName: orders\n      SqsManagedSseEnabled: true\n",
  },
  {
    dialect: "CloudFormation in JSON",
    file: "cloudformation-json/stack.json",
    rule: "encryption/kms-rotation",
    at: '"OrdersKey"',
    fix: "Rotate it every year",
    writes: '"Description": "Orders",\n                "EnableKeyRotation": true\n',
  },
  {
    dialect: "SAM",
    file: "sam/template.yml",
    rule: "observability/log-json",
    at: "ShipOrder",
    fix: "Log JSON",
    writes: "\n      LoggingConfig:\n        LogFormat: JSON\n",
  },
  {
    dialect: "serverless.yml",
    file: "serverless/serverless.yml",
    rule: "limits/timeout-missing",
    at: "shipOrder",
    fix: "Stop it after 30 seconds",
    writes: "\n    timeout: 30\n",
  },
  {
    dialect: "serverless.json",
    file: "serverless-json/serverless.json",
    rule: "observability/tracing",
    at: '"shipOrder"',
    fix: "Trace with X-Ray",
    writes: '"memorySize": 256,\n      "tracing": "Active"\n',
  },
  {
    dialect: "OpenAPI with integrations of API Gateway",
    file: "openapi/api.yaml",
    rule: "transit/integration-http",
    at: "http://orders.example.com/orders",
    fix: "Use HTTPS, if the host answers to it",
    writes: "        uri: https://orders.example.com/orders\n",
  },
  {
    dialect: "Step Functions",
    file: "step-functions/ship-order.asl.json",
    rule: "events/state-machine-errors",
    at: '"Pack"',
    fix: "Retry where Lambda itself fails",
    writes: '"End": true,\n      "Retry": [\n',
  },
  {
    dialect: "a bare IAM policy",
    file: "policy/policy.json",
    rule: "iam/admin-star",
    at: '"*"',
    fix: "Replace by a scoped skeleton to fill in",
    writes: '"Resource": "arn:aws:s3:::BUCKET/PREFIX/*"\n',
  },
  {
    dialect: "a synthesised CDK stack",
    file: "cdk/cdk.out/OrdersStack.template.json",
    rule: "compliance/pitr",
    at: '"OrdersTable7E2C1A8D"',
    fix: "Switch point-in-time recovery on",
    writes: '"PointInTimeRecoveryEnabled": true\n',
  },
  {
    dialect: "a file that serverless.yml takes its functions from",
    file: "serverless-parts/functions.yml",
    rule: "limits/timeout-missing",
    at: "payOrder",
    fix: "Stop it after 30 seconds",
    writes: "  handler: pay-order.handler\n  timeout: 30\n",
  },
];

/** Files of other tools: a Kubernetes manifest and a compose file. */
const others: readonly string[] = ["others/deployment.yaml", "others/docker-compose.yml"];

/** A finding in each dialect, from its squiggle to its fix and back; files of other tools stay without any. */
export function testDialects(): void {
  test("the samples of all dialects are put into the workspace", async () => {
    const path = process.env["HANDRAIL_E2E_DIALECTS"];
    assert.ok(path, "the harness does not say where the samples are");
    await vscode.workspace.fs.copy(uriOf("").with({ path }), uriOf(FOLDER));
  });
  for (const sample of samples) {
    test(`${sample.dialect}: a finding shows, and its quick fix works`, () => showsAndIsFixed(sample));
  }
  for (const file of others) test(`${file} shows nothing`, () => showsNothing(file));
}

async function showsAndIsFixed({ file, rule, at, fix, writes }: Sample): Promise<void> {
  const editor = await open(`${FOLDER}/${file}`);
  const { document } = editor;
  const before = document.getText();
  assertReadable(document);
  const finding = await findingOf(document.uri, rule);
  assert.equal(document.getText(finding.range), at);
  const action = await fixOf(document.uri, finding, fix);
  assert.deepEqual(
    action.edit?.entries().map(([uri]) => uri.path),
    [document.uri.path],
  );
  await apply(action);
  await gone(document.uri, rule);
  assert.ok(document.getText().includes(writes), document.getText());
  assertReadable(document);
  await vscode.commands.executeCommand("undo");
  await findingOf(document.uri, rule);
  assert.equal(document.getText(), before);
  await revert(editor);
}

/** A credential is found in any file: once that of a copy shows, the whole of it has been looked at. */
async function showsNothing(file: string): Promise<void> {
  const { document } = await open(`${FOLDER}/${file}`);
  const copy = `${FOLDER}/${file.replace("/", "/copy/")}`;
  const text = `planted: ${CREDENTIAL}\n${document.getText()}`;
  await vscode.workspace.fs.writeFile(uriOf(copy), new TextEncoder().encode(text));
  await open(copy);
  await findingOf(uriOf(copy), "secrets/known-token");
  assert.deepEqual(findings(uriOf(copy)).map(ruleOf), ["secrets/known-token"]);
  assert.deepEqual(findings(document.uri).map(ruleOf), []);
}

function assertReadable(document: vscode.TextDocument): void {
  const text = document.getText();
  if (document.fileName.endsWith(".json")) JSON.parse(text);
  else assert.deepEqual(parseDocument(text).errors, []);
}
