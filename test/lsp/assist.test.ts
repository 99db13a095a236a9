import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type {
  CodeLens,
  CompletionItem,
  DefinitionLink,
  Hover,
  Location,
  Position,
  TextDocumentEdit,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Folder } from "../workspace.ts";
import { capabilities, Editor, type EditorOptions, range } from "./editor.ts";

const timeout = 30_000;

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Photos
      Events:
        Post:
          Type: Api
          Properties:
            Path: /photos
            Method: post
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:PutItem
                - dynamodb:Scan
              Resource: !GetAtt Photos.Arn
  Photos:
    Type: AWS::DynamoDB::Table
`;

const code = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

export const handler = async (event) =>
  client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));
`;

/** An editor like our own extension's. */
const ours: EditorOptions = {
  capabilities: {
    ...capabilities,
    workspace: { ...capabilities.workspace, codeLens: { refreshSupport: true } },
    textDocument: {
      completion: { completionItem: { snippetSupport: true } },
      definition: { linkSupport: true },
      codeLens: {},
    },
  },
  initializationOptions: { handrail: { commands: true } },
};

async function opened(t: TestContext, options: EditorOptions = ours, text = template) {
  const folder = new Folder(t, { "template.yaml": text, "src/save.mjs": code });
  const editor = await Editor.on(t, { folders: [folder.root], ...options });
  const uri = folder.uri("template.yaml");
  const handler = folder.uri("src/save.mjs");
  editor.open(uri, text);
  editor.open(handler, code);
  await editor.of(uri, 1);
  await editor.of(handler, 1);
  const ask = async <T>(method: string, of: string, position?: Position): Promise<T> =>
    (await editor.request(`textDocument/${method}`, { textDocument: { uri: of }, position })).result as T;
  return { editor, uri, handler, ask };
}

const titles = (lenses: readonly CodeLens[]) => lenses.map(({ command }) => command?.title);

describe("what the editor is told beside findings", { timeout }, () => {
  it("stands over a function in its template and over its handler", async (t) => {
    const { ask, uri, handler } = await opened(t);
    const lenses = await ask<CodeLens[]>("codeLens", uri);
    assert.deepEqual(lenses[0], {
      range: range(3, 3, 7),
      command: {
        title: "1 call",
        command: "handrail.show",
        arguments: [uri, { line: 2, character: 2 }, [{ uri: handler, range: range(6, 3, 99) }]],
      },
    });
    assert.deepEqual(titles(lenses), ["1 call", "2 actions granted", "tighten"]);
    assert.deepEqual(lenses[2]?.command, { title: "tighten", command: "handrail.tighten", arguments: [uri, "Save"] });
    const over = await ask<CodeLens[]>("codeLens", handler);
    assert.deepEqual(titles(over), ["Save: POST /photos", "a role of its own", "1 grant unused"]);
    assert.deepEqual(over[0]?.range, range(5, 14, 21));
  });

  it("is without commands that the editor does not have", async (t) => {
    const { ask, uri } = await opened(t, {});
    const lenses = await ask<CodeLens[]>("codeLens", uri);
    assert.deepEqual(
      lenses.map(({ command }) => command?.command),
      ["", "", "handrail.tighten"],
    );
  });

  it("is switched off by a setting", async (t) => {
    const { ask, uri } = await opened(t, { ...ours, settings: { codeLens: false } });
    assert.deepEqual(await ask("codeLens", uri), []);
  });

  it("is asked for again when all has been looked at, and when it is switched off", async (t) => {
    const { editor, handler, uri, ask } = await opened(t);
    await editor.requested("workspace/codeLens/refresh");
    editor.change(handler, 2, { text: code.replace("client.send", "void client.send") });
    editor.requests.length = 0;
    await editor.requested("workspace/codeLens/refresh");
    editor.requests.length = 0;
    editor.settings = { codeLens: false };
    editor.notify("workspace/didChangeConfiguration", { settings: {} });
    await editor.requested("workspace/codeLens/refresh");
    assert.deepEqual(await ask("codeLens", uri), []);
  });

  it("is a table where the function's name is hovered over", async (t) => {
    const { ask, handler } = await opened(t);
    const hover = await ask<Hover>("hover", handler, { line: 4, character: 15 });
    assert.deepEqual(hover.range, range(5, 14, 21));
    const { value } = hover.contents as { value: string };
    assert.ok(value.startsWith("**Save** · runs `save.mjs` › `handler` · POST /photos · 1 call\n\n"), value);
    assert.ok(value.includes("| used | `dynamodb:PutItem` | `table/${Photos}` | save.mjs:6 |\n"), value);
    assert.ok(value.includes("| unused | `dynamodb:Scan` | `table/${Photos}` | template.yaml:23 |\n"), value);
  });

  it("says what an action does", async (t) => {
    const { ask, uri } = await opened(t);
    const hover = await ask<Hover>("hover", uri, { line: 21, character: 20 });
    assert.deepEqual(hover.range, range(22, 19, 35));
    assert.match((hover.contents as { value: string }).value, /^\*\*dynamodb:PutItem\*\* · writes\n\n/);
  });
});

describe("the definition", { timeout }, () => {
  const links = (list: readonly DefinitionLink[]) =>
    list.map(({ originSelectionRange, targetUri, targetSelectionRange }) => [
      originSelectionRange,
      targetUri,
      targetSelectionRange,
    ]);

  it("leads from a function to its handler and back", async (t) => {
    const { ask, uri, handler } = await opened(t);
    const there = await ask<DefinitionLink[]>("definition", uri, { line: 7, character: 20 });
    assert.deepEqual(links(there), [[range(8, 16, 28), handler, range(5, 14, 21)]]);
    const back = await ask<DefinitionLink[]>("definition", handler, { line: 4, character: 15 });
    assert.deepEqual(links(back), [[range(5, 14, 21), uri, range(3, 3, 7)]]);
  });

  it("leads from a variable of the environment to where it is set and to the resource", async (t) => {
    const { ask, uri, handler } = await opened(t);
    const found = await ask<DefinitionLink[]>("definition", handler, { line: 5, character: 61 });
    assert.deepEqual(
      found.map(({ targetUri, targetRange }) => [targetUri, targetRange]),
      [
        [uri, range(11, 11, 16)],
        [uri, range(25, 3, 9)],
      ],
    );
  });

  it("leads from a reference to the resource, in an editor without links too", async (t) => {
    const { ask, uri } = await opened(t, {});
    const found = await ask<Location[]>("definition", uri, { line: 23, character: 35 });
    assert.deepEqual(found, [{ uri, range: range(25, 3, 9) }]);
  });
});

describe("completion", { timeout }, () => {
  const half = template.replace("                - dynamodb:Scan\n", "                - dynamodb:\n");

  it("offers the actions of the service that is typed, those that the code needs first", async (t) => {
    const { ask, uri } = await opened(t, ours, half.replace("- dynamodb:PutItem", "- s3:GetObject"));
    const items = await ask<CompletionItem[]>("completion", uri, { line: 22, character: 27 });
    const [first] = items.sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));
    const { documentation, ...rest } = first ?? {};
    assert.deepEqual(rest, {
      label: "dynamodb:PutItem",
      kind: 2,
      detail: "needed by 'Save'",
      textEdit: { range: range(23, 19, 28), newText: "dynamodb:PutItem" },
      filterText: "dynamodb:PutItem",
      sortText: "0dynamodb:PutItem",
    });
    assert.match((documentation as { value: string }).value, /^\*\*dynamodb:PutItem\*\* · writes/);
  });

  it("counts in UTF-16, and goes on after a service", async (t) => {
    const text = template.replace("- dynamodb:Scan", "- dyn").replace("- Statement:", "- Statement: # 𝒜🙂");
    const { ask, uri } = await opened(t, ours, text);
    const items = await ask<CompletionItem[]>("completion", uri, { line: 22, character: 21 });
    const service = items.find(({ label }) => label === "dynamodb");
    assert.deepEqual(service?.textEdit, { range: range(23, 19, 22), newText: "dynamodb:" });
    assert.equal(service?.command?.command, "editor.action.triggerSuggest");
  });

  it("fills in ARNs as a snippet, or as text where the editor knows none", async (t) => {
    const text = template.replace("Resource: !GetAtt Photos.Arn", "Resource: ");
    for (const [options, written] of [
      [ours, '!Sub "arn:\\${AWS::Partition\\}:dynamodb:\\${AWS::Region\\}:\\${AWS::AccountId\\}:table/${1:TableName}"'],
      [{}, '!Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/TableName"'],
    ] as const) {
      const { ask, uri } = await opened(t, options, text);
      const items = await ask<CompletionItem[]>("completion", uri, { line: 23, character: 24 });
      assert.equal(items.find(({ detail }) => detail === "table")?.textEdit?.newText, written);
      assert.equal(items[0]?.textEdit?.newText, "!GetAtt Photos.Arn");
    }
  });

  it("is silent where no policy is written", async (t) => {
    const { ask, uri, handler } = await opened(t);
    assert.deepEqual(await ask("completion", uri, { line: 5, character: 15 }), []);
    assert.deepEqual(await ask("completion", handler, { line: 5, character: 15 }), []);
    assert.equal(await ask("completion", "file:///nowhere.yaml", { line: 0, character: 0 }), null);
  });
});

describe("tightening", { timeout }, () => {
  const tighten = async (editor: Editor, ...given: unknown[]) =>
    (await editor.request("workspace/executeCommand", { command: "handrail.tighten", arguments: given })).result;

  it("takes away what the code does not use", async (t) => {
    const { editor, uri } = await opened(t);
    assert.equal(await tighten(editor, uri, "Save"), null);
    const [asked] = editor.asked;
    const [change] = (asked?.edit.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri, version: 1 });
    const after = TextDocument.applyEdits(TextDocument.create(uri, "", 1, template), change?.edits as never);
    assert.equal(after, template.replace("                - dynamodb:Scan\n", ""));
  });

  it("does nothing for a function that is not there, or when it is asked wrongly", async (t) => {
    const { editor, uri } = await opened(t);
    for (const given of [[uri, "Nobody"], ["file:///nowhere", "Save"], [], [1, {}], [uri]]) {
      assert.equal(await tighten(editor, ...given), null);
    }
    assert.deepEqual(editor.asked, []);
  });
});
