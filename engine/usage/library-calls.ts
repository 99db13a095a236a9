import { type LibraryCall, libraryCalls } from "../facts/aws-libraries.ts";
import { waiters } from "../facts/sdk-waiters.ts";
import { packageOf } from "../flow/library-path.ts";
import { memoByText } from "../memo.ts";
import type { Call, Expression } from "../program/ir.ts";
import type { SdkCall } from "../program/sdk.ts";
import { commandAt, isClient, methodAt, type Operation } from "../program/sdk-paths.ts";
import type { Thing } from "./thing.ts";
import type { Things } from "./things.ts";

/** A call of AWS that a piece of code makes whenever it is run. */
export interface Made {
  readonly call: SdkCall;
  readonly by?: string;
  /** What a library makes it of; undefined: the parameters are in the call's `input`. */
  readonly made?: {
    readonly listed: Omit<LibraryCall, "path" | "calls">;
    readonly args: readonly Expression[];
    readonly makerArgs: readonly Expression[];
  };
}

/** Where a call is said to be. */
type Place = (call: Call) => Call;

type Library = Extract<Thing, { kind: "library" }>;

/** What a call does in AWS. */
export function callsOf(call: Call, things: Things, place: Place): readonly Made[] {
  const callee = things.of(call.callee);
  const libraries = callee.filter((one): one is Library => one.kind === "library");
  // a class that extends a command or a library's class
  if (call.isNew && libraries.length === 0 && callee.length > 0)
    for (const one of things.of(call))
      if (one.kind === "library") libraries.push({ ...one, path: one.path.replace(/\.new\(\)$/, "") });
  const paths = new Map(libraries.map((one) => [one.path, one]));
  return [...paths.values()].flatMap((one) => callsAt(one, call, things, place));
}

function callsAt(library: Library, call: Call, things: Things, place: Place): readonly Made[] {
  const { path } = library;
  const at = place(call);
  if (/^@aws-sdk\/(?:client-|lib-dynamodb)/.test(path)) {
    const { operation, input } = ofVersionThree(path, call);
    return operation ? [{ call: { ...operation, input, at } }] : [];
  }
  if (path.startsWith("aws-sdk") && !call.isNew) {
    const own = ofVersionTwo(path, call, things, at);
    if (own) return own;
  }
  return byLibrary(library, call, at);
}

function ofVersionThree(
  path: string,
  { isNew, args: [first, second] }: Call,
): { readonly operation?: Operation; readonly input?: Expression } {
  if (isNew) return { operation: commandAt(`${path}.new()`), input: first };
  const [, name, kind, word] =
    /^(@aws-sdk\/(?:client|lib)-[a-z0-9-]+)\.(paginate|waitUntil|waitFor)(\w+)$/.exec(path) ?? [];
  if (name === undefined || word === undefined) return { operation: methodAt(path), input: first };
  const service = name.slice("@aws-sdk/client-".length);
  const operation = kind === "paginate" ? word : polledBy(service).get(word);
  return {
    operation: operation === undefined ? undefined : commandAt(`${name}.${operation}Command.new()`),
    input: second,
  };
}

/** The operation that each waiter of a service polls. */
const polledBy = memoByText(
  (service): ReadonlyMap<string, string> =>
    new Map((waiters[service] ?? "").split(" ").map((pair) => pair.split("=") as [string, string])),
);

/** Methods of version 2, some of which stand for other operations. */
function ofVersionTwo(path: string, call: Call, things: Things, at: Call): readonly Made[] | undefined {
  const [first, second] = call.args;
  const client = /^(.+)\.waitFor$/.exec(path)?.[1];
  if (client !== undefined && isClient(client)) return waited(`${client}.describe`, first, second, things, at);
  const method = methodAt(path);
  if (!method) return undefined;
  const as = (operation: string, input: Expression | undefined): Made => ({
    call: { ...method, operation, input, at },
  });
  if (/^GetSignedUrl(?:Promise)?$/.test(method.operation))
    return first ? textsOf(first, things).map((name) => as(upper(name), second)) : [];
  if (method.service !== "s3") return [as(method.operation, first)];
  if (method.operation === "CreatePresignedPost") {
    const listed = { parameters: { Bucket: "0.Bucket", Key: "0.Fields.key" } };
    return [{ ...as("PutObject", undefined), made: { listed, args: call.args, makerArgs: [] } }];
  }
  if (method.operation !== "Upload") return [as(method.operation, first)];
  return uploading.map((operation) => {
    const made = as(operation, first);
    return { ...made, call: { ...made.call, ...onFailure(operation) } };
  });
}

/** An upload in parts is only given up where one of them fails. */
const onFailure = (operation: string): { readonly isOnFailure?: true } =>
  operation === "AbortMultipartUpload" ? { isOnFailure: true } : {};

const uploading = [
  "PutObject",
  "CreateMultipartUpload",
  "UploadPart",
  "CompleteMultipartUpload",
  "AbortMultipartUpload",
];

/** `s3.waitFor("objectExists", input)`. */
function waited(
  path: string,
  name: Expression | undefined,
  input: Expression | undefined,
  things: Things,
  at: Call,
): readonly Made[] {
  const service = methodAt(path)?.service;
  if (service === undefined || !name) return [];
  return textsOf(name, things).flatMap((text) => {
    const operation = polledBy(service).get(upper(text));
    return operation === undefined ? [] : [{ call: { service, operation, version: 2 as const, input, at } }];
  });
}

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const textsOf = (e: Expression, things: Things): readonly string[] =>
  things
    .of(e)
    .flatMap((one) => (one.kind === "value" && one.value.kind === "literal" ? [String(one.value.value)] : []));

const listedAt = memoByText((path): readonly LibraryCall[] => libraryCalls.filter((one) => one.path === path));

/** What a library does by itself when something of it is called or made. */
function byLibrary({ path, call: maker }: Library, call: Call, at: Call): readonly Made[] {
  return listedAt(`${path}${call.isNew ? ".new()" : "()"}`).flatMap(({ calls, path: _, ...listed }) =>
    calls.map((name): Made => {
      const [service = "", operation = ""] = name.split(":");
      const version = path.startsWith("aws-sdk") ? 2 : 3;
      return {
        call: { service, operation, version, at, ...onFailure(operation) },
        by: packageOf(path),
        made: { listed, args: call.args, makerArgs: maker?.args ?? [] },
      };
    }),
  );
}
