import { type Code, type Cure, type Edit, type Flow, nodesOf, type SiteEdit, textAt } from "../../engine/authoring.ts";
import { operandsOf, type Part, written } from "../shared/query-text.ts";
import { shellWords } from "./_shell-words.ts";

/** The program called by itself, each word of the command an item of its list of arguments. */
export function withoutShell(flow: Flow, edit: Edit): Cure | undefined {
  const { call, facts } = flow;
  if (call.kind !== "call" || call.args.some(({ kind }) => kind === "spread")) return undefined;
  const edits =
    facts["instead"] !== undefined
      ? insteadOfExec(flow, call, facts["instead"], edit)
      : facts["behind"] !== undefined
        ? insteadOfShell(flow, call, edit)
        : withoutOption(flow, call, edit);
  return edits && { title: "Run the program without a shell", safety: "unsafe", edits };
}

/** `exec(text, options, callback)` as `execFile(program, list, options, callback)`. */
function insteadOfExec(flow: Flow, call: Code.Call, instead: string, edit: Edit): readonly SiteEdit[] | undefined {
  const [text, options] = call.args;
  const built = text && builtText(flow, text);
  const list = built && programAndList(built.text, flow, edit);
  const callee = calleeInstead(flow, call, instead, edit);
  if (!list || !callee || (options && !isFree(options))) return undefined;
  return [...edit.text(text, list), ...callee, ...(built.statement ? dropped(built.statement, edit) : [])];
}

/** Options that ask for no shell of their own, or the callback. */
const isFree = (options: Code.Expression): boolean =>
  options.kind === "function" ||
  (options.kind === "object" && options.properties.every(({ key }) => typeof key === "string" && key !== "shell"));

/** `execFile("sh", ["-c", text])`: the program and the list of the text. */
function insteadOfShell(flow: Flow, call: Code.Call, edit: Edit): readonly SiteEdit[] | undefined {
  const [shell, list] = call.args;
  if (!shell || list?.kind !== "array" || list.items.length !== 2 || flow.value === list) return undefined;
  const words = programAndList(flow.value, flow, edit);
  return words === undefined ? undefined : edit.text({ block: shell.block, start: shell.start, end: list.end }, words);
}

/** `spawn(program, list, { shell: true })` without the option. */
function withoutOption(flow: Flow, call: Code.Call, edit: Edit): readonly SiteEdit[] | undefined {
  const options = call.args.find(({ kind }) => kind === "object");
  const [program, list] = call.args;
  if (options?.kind !== "object" || !program) return undefined;
  const rest = withoutShellOption(options, edit);
  if (!rest) return undefined;
  if (list?.kind === "array") {
    const texts = [program, ...list.items].map((item) => flow.literal(item) ?? "");
    const isPlain =
      typeof flow.literal(program) === "string" && texts.every((text) => /^[\w./:=@%+, -]*$/.test(String(text)));
    return isPlain && !/\s/.test(String(texts[0])) ? rest : undefined;
  }
  const words = list === options ? programAndList(program, flow, edit) : undefined;
  return words === undefined ? undefined : [...edit.text(program, words), ...rest];
}

function withoutShellOption(options: Code.ObjectExpression, edit: Edit): readonly SiteEdit[] | undefined {
  const index = options.properties.findIndex(({ key }) => key === "shell");
  const property = options.properties[index];
  if (!property || options.properties.some(({ key }) => typeof key !== "string")) return undefined;
  if (options.properties.length === 1) return edit.text(options, "{}");
  const [before, after] = [options.properties[index - 1], options.properties[index + 1]];
  const site = after
    ? { block: property.block, start: property.start, end: after.start }
    : { block: property.block, start: before?.end ?? property.start, end: property.end };
  return edit.text(site, "");
}

/** `"convert", ["in.png", name]`: a command's text as the first two arguments of `execFile`. */
function programAndList(text: Code.Expression, flow: Flow, edit: Edit): string | undefined {
  const operands = operandsOf(text, flow.literal);
  const words = operands && shellWords(operands.flatMap(({ parts }) => parts));
  const [program, ...list] = words?.map((word) => wordText(word, edit.quote(text), flow)) ?? [];
  return program === undefined ? undefined : `${program}, [${list.join(", ")}]`;
}

function wordText(word: readonly Part[], quote: '"' | "'", flow: Flow): string {
  const [only] = word;
  return word.length === 1 && only?.kind === "hole" ? asText(only.source, flow) : written(word, quote, "template");
}

/** Parts of a request that are text, whatever was sent. */
const textSource = /\.(?:queryStringParameters|pathParameters|headers|cookies|key|messageAttributes)\b/;

/** An argument must be text: what comes from there is, any other value may be a number. */
const asText = (source: string, flow: Flow): string =>
  textSource.test(flow.source) && /^[\w$.?[\]"']+$/.test(source) ? source : `String(${source})`;

/** What is called instead: `cp.execSync` → `cp.execFileSync`, `execAsync` → `promisify(execFile)`. */
function calleeInstead(flow: Flow, call: Code.Call, instead: string, edit: Edit): readonly SiteEdit[] | undefined {
  const { callee } = call;
  if (callee.kind === "call") return promisedInstead(callee, instead, edit);
  if (callee.kind === "member")
    return callee.property === "exec" || callee.property === "execSync"
      ? edit.text(callee.propertyAt, instead)
      : undefined;
  if (callee.kind !== "name") return undefined;
  const isOwnName = callee.name === "exec" || callee.name === "execSync";
  const imported = edit.importName(call, instead, "node:child_process");
  const isAwaited = flow.around(call).at(-1)?.kind === "await";
  if (instead === "execFileSync" || (isOwnName && !isAwaited))
    return isOwnName ? [...edit.text(callee, instead), ...imported] : undefined;
  if (!isAwaited) return undefined;
  return [
    ...edit.text(callee, `promisify(${instead})`),
    ...imported,
    ...edit.importName(call, "promisify", "node:util"),
  ];
}

/** `promisify(exec)` → `promisify(execFile)`. */
function promisedInstead(callee: Code.Call, instead: string, edit: Edit): readonly SiteEdit[] | undefined {
  const [promised, ...others] = callee.args;
  if (others.length > 0 || !/\bpromisify$/.test(textAt(callee.callee))) return undefined;
  if (promised?.kind === "member" && promised.property === "exec") return edit.text(promised.propertyAt, instead);
  if (promised?.kind !== "name" || promised.name !== "exec") return undefined;
  return [...edit.text(promised, instead), ...edit.importName(callee, instead, "node:child_process")];
}

interface Built {
  readonly text: Code.Expression;
  /** The declaration that nobody needs any more. */
  readonly statement?: Code.Statement;
}

/** Where the command's text is built: the argument itself, or the one constant of the same function that holds it for this call only. */
function builtText(flow: Flow, argument: Code.Expression): Built | undefined {
  if (argument.kind !== "name") return { text: argument };
  const around = flow.around(flow.call);
  const scope = around.findLast((node) => node.kind === "function");
  const text = flow.definition(argument.name);
  if (!scope || !text || scope.kind !== "function") return undefined;
  const nodes = [...nodesOf(scope)];
  const uses = nodes.filter((node) => node.kind === "name" && node.name === argument.name);
  const statement = nodes.find((node) => node.kind === "variable" && node.initial === text);
  if (statement?.kind !== "variable" || statement.word === "var") return undefined;
  return uses.length === 1 && /^(?:const|let)\b/.test(textAt(statement)) ? { text, statement } : { text };
}

/** The statement with the line it stands on. */
function dropped(statement: Code.Statement, edit: Edit): readonly SiteEdit[] {
  const { text } = statement.block;
  const from = text.slice(0, statement.start).replace(/[ \t]+$/, "").length;
  const end = statement.end + (/^;?[ \t]*/.exec(text.slice(statement.end))?.[0].length ?? 0);
  const newline = /^\r?\n/.exec(text.slice(end))?.[0];
  const isAlone = newline !== undefined && (from === 0 || text[from - 1] === "\n");
  const site = isAlone
    ? { block: statement.block, start: from, end: end + newline.length }
    : { block: statement.block, start: statement.start, end };
  return edit.text(site, "");
}
