import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Folder } from "../workspace.ts";
import { Editor, range } from "./editor.ts";
import { closedHandler, openHandler, openPolicy, openQuery } from "./samples.ts";

const timeout = 30_000;

/** The places of diagnostics as `line:from-to`, one-based, the end exclusive. */
const places = (diagnostics: readonly { range: ReturnType<typeof range> }[]): string[] =>
  diagnostics.map(({ range: { start, end } }) => `${start.line + 1}:${start.character + 1}-${end.character + 1}`);

describe("diagnostics", { timeout }, () => {
  it("of a policy", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    editor.open(folder.uri("policy.json"), openPolicy);
    const diagnostics = await editor.of(folder.uri("policy.json"), 1);
    assert.deepEqual(
      diagnostics.map(({ codeDescription, ...rest }) => rest),
      [
        {
          range: range(4, 36, 39),
          severity: 1,
          source: "handrail",
          code: "iam/admin-star",
          message: "'*' on '*' makes whoever has this policy an administrator of the account",
        },
      ],
    );
  });

  it("of a synthesised CDK stack, with the construct", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("cdk.out/PhotoStack.template.json");
    const resource = {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: JSON.parse(openPolicy) },
      Metadata: { "aws:cdk:path": "PhotoStack/Admin/Resource" },
    };
    editor.open(uri, JSON.stringify({ Resources: { Admin: resource } }, undefined, 1));
    const [diagnostic] = await editor.of(uri, 1);
    assert.match(String(diagnostic?.message), / \(in PhotoStack\/Admin\/Resource\)$/);
  });

  it("of a handler, with the way that the text takes", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("handler.js");
    editor.open(uri, openHandler);
    const diagnostics = await editor.of(uri, 1);
    assert.deepEqual(
      diagnostics.map(({ codeDescription, ...rest }) => rest),
      [
        {
          range: range(5, 3, 30),
          severity: 1,
          source: "handrail",
          code: "injection/command",
          message:
            "'execSync' runs a shell command to which 'event.queryStringParameters.name' of the request can add others",
          relatedInformation: [
            {
              location: { uri, range: range(4, 11, 15) },
              message: "'event.queryStringParameters.name' comes from the request",
            },
            { location: { uri, range: range(5, 3, 30) }, message: "'execSync' gets it" },
          ],
        },
      ],
    );
  });

  it("of a query", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("src/users.js");
    editor.open(uri, openQuery);
    assert.deepEqual(
      (await editor.of(uri, 1)).map(({ range, code, message }) => ({ range, code, message })),
      [
        {
          range: range(7, 24, 82),
          code: "injection/sql",
          message: "'pool.execute' runs SQL that 'event.queryStringParameters.userId' of the request can rewrite",
        },
      ],
    );
  });

  it("lead to the rule's page", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    editor.open(folder.uri("policy.json"), openPolicy);
    const [diagnostic] = await editor.of(folder.uri("policy.json"), 1);
    const page = path.join(__dirname, "..", "..", "docs", "rules", "iam", "admin-star.md");
    assert.deepEqual(diagnostic?.codeDescription, { href: pathToFileURL(page).href });
  });

  it("move with edits before them, counted in UTF-16", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("handler.js");
    editor.open(uri, openHandler);
    editor.change(uri, 2, { range: range(5, 3, 3), text: '/* 🦺é */ "𝒙"; ' });
    assert.deepEqual(places(await editor.of(uri, 2)), ["5:19-46"]);
    editor.change(uri, 3, { range: range(5, 6, 8), text: "" }, { range: range(5, 1, 1), text: "\t" });
    assert.deepEqual(places(await editor.of(uri, 3)), ["5:18-45"]);
  });

  it("of text with CRLF, edited at the line ends", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("handler.js");
    editor.open(uri, openHandler.replaceAll("\n", "\r\n"));
    assert.deepEqual(places(await editor.of(uri, 1)), ["5:3-30"]);
    editor.change(uri, 2, { range: range(4, 999, 999), text: "\r\n// one more line" });
    assert.deepEqual(places(await editor.of(uri, 2)), ["6:3-30"]);
    editor.change(uri, 3, { range: { start: { line: 3, character: 47 }, end: { line: 4, character: 16 } }, text: "" });
    assert.deepEqual(places(await editor.of(uri, 3)), ["5:3-30"]);
  });

  it("come while a flaw is typed and go when it is undone", async (t) => {
    const folder = new Folder(t, {});
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("handler.js");
    editor.open(uri, closedHandler);
    assert.deepEqual(await editor.of(uri, 1), []);
    editor.change(uri, 2, { range: range(5, 21, 30), text: '" + name' }, { range: range(5, 29, 30), text: "" });
    assert.deepEqual(places(await editor.of(uri, 2)), ["5:3-30"]);
    editor.change(uri, 3, { text: closedHandler });
    assert.deepEqual(await editor.of(uri, 3), []);
  });
});
