/** A small generator of numbers: the same sequence for the same seed. */
export class Random {
  constructor(private state: number) {}

  below(most: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 4294967296) * most);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  isOneIn(times: number): boolean {
    return this.below(times) === 0;
  }
}

const words = ["Type", "Ref", "Properties", "Name", "Key", "a", "Fn::Sub", "/users/{id}", "x-y", "200", "$ref", "<<"];
const plains = [
  "AWS::S3::Bucket",
  "12",
  "1.5",
  "true",
  "~",
  "text of words",
  "012",
  "a#b",
  "http://x/y?z=1",
  "-5",
  "2010-09-09",
];

/** A YAML template with whatever may stand in one. */
export function randomYaml(random: Random): string {
  const lines: string[] = [];
  if (random.isOneIn(4)) lines.push(random.one(["---", "# about", "", "--- # c"]));
  let anchors = 0;
  const key = () =>
    random.one([random.one(words), `N${random.below(50)}`, `'q ${random.below(9)}'`, `"d ${random.below(9)}"`]);
  const flow = (depth: number): string =>
    random.one([
      () => random.one(plains).replace(/[#:].*/, ""),
      () => `'a, ''b'' ${random.below(9)}'`,
      () => '"c \\" \\n d"',
      () => `!Ref N${random.below(50)}`,
      () => (depth > 2 ? "1" : `[${[1, 2].map(() => flow(depth + 1)).join(", ")}]`),
      () => (depth > 2 ? "x" : `{a: ${flow(depth + 1)}, "b": ${flow(depth + 1)}}`),
      () => "[]",
      () => "{ }",
    ])();
  const value = (indent: number, depth: number): void => {
    const pad = " ".repeat(indent);
    const add = (text: string) => {
      lines[lines.length - 1] += text;
    };
    const nested = (prefix: string) => {
      add(prefix);
      if (random.isOneIn(2)) mapping(indent + random.one([2, 2, 4]), depth + 1);
      else items(indent + random.one([0, 2]), depth + 1);
    };
    const kinds: (() => unknown)[] = [
      () => add(` ${random.one(plains)}`),
      () => add(` ${random.one(plains)} # note`),
      () => add(` ${flow(0)}`),
      () => add(` '${random.one(plains)}: # '`),
      () => add(` !Sub "\${${random.one(words)}} \\t"`),
      () => add(random.one(["", " ", " # none", " !If", " !!str 5", " !!str"])),
      () => add(` ${random.one(["|", "|-", "|+", ">", ">-", "|2"])}\n${pad}  one\n${pad}   two\n\n${pad}  # three\n`),
      () => add(` >\n${pad}  one\n${pad}  two`),
      () => add(` "long\n${pad}   string"`),
      () => add(` long\n${pad}   plain`),
      () => add(` [ a,\n${pad}   b ]`),
      () => add(` 'runs\n${pad.slice(2)}on'`),
      () => add(` [ a,\n${pad.slice(1)}b ]`),
      () => add(` &x${anchors++} ${flow(0)}`),
      () => add(anchors > 0 ? ` *x${random.below(anchors)}` : " none"),
    ];
    if (depth > 3 || random.isOneIn(2)) random.one(random.isOneIn(2) ? kinds.slice(0, 6) : kinds)();
    else nested(random.one(["", "", "", " # c", " !If", ` &x${anchors++}`]));
  };
  const mapping = (indent: number, depth: number) => {
    for (let left = 1 + random.below(4); left > 0; left--) {
      if (random.isOneIn(8)) lines.push(random.one(["", "# c", `${" ".repeat(indent)}# at ${indent}`, "   "]));
      lines.push(`${" ".repeat(indent)}${key()}:`);
      value(indent, depth);
    }
  };
  const items = (indent: number, depth: number) => {
    for (let left = 1 + random.below(3); left > 0; left--) {
      lines.push(`${" ".repeat(indent)}-`);
      if (random.isOneIn(3)) {
        lines[lines.length - 1] += ` ${key()}:`;
        value(indent + 2, depth + 1);
        lines.push(`${" ".repeat(indent + 2)}${key()}: 1`);
      } else value(indent, depth);
    }
  };
  for (let left = 2 + random.below(4); left > 0; left--) mapping(0, 0);
  const text = `${lines.join("\n")}${random.isOneIn(5) ? "" : "\n"}`;
  return `${random.isOneIn(20) ? "\uFEFF" : ""}${random.isOneIn(8) ? text.replaceAll("\n", "\r\n") : text}`;
}

/** A JSON template, on many lines or one, with comments or without. */
export function randomJson(random: Random): string {
  const value = (depth: number): unknown => {
    const kind = random.below(depth > 4 ? 5 : 10);
    if (kind < 5) return random.one<unknown>(['a "b" {', "x\\y]", 12, -1.5, true, null, "", "é, // no", "}"]);
    if (kind < 7) return Array.from({ length: random.below(3) }, () => value(depth + 1));
    return object(depth + 1);
  };
  const object = (depth: number): unknown =>
    Object.fromEntries(
      Array.from({ length: random.below(5) }, (_, index) => [`${random.one(words)}${index}`, value(depth)]),
    );
  const root = Object.fromEntries(["A", "Resources", "B"].map((name) => [name, value(name === "Resources" ? 0 : 3)]));
  let text = JSON.stringify(root, undefined, random.one([0, 2, 2, 2, 4]));
  if (random.isOneIn(4))
    text = text.replace(/,/g, (comma) => (random.isOneIn(3) ? `${comma} /* c, " */ // d\n` : comma));
  if (random.isOneIn(4)) text = text.replace(/(?<=\d)\n/g, ",\n");
  return random.isOneIn(8) ? text.replaceAll("\n", "\r\n") : text;
}

const typed = [
  "x",
  " ",
  "\n",
  "  ",
  "\t",
  ":",
  ": ",
  "- ",
  "#",
  " # c",
  '"',
  "'",
  "[",
  "]",
  "{",
  "}",
  ",",
  "&x1 ",
  "*x1",
  "!T ",
  "|",
  ">",
  "|\n",
  "\r\n",
  "Foo:\n",
  "\nFoo",
  "\n  Foo: 1\n",
  "\nFoo: 1\n",
  "\n    Foo:\n",
  "---\n",
  "\n---\n",
  "...\n",
  "? ",
  "%",
  "\\",
  "é",
  "<<: *x0\n",
  '"k": 1,',
  ', "k": {',
  '"',
  "//",
  "/* ",
  "null",
];

/** What may happen to a text between two versions. */
export function randomEdit(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const lineEnd = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at) + 1;
  const line = text.slice(lineStart, lineEnd);
  const replaced = (start: number, end: number, by: string) => text.slice(0, start) + by + text.slice(end);
  const word = () =>
    replaced(at, at, "").replace(/[a-z]{3}/g, (found, offset: number) =>
      random.isOneIn(40) && offset > 0 ? `${found}x` : found,
    );
  return random.one([
    word,
    word,
    () => replaced(at, at, random.one(typed)),
    () => replaced(at, at, random.one(typed)),
    () => replaced(at, at + 1 + random.below(3), ""),
    () => replaced(at, at + random.below(60), ""),
    () => replaced(lineStart, lineEnd, ""),
    () => replaced(lineStart, lineStart, line),
    () => replaced(lineStart, lineStart, "  "),
    () => replaced(lineStart, lineEnd, line.replace(/^ {1,2}/, "")),
    () => replaced(at, at, text.slice(lineStart, lineStart + random.below(200))),
    () => replaced(lineStart, lineStart, text.slice(0, random.below(100))),
    () =>
      random.isOneIn(5)
        ? text.replaceAll("\n", "\r\n").replaceAll("\r\r", "\r")
        : replaced(lineEnd, lineEnd, "  New:\n    a: 1\n"),
  ])();
}
