import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import type { Resource } from "../../engine/template/model.ts";
import { samKinds } from "../../engine/template/sam-names.ts";
import { templateOf } from "../../engine/template/template.ts";
import type { MarkedFile } from "../markers.ts";

/** A resource with one value that is wrong: where it stands, and as what the resource is written. */
export interface Wrong {
  readonly file: "template.json" | "serverless.json";
  readonly type: string;
  /** Keys from the resource's own body. */
  readonly keys: readonly string[];
}

/** All places in all dialects that a rule's question about a property can lead to: the property's, and those of all that is around it. */
export function wrongPlaces(paths: ReadonlyMap<string, ReadonlySet<string>>): readonly Wrong[] {
  const found = new Map<string, Wrong>();
  const add = (file: Wrong["file"], type: string, keys: readonly string[]) => {
    for (let length = 1; length <= keys.length; length++) {
      const wrong = { file, type, keys: keys.slice(0, length) };
      found.set(JSON.stringify(wrong), wrong);
    }
  };
  const dialects = [...samKinds].map(([type, kind]) => ({ type, becomes: kind.type }));
  for (const [type, all] of paths) {
    const samples = dialects.filter(({ becomes }) => becomes === type).map((one) => samSample(one.type));
    for (const path of all) {
      add("template.json", type, ["Properties", ...path.split("/")]);
      for (const sample of samples) add("template.json", sample.writtenAs, sample.spelling(path)?.keys ?? []);
      if (type === "AWS::Lambda::Function")
        add("serverless.json", "functions", serverlessSample.spelling(path)?.keys ?? []);
    }
  }
  return [...found.values()];
}

function sampleIn(path: string, text: string): Resource {
  const document = readDocument({ path, version: 1, text }) as TreeDocument;
  return templateOf(document)?.resources[0] as Resource;
}

const samSample = (type: string): Resource =>
  sampleIn("/t.json", `{ "Transform": "AWS::Serverless-2016-10-31", "Resources": { "R": { "Type": "${type}" } } }`);

const serverlessSample = sampleIn("/serverless.json", '{ "service": "s", "functions": { "f": { "handler": "a.b" } } }');

/** Templates, one a dialect, of resources in which the value stands where nobody expects it; also in what all functions share. */
export function wrongTemplates(places: readonly Wrong[], value: string): readonly MarkedFile[] {
  const of = (file: Wrong["file"], isFit: (wrong: Wrong) => boolean = () => true) =>
    places.filter((wrong) => wrong.file === file && isFit(wrong));
  const isSam = ({ type }: Wrong) => type.startsWith("AWS::Serverless::");
  const resources = (all: readonly Wrong[]) =>
    all.map(({ type, keys }, at) => `"R${at}": { "Type": "${type}", ${inside(keys, value)} }`).join(",\n");
  const functions = of("serverless.json").map(
    ({ keys }, at) => `"f${at}": { "handler": "a.b", ${inside(keys, value)} }`,
  );
  const globals = of("template.json", ({ type }) => type === "AWS::Serverless::Function").map(({ keys }) =>
    keys.slice(1),
  );
  const provider = of("serverless.json").map(({ keys }) => keys);
  const sam = `"Transform": "AWS::Serverless-2016-10-31"`;
  return [
    { path: "template.json", text: `{ "Resources": {\n${resources(of("template.json", (one) => !isSam(one)))}\n} }` },
    { path: "sam.json", text: `{ ${sam}, "Resources": {\n${resources(of("template.json", isSam))}\n} }` },
    { path: "serverless.json", text: `{ "service": "s", "functions": {\n${functions.join(",\n")}\n} }` },
    ...globals.flatMap((keys, at) =>
      keys.length === 0
        ? []
        : [
            {
              path: `globals${at}.json`,
              text: `{ ${sam}, "Globals": { "Function": { ${inside(keys, value)} } }, "Resources": { "R": { "Type": "AWS::Serverless::Function" } } }`,
            },
          ],
    ),
    ...provider.map((keys, at) => ({
      path: `s${at}/serverless.json`,
      text: `{ "service": "s", "provider": { "name": "aws", ${inside(keys, value)} }, "functions": { "f": { "handler": "a.b" } } }`,
    })),
  ];
}

/** `"A": { "B": value }`; an index is an item of a list. */
function inside([key = "", ...rest]: readonly string[], value: string): string {
  return `${JSON.stringify(key)}: ${below(rest, value)}`;
}

function below([key, ...rest]: readonly string[], value: string): string {
  if (key === undefined) return value;
  if (/^\d+$/.test(key)) return `[${below(rest, value)}]`;
  return `{ ${JSON.stringify(key)}: ${below(rest, value)} }`;
}
