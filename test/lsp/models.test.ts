import { describe, it } from "node:test";
import type { PublishDiagnosticsParams } from "vscode-languageserver-protocol";
import { Folder } from "../workspace.ts";
import { Editor } from "./editor.ts";

const handler = `const { perform } = require("@acme/db");

exports.handler = async (event) => perform("SELECT * FROM users WHERE id = " + event.queryStringParameters.id);
`;

const modelled = (callee: string): string =>
  JSON.stringify({ models: [{ library: "@acme/db", facts: [{ sink: "sql", callees: [callee] }] }] });

const has = (isFound: boolean) => (publication: PublishDiagnosticsParams) =>
  publication.diagnostics.some(({ code }) => code === "injection/sql") === isFound;

describe("models of handrail.json", { timeout: 30_000 }, () => {
  it("count as soon as the file is there, and no longer than it says so", async (t) => {
    const folder = new Folder(t, { "handler.js": handler, "handrail.json": modelled("@acme/db.perform") });
    const editor = await Editor.on(t, { folders: [folder.root] });
    const uri = folder.uri("handler.js");
    await editor.published(uri, has(true));
    folder.write("handrail.json", modelled("@acme/db.connect().perform"));
    editor.watched(folder.uri("handrail.json"));
    await editor.published(uri, has(false));
    folder.write("handrail.json", modelled("@acme/db.**"));
    editor.watched(folder.uri("handrail.json"));
    await editor.published(uri, has(true));
  });
});
