import { createConnection, ErrorCodes, ProposedFeatures, ResponseError } from "vscode-languageserver/node";
import { version } from "../disk/installed.ts";
import { shardText } from "../disk/shards.ts";
import { provideShards } from "../engine/policy/shard.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { capabilities } from "./capabilities.ts";
import { clientOf, foldersOf } from "./from-lsp.ts";
import { Session } from "./session.ts";

provideTypescript(() => require("typescript"));
provideShards(shardText);

// Over stdio with `--stdio`, over IPC with `--node-ipc`, as the connection itself reads from the command line.
const connection = createConnection(ProposedFeatures.all);
let session: Session | undefined;

connection.onInitialize((params) => {
  if (session) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is initialised already.");
  session = new Session(connection, clientOf(params), foldersOf(params));
  return { capabilities, serverInfo: { name: "Handrail", version } };
});
connection.onInitialized(() => session?.begin());
connection.listen();
