import type { Node } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { field, textIn } from "../template/fields.ts";
import type { Resource } from "../template/model.ts";
import { textOf } from "../template/references.ts";
import { text } from "../template/value.ts";

/** `file` is the path without an extension, absolute: `…/src/photos`; `exported` the export's name. */
export interface HandlerReference {
  readonly at: Node;
  readonly file: string;
  readonly exported: string;
}

/** Where the code of a function is. Undefined: it is not beside the template, or in another form than files of code. */
export function handlerOf(resource: Resource): HandlerReference | undefined {
  const handler = resource.property("Handler");
  const folder = codeFolder(resource);
  const written = text(handler?.value);
  if (!handler || folder === undefined || written === undefined || !isScript(resource)) return undefined;
  const dot = written.lastIndexOf(".");
  // a name that ends with a dot is being typed
  if (dot <= written.lastIndexOf("/") + 1 || dot === written.length - 1 || written.includes("::")) return undefined;
  const module = written.slice(0, dot);
  const file = entryPoint(resource, module) ?? module;
  const home = folderOf(resource.template.document.file.path);
  return { at: handler.at, file: joinedPath(home, folder, file), exported: written.slice(dot + 1) };
}

/** A runtime that is not known is taken for one whose handlers are files and exports. */
function isScript(resource: Resource): boolean {
  const runtime = textOf(resource, "Runtime");
  return textOf(resource, "PackageType") !== "Image" && (runtime === undefined || /^(nodejs|python)/.test(runtime));
}

/** The folder that the handler's path counts from, relative to the template's. Undefined: it is elsewhere. */
function codeFolder(resource: Resource): string | undefined {
  if (resource.writtenAs === "functions") return ".";
  const asset = assetOf(resource);
  if (asset !== undefined) return asset;
  const code = resource.property("Code")?.value;
  if (!code) return resource.writtenAs === "AWS::Serverless::Function" ? "." : undefined;
  const folder = text(code);
  return folder === undefined || /^[a-z][a-z0-9]+:\/\/|\.(zip|jar)$/i.test(folder) ? undefined : folder;
}

/** The folder beside the template into which the CDK has copied or bundled the code. */
function assetOf(resource: Resource): string | undefined {
  const metadata = field(resource.entry.value, "Metadata");
  const path = textIn(field(metadata, "aws:asset:path"));
  return textIn(field(metadata, "aws:asset:property")) === "Code" && !/\.(zip|jar)$/.test(path ?? "")
    ? path
    : undefined;
}

/** The source that esbuild makes a module of SAM from: the entry point of that path or that name. */
function entryPoint(resource: Resource, module: string): string | undefined {
  const metadata = field(resource.entry.value, "Metadata");
  if (textIn(field(metadata, "BuildMethod")) !== "esbuild") return undefined;
  const points = itemsOf(field(field(metadata, "BuildProperties"), "EntryPoints")).flatMap(
    (point) => textIn(point) ?? [],
  );
  const paths = points.map((point) => joinedPath(point.replace(/\.[cm]?[jt]sx?$/, "")));
  const name = module.slice(module.lastIndexOf("/") + 1);
  return (
    paths.find((path) => path === joinedPath(module)) ??
    paths.find((path) => path.slice(path.lastIndexOf("/") + 1) === name)
  );
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The parts as one path, without `.` and `..`. */
function joinedPath(...parts: readonly string[]): string {
  const names: string[] = [];
  for (const name of parts.flatMap((part) => part.split(/[/\\]/))) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `${parts[0]?.startsWith("/") ? "/" : ""}${names.join("/")}`;
}
