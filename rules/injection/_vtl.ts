/** A reference in a mapping template to text of the caller: `$ctx.args.id`, `$util.escapeJavaScript($input.params('id'))`. */
export interface Use {
  /** Of the whole reference, in the template's text. */
  readonly start: number;
  readonly end: number;
  /** What the caller controls: `$ctx.args.id`. */
  readonly path: string;
  /** What was done to it, innermost first: `escapeJavaScript`, `urlEncode`. */
  readonly through: readonly string[];
  /** Text around it in a variable that carries it. */
  readonly beside: string;
}

/** A text in double quotes, or what stands between two such. */
export interface Part {
  /** Of the text with its quotes. */
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** The key before it: `"statement": "…"`. */
  readonly key: string;
  /** Its own words, without references. */
  readonly words: string;
  readonly uses: readonly Use[];
}

/** Longer templates are left alone. */
const longest = 50_000;

/** What a mapping template (of AppSync or API Gateway) makes its request of. */
export function partsOf(template: string): readonly Part[] {
  if (template.length > longest) return [];
  const reading = new Reading(template);
  reading.read();
  const { parts, checked } = reading;
  return parts.map((part) => ({ ...part, uses: part.uses.filter(({ path }) => !checked.has(path)) }));
}

interface Variable {
  readonly path: string;
  readonly through: readonly string[];
  readonly beside: string;
}

class Reading {
  readonly parts: (Part & { uses: Use[] })[] = [];
  /** Paths that some condition compares with something. */
  readonly checked = new Set<string>();
  private readonly variables = new Map<string, Variable | undefined>();
  private at = 0;
  private key = "";
  private current = this.begun(0, false);

  constructor(private readonly text: string) {}

  read(): void {
    while (this.at < this.text.length) this.step();
    this.end(this.at);
  }

  private step(): void {
    const { text, at } = this;
    if (text.startsWith("##", at)) this.at = endOf(text, "\n", at);
    else if (text.startsWith("#*", at)) this.at = endOf(text, "*#", at) + 1;
    else if (text[at] === "#") this.directive();
    else if (text[at] === "$") this.reference();
    else if (text[at] === "\\") this.word(2);
    else if (text[at] === '"') this.quote();
    else this.word(1);
  }

  private word(length: number): void {
    this.current.words += this.text.slice(this.at, this.at + length);
    this.at += length;
  }

  private begun(start: number, isQuoted: boolean) {
    return { start, isQuoted, key: this.key, words: "", uses: [] as Use[] };
  }

  private end(end: number): void {
    this.parts.push({ ...this.current, end });
  }

  private quote(): void {
    const { isQuoted } = this.current;
    if (isQuoted) {
      this.end(this.at + 1);
      if (/^\s*:/.test(this.text.slice(this.at + 1, this.at + 20))) this.key = this.current.words;
      this.current = this.begun(this.at + 1, false);
    } else {
      this.end(this.at);
      this.current = this.begun(this.at, true);
    }
    this.at++;
  }

  private reference(): void {
    const end = referenceEnd(this.text, this.at);
    if (end === undefined) {
      this.word(1);
      return;
    }
    const found = carried(this.text.slice(this.at, end), this.variables, 0);
    if (found) this.current.uses.push({ start: this.at, end, ...found });
    this.at = end;
  }

  private directive(): void {
    const [whole = "", name = ""] = /^#\{?(\w+)\}?[ \t]*(?=\()/.exec(this.text.slice(this.at, this.at + 40)) ?? [];
    const open = this.at + whole.length;
    const close = whole === "" ? undefined : closing(this.text, open);
    if (close === undefined) {
      this.word(1);
      return;
    }
    const inside = this.text.slice(open + 1, close);
    if (name === "set") this.assign(inside);
    if (name === "foreach") this.each(inside);
    if (name === "if" || name === "elseif") this.condition(inside);
    this.at = close + 1;
  }

  private assign(inside: string): void {
    const [, name, source = ""] = /^\s*\$!?\{?([\w-]+)\}?\s*=\s*([\s\S]*)$/.exec(inside) ?? [];
    if (name !== undefined) this.variables.set(name, carried(source.trim(), this.variables, 0));
  }

  private each(inside: string): void {
    const [, name, source = ""] = /^\s*\$!?\{?([\w-]+)\}?\s+in\s+([\s\S]*)$/.exec(inside) ?? [];
    if (name !== undefined) this.variables.set(name, carried(source.trim(), this.variables, 0));
  }

  /** That something is there says nothing of its text; what else is asked of it may be its check. */
  private condition(inside: string): void {
    const isCheck = /\.matches\(|\.contains\(|\.equals\(|[=!]=\s*(?:"[^"]|'[^'])/.test(inside);
    if (!isCheck) return;
    for (const reference of referencesIn(inside)) {
      const argument = /^\$!?\{?(?:util|[\w-]+)\.(?:matches|contains)\(([\s\S]*)\)\}?$/.exec(reference)?.[1];
      const sources = argument === undefined ? [reference] : [...referencesIn(argument), reference];
      for (const source of sources) this.check(source.replace(/\.(?:matches|contains|equals)\([\s\S]*$/, ""));
    }
  }

  private check(source: string): void {
    const found = carried(source, this.variables, 0);
    if (found) this.checked.add(found.path);
  }
}

function* referencesIn(text: string): Generator<string> {
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", at + 1)) {
    const end = referenceEnd(text, at);
    if (end === undefined) continue;
    yield text.slice(at, end);
    at = end - 1;
  }
}

/** Where a reference ends: a name, then members, calls and indices. */
function referenceEnd(text: string, start: number): number | undefined {
  const [head = "", brace] = /^\$!?(\{)?[A-Za-z_][\w-]*/.exec(text.slice(start, start + 100)) ?? [];
  if (head === "") return undefined;
  let at = start + head.length;
  for (;;) {
    const member = /^\.[A-Za-z_]\w*/.exec(text.slice(at, at + 100))?.[0];
    if (member) at += member.length;
    else if (text[at] === "(" || text[at] === "[") {
      const close = closing(text, at);
      if (close === undefined) return at;
      at = close + 1;
    } else return brace && text[at] === "}" ? at + 1 : at;
  }
}

/** The place of the bracket that closes the one at `open`; brackets in texts do not count. */
function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length && at < open + 2000; at++) {
    const character = text[at];
    if (character === "'" || character === '"') {
      at = text.indexOf(character, at + 1);
      if (at < 0) return undefined;
    } else if (character === "(" || character === "[" || character === "{") depth++;
    else if ((character === ")" || character === "]" || character === "}") && --depth === 0) return at;
  }
  return undefined;
}

const endOf = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + 1;
};

/** What the caller decides, of the arguments, parameters and the body of a request. */
const source =
  /^(?:(?:ctx|context)\.(?:args|arguments|request\.headers)\b|input\.(?:params|path)\(|input\.body\b|input\.params\(\))/;

/** Members whose result is no text of the caller's. */
const harmless =
  /\.(?:size|length|isEmpty|contains|containsKey|equals|matches|indexOf|hashCode|keySet|entrySet|intValue)\(|\.replaceAll\(\s*["']\[\^/;

/** Functions of `$util` that give back what they are given, in some form. */
const handing =
  /^util\.(escapeJavaScript|toJson|urlEncode|urlDecode|base64Encode|base64Decode|defaultIfNull\w*|parseJson|str\.\w+)\(/;

/** The caller's text in a reference, or in a text in double quotes, which holds references itself. */
function carried(
  written: string,
  variables: ReadonlyMap<string, Variable | undefined>,
  depth: number,
): Variable | undefined {
  if (depth > 5) return undefined;
  if (written.startsWith('"')) {
    const inner = [...referencesIn(written)].map((one) => carried(one, variables, depth + 1)).find(Boolean);
    return inner && { ...inner, beside: `${written}${inner.beside}` };
  }
  const [, expression = ""] = /^\$!?\{?([\s\S]*?)\}?$/.exec(written) ?? [];
  const [call, name] = handing.exec(expression) ?? [];
  if (call !== undefined && name !== undefined) {
    const inside = expression.slice(call.length).trimStart();
    const argument = inside.startsWith("$")
      ? inside.slice(0, referenceEnd(inside, 0))
      : (/^"[^"]*"/.exec(inside)?.[0] ?? "");
    const inner = carried(argument, variables, depth + 1);
    return inner && { ...inner, through: [...inner.through, name] };
  }
  if (harmless.test(expression)) return undefined;
  if (source.test(expression)) return { path: `$${expression}`, through: [], beside: "" };
  return variables.get(/^[\w-]+/.exec(expression)?.[0] ?? "");
}
