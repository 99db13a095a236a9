import { packageOf } from "../flow/library-path.ts";
import type { ModuleFacts } from "../flow/module.ts";
import { memo } from "../memo.ts";
import type { Entry } from "../program/code.ts";
import { importsOf } from "../program/imports.ts";
import type { Expression } from "../program/ir.ts";
import type { SdkCall, UsedCall } from "../program/sdk.ts";
import { sdkCallOf } from "../program/sdk-calls.ts";
import type { CodeNode } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Analysis } from "./analysis.ts";
import type { Deployed } from "./deployed.ts";
import { isForeign } from "./foreign.ts";
import type { Usage } from "./usage.ts";

/** Packages that call AWS with the function's role in ways that their users' code does not show. */
const callsAws =
  /aws|dynamo|middy|powertools|^s3|^sqs|^sns|serverless|electrodb|knex-|@smithy|opensearch|cognito|lambda-api/i;

const noCode: Usage = {
  modules: [],
  calls: [],
  others: [],
  gaps: [{ why: "its handler is not in the workspace" }],
  complete: false,
  because: "its handler is not in the workspace",
};

const kept = new WeakMap<Deployed, { readonly from: readonly unknown[]; readonly usage: Usage }>();

/** What a deployed function's code does, module by module; the same object as before where nothing has changed that it depends on. */
export function usageOf(analysis: Analysis, deployed: Deployed): Usage {
  const document = analysis.handlerScript(deployed);
  if (!document) return noCode;
  const entry = analysis.entryOf(deployed);
  const modules = analysis.closure(document);
  // whether a package is the project's own is read from its files
  const from = [entry, analysis.moment.layout, analysis.moment.trees, ...modules];
  const known = kept.get(deployed);
  if (known && from.length === known.from.length && from.every((one, index) => one === known.from[index]))
    return known.usage;
  const usage = newUsage(analysis, document, entry, modules);
  kept.set(deployed, { from, usage });
  return usage;
}

function newUsage(
  analysis: Analysis,
  document: ScriptDocument,
  entry: Entry | undefined,
  modules: readonly ModuleFacts[],
): Usage {
  const calls = [...new Map(modules.flatMap(callsIn).map((call) => [call.at, call])).values()].map(
    (call): UsedCall => ({ ...call, said: () => "unknown" }),
  );
  const gaps = () => modules.map((facts) => gapIn(facts, analysis)).find((gap) => gap !== undefined);
  const because = entry ? gaps() : "its handler's export is not found";
  const documents = modules.map((facts) => facts.document);
  return {
    document,
    entry,
    modules: documents,
    calls,
    others: [],
    gaps: because === undefined ? [] : [{ why: because }],
    complete: because === undefined,
    because,
  };
}

/** Kept with the facts: many functions share a module, and each keystroke asks again for all of them. */
const callsIn = memo((facts: ModuleFacts): readonly SdkCall[] => {
  const found: SdkCall[] = [];
  for (const [e] of facts.values()) {
    const call = e.kind === "call" ? sdkCallOf(e, facts.valueOf) : undefined;
    if (call) found.push(call);
  }
  return found;
});

/** Why the calls of a module may be more than those seen, or undefined. */
function gapIn(facts: ModuleFacts, analysis: Analysis): string | undefined {
  if (facts.missing.length > 0) return `'${facts.missing[0]}' is not in the workspace`;
  for (const { specifier } of importsOf(facts.document)) {
    if (
      specifier.startsWith("@aws-sdk/client-") ||
      specifier.startsWith("@aws-sdk/lib-") ||
      /^aws-sdk(\/|$)/.test(specifier)
    )
      continue;
    if (specifier.startsWith(".") || specifier === "aws-lambda") continue;
    if (callsAws.test(specifier)) return `'${specifier}' makes calls of its own`;
    if (!isForeign(specifier, facts.document.file.path, (path) => analysis.document(path)))
      return `'${specifier}' may be a module of the project`;
  }
  return clientGapIn(facts);
}

const clientGapIn = memo((facts: ModuleFacts): string | undefined => {
  for (const [e, value] of facts.values()) {
    const gap = value.api === undefined ? undefined : clientGap(e, facts);
    if (gap) return gap;
  }
  return undefined;
});

/** A client used in a way that hides the call: handed to an unknown function, sent an unknown command, called by a computed name. */
function clientGap(e: CodeNode, facts: ModuleFacts): string | undefined {
  const api = (of: Expression) => facts.valueOf(of)?.api;
  const isClient = (of: Expression) =>
    /^(@aws-sdk\/(client|lib)-[\w-]+\.\w+|aws-sdk(\.\w+|\/clients\/\w+)(\.DocumentClient)?)\.(new|from)\(\)$/.test(
      api(of) ?? "",
    );
  if (e.kind === "member" && typeof e.property !== "string" && isClient(e.object))
    return "a client's method is chosen at run time";
  if (e.kind !== "call") return undefined;
  const callee = e.callee;
  const sends = callee.kind === "member" && callee.property === "send" && isClient(callee.object);
  if (sends && e.args[0] && !/Command\.new\(\)$/.test(api(e.args[0]) ?? ""))
    return "a command that is sent is not known";
  const library = api(callee) && packageOf(api(callee) ?? "");
  const isOwn =
    facts.valueOf(callee)?.fn !== undefined ||
    library?.startsWith("@aws-sdk/") ||
    library === "aws-sdk" ||
    library?.startsWith("aws-sdk/");
  return !isOwn && e.args.some(isClient) ? "a client is handed to code that is not in the workspace" : undefined;
}
