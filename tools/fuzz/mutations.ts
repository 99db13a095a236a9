import fc from "fast-check";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import type { Entry, Node } from "../../engine/syntax/node.ts";
import { languageOf, readDocument } from "../../engine/syntax/read.ts";
import type { MarkedFile } from "../markers.ts";
import { oddTexts, wrongIntrinsics, wrongTypes, yamlOnly } from "./wrong-values.ts";

/** One way to spoil a text. `where` and `what` choose among what it offers. */
export interface Mutation {
  readonly kind: keyof typeof kinds;
  readonly where: number;
  readonly what: number;
}

type Spoil = (tree: TreeDocument, where: number, what: number) => string;

const pick = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(1, all.length)];

const put = (text: string, { start, end }: { start: number; end: number }, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** All values, entries and keys of a tree; aliases are not followed. */
function* partsIn(node: Node): Generator<Node | Entry> {
  yield node;
  if (node.kind === "sequence") for (const item of node.items) yield* partsIn(item);
  if (node.kind !== "mapping") return;
  for (const entry of node.entries) {
    yield entry;
    yield* partsIn(entry.value);
  }
}

const partsOf = (tree: TreeDocument): readonly (Node | Entry)[] => tree.roots.flatMap((root) => [...partsIn(root)]);
export const valuesOf = (tree: TreeDocument): readonly Node[] =>
  partsOf(tree).flatMap((part) => ("key" in part ? [] : [part]));
const entriesOf = (tree: TreeDocument): readonly Entry[] =>
  partsOf(tree).flatMap((part) => ("key" in part ? [part] : []));

/** The text with a value in place of another, which is there or missing. */
export function withValue(tree: TreeDocument, node: Node, value: string): string {
  const { text } = tree.file;
  return put(text, node, node.start === node.end && value ? ` ${value}` : value);
}

const replacing =
  (values: (tree: TreeDocument) => readonly string[]): Spoil =>
  (tree, where, what) => {
    const node = pick(valuesOf(tree), where);
    return node ? withValue(tree, node, pick(values(tree), what) ?? "") : tree.file.text;
  };

const inYaml = (tree: TreeDocument): boolean => tree.language === "yaml";

/** A line, or a few, from somewhere. */
function linesAt(text: string, where: number, count: number) {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const first = where % starts.length;
  return { start: starts[first] ?? 0, end: starts[first + count] ?? text.length };
}

/** Names of entries around a value, from the root: what leads to it by `${self:}`. */
function pathTo(tree: TreeDocument, node: Node): readonly string[] {
  const around = entriesOf(tree).filter(({ value }) => value.start <= node.start && node.end <= value.end);
  return around.map(({ key }) => String(key.value));
}

const circular: Spoil = (tree, where, what) => {
  const node = pick(valuesOf(tree), where);
  if (!node) return tree.file.text;
  const path = pathTo(tree, node);
  const names = entriesOf(tree).map(({ key }) => String(key.value));
  const name = path[1] ?? pick(names, what) ?? "A";
  const own = `\${self:${path.slice(0, 1 + (what % Math.max(1, path.length))).join(".")}}`;
  const forms = [
    { Ref: name },
    { "Fn::GetAtt": [name, "Arn"] },
    { "Fn::Sub": `\${${name}.Arn}\${${pick(names, what)}}` },
    own,
    `\${self:${path.join(".")}, ${own}}`,
    { "Fn::If": [name, { Ref: name }, { "Fn::GetAtt": [name, "Ref"] }] },
    { Condition: name },
    { "Fn::Not": [{ Condition: name }] },
  ];
  return withValue(tree, node, JSON.stringify(pick(forms, what)));
};

const deep: Spoil = (tree, where, what) => {
  const node = pick(valuesOf(tree), where);
  if (!node) return tree.file.text;
  const levels = [5, 50, 190, 210, 10_000][what % 5] ?? 5;
  const forms = [
    ["[", "]"],
    ['{ "a": ', " }"],
    ['{ "Fn::If": ["IsProd", ', ", 1] }"],
    ['{ "Fn::Join": ["", [', "]] }"],
    ['{ "Fn::Sub": ["${a}", { "a": ', "}] }"],
  ];
  const [open = "", close = ""] = pick(forms, what >> 3) ?? [];
  return withValue(tree, node, `${open.repeat(levels)}1${close.repeat(levels)}`);
};

const bomb: Spoil = (tree, where, what) => {
  const node = pick(valuesOf(tree), where);
  if (!node || !inYaml(tree)) return tree.file.text;
  const names = [..."bcdefghi"];
  const lists = names.map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`)}]`);
  const maps = names.map((name, at) => `${name}: &${name} {<<: [${Array(5).fill(`*${"abcdefgh"[at]}`)}], x${at}: 1}`);
  const [first, others] = what % 2 ? ["a: &a [x]", lists] : ["a: &a {x: 1}", maps];
  const used = pick(["*i", "{ <<: *i }", "[*i, *i]", "{ a: *i, <<: [*i, *h] }"], what >> 1) ?? "*i";
  return `${first}\n${others.join("\n")}\n${withValue(tree, node, used)}`;
};

/** An entry of the tree put below another, or twice: names and keys collide. */
const doubled: Spoil = (tree, where, what) => {
  const { text } = tree.file;
  const entries = entriesOf(tree);
  const [from, to] = [pick(entries, where), pick(entries, what % 2 ? where : what)];
  if (!from || !to) return text;
  const indent = /[ \t]*$/.exec(text.slice(0, to.start))?.[0] ?? "";
  const between = inYaml(tree) ? `\n${indent}` : ",";
  return put(text, { start: to.end, end: to.end }, between + text.slice(from.start, from.end));
};

const strangeKeys =
  "Type Properties Ref Fn::If Fn::GetAtt Fn::Sub Fn::Transform Fn::ForEach::A << __proto__ constructor toString Resources Conditions Parameters Condition DeletionPolicy functions provider events 0".split(
    " ",
  );

const renamed: Spoil = (tree, where, what) => {
  const entry = pick(entriesOf(tree), where);
  if (!entry) return tree.file.text;
  const names = [...strangeKeys, ...entriesOf(tree).map(({ key }) => String(key.value))];
  return put(tree.file.text, entry.key, JSON.stringify(pick(names, what)));
};

const swapped: Spoil = (tree, where, what) => {
  const { text } = tree.file;
  const [node, other] = [pick(valuesOf(tree), where), pick(valuesOf(tree), what)];
  return node && other ? put(text, node, text.slice(other.start, other.end)) : text;
};

const odd = [
  "\t",
  "\0",
  "\uFEFF",
  "\r",
  "\r\n",
  "\u2028",
  "😀",
  "\ud800",
  '"',
  "'",
  "{",
  "}",
  "[",
  "]",
  ":",
  "#",
  "- ",
  "|",
  "${",
  "!",
  "&a ",
  "*a",
  "\\",
  "---\n",
  "...\n",
];

/** Puts another type in place of each of the tree's own, so that other rules wake at properties that are not theirs. */
const retyped =
  (types: readonly string[]): Spoil =>
  (tree, where, what) => {
    const found = entriesOf(tree).filter(({ key }) => key.value === "Type");
    const entry = pick(found, where);
    return entry ? put(tree.file.text, entry.value, JSON.stringify(pick(types, what))) : tree.file.text;
  };

const resourceTypes = [
  ..."S3::Bucket SQS::Queue SNS::Topic KMS::Key Lambda::Function Lambda::Permission Lambda::EventSourceMapping Lambda::Url DynamoDB::Table IAM::Role IAM::ManagedPolicy IAM::Policy ApiGateway::RestApi ApiGateway::Stage ApiGateway::Method ApiGatewayV2::Api ApiGatewayV2::Route ApiGatewayV2::Stage Logs::LogGroup StepFunctions::StateMachine Events::Rule RDS::DBInstance RDS::DBCluster SecretsManager::Secret Cognito::UserPool EC2::SecurityGroup CloudFront::Distribution OpenSearchService::Domain Kinesis::Stream ElastiCache::ReplicationGroup AppSync::GraphQLApi EFS::FileSystem CodeBuild::Project WAFv2::WebACL CloudTrail::Trail Serverless::Function Serverless::Api Serverless::HttpApi Serverless::StateMachine Serverless::SimpleTable Serverless::LayerVersion Serverless::GraphQLApi Serverless::Connector Serverless::Application"
    .split(" ")
    .map((name) => `AWS::${name}`),
  "Custom::Thing",
  "AWS::",
  "",
];

const kinds = {
  type: replacing((tree) => (inYaml(tree) ? [...wrongTypes, ...yamlOnly] : wrongTypes)),
  intrinsic: replacing(() => wrongIntrinsics),
  odd: replacing(() => oddTexts),
  circular,
  deep,
  bomb,
  doubled,
  renamed,
  swapped,
  retyped: retyped(resourceTypes),
  "without lines": ({ file }, where, what) => put(file.text, linesAt(file.text, where, 1 + (what % 3)), ""),
  "cut off": ({ file }, where) => file.text.slice(0, where % (file.text.length + 1)),
  "cut out": ({ file }, where, what) => {
    const start = where % (file.text.length + 1);
    return put(file.text, { start, end: Math.min(file.text.length, start + 1 + (what % 40)) }, "");
  },
  "letters put in": ({ file }, where, what) => {
    const start = where % (file.text.length + 1);
    return put(file.text, { start, end: start }, pick(odd, what) ?? "");
  },
  "indented otherwise": ({ file }, where, what) => {
    const { start } = linesAt(file.text, where, 1);
    const spaces = /^ */.exec(file.text.slice(start))?.[0].length ?? 0;
    return put(file.text, { start, end: start + spaces }, " ".repeat(what % 12));
  },
  "lines moved": ({ file }, where, what) => {
    const from = linesAt(file.text, where, 1 + (what % 6));
    const lines = file.text.slice(from.start, from.end);
    const rest = put(file.text, from, "");
    const { start } = linesAt(rest, what, 1);
    return put(rest, { start, end: start }, lines);
  },
  "Windows line ends": ({ file }) => file.text.replaceAll(/\r?\n/g, "\r\n"),
} satisfies Readonly<Record<string, Spoil>>;

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as Mutation["kind"][])),
  where: fc.nat(100_000),
  what: fc.nat(100_000),
});

/** The longest text that is made: repeated mutations could make any length. */
const longest = 300_000;

/** The file after mutations, each of what the one before it left. A file that is no tree stays as it is. */
export function mutated(file: MarkedFile, mutations: readonly Mutation[]): MarkedFile {
  let { text } = file;
  for (const { kind, where, what } of mutations) {
    const language = languageOf(file.path, text);
    if (language !== "yaml" && language !== "json") return file;
    const tree = readDocument({ path: file.path, version: 1, text });
    const spoil: Spoil = kinds[kind];
    const next = spoil(tree as TreeDocument, where, what);
    if (next.length <= longest) text = next;
  }
  return { path: file.path, text };
}
