import { parseArgs } from "node:util";
import {
  type Confidence,
  confidences,
  type Profile,
  profiles,
  type Severity,
  severities,
} from "../engine/rule/finding.ts";
import { type PolicyFormat, policyFormats } from "./functions/policy.ts";
import { type CommandName, commands } from "./help.ts";
import { suggestion } from "./nearest.ts";
import { Refusal } from "./refusal.ts";

export const formats = ["text", "json", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly severity: Severity;
  readonly confidence: Confidence | undefined;
  readonly profile: Profile | undefined;
  readonly rules: readonly string[];
  /** The fixes to apply; undefined: none. */
  readonly fix: "safe" | "unsafe" | undefined;
  /** The file whose content comes from stdin. */
  readonly stdin: string | undefined;
  readonly isQuiet: boolean;
}

export interface FunctionsOptions {
  readonly paths: readonly string[];
  readonly format: "text" | "json";
  readonly output: string | undefined;
}

export interface PolicyOptions {
  readonly name: string;
  readonly paths: readonly string[];
  readonly format: PolicyFormat;
  readonly output: string | undefined;
}

export type Command =
  | { readonly kind: "usage" }
  | { readonly kind: "version" }
  | { readonly kind: "help"; readonly of: CommandName }
  | { readonly kind: "check"; readonly options: CheckOptions }
  | { readonly kind: "functions"; readonly options: FunctionsOptions }
  | { readonly kind: "policy"; readonly options: PolicyOptions }
  | { readonly kind: "explain"; readonly id: string }
  | { readonly kind: "rules"; readonly format: "text" | "json" }
  | { readonly kind: "lsp" };

type OptionTypes = Readonly<
  Record<string, { readonly type: "string" | "boolean"; readonly multiple?: boolean; readonly short?: string }>
>;

const common: OptionTypes = { help: { type: "boolean", short: "h" }, version: { type: "boolean" } };

const optionsOf: Readonly<Record<CommandName, OptionTypes>> = {
  check: {
    format: { type: "string" },
    output: { type: "string" },
    severity: { type: "string" },
    confidence: { type: "string" },
    profile: { type: "string" },
    rule: { type: "string", multiple: true },
    fix: { type: "boolean" },
    "unsafe-fixes": { type: "boolean" },
    stdin: { type: "boolean" },
    "stdin-filename": { type: "string" },
    quiet: { type: "boolean" },
  },
  functions: { format: { type: "string" }, output: { type: "string" } },
  policy: { format: { type: "string" }, output: { type: "string" } },
  explain: {},
  rules: { format: { type: "string" } },
  lsp: { stdio: { type: "boolean" }, clientProcessId: { type: "string" } },
};

/** What the command line asks for. Throws a `Refusal` if that cannot be understood. */
export function commandOf(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") return { kind: "usage" };
  if (first === "--version") return { kind: "version" };
  const name = commands.find((command) => command === first);
  if (!name) throw new Refusal(`There is no command '${first}'.${suggestion(first, commands)} Try 'handrail --help'.`);
  const { values, positionals } = parsed(name, rest);
  if (values.help) return { kind: "help", of: name };
  if (values.version) return { kind: "version" };
  switch (name) {
    case "check":
      return { kind: "check", options: checkOptions(values, positionals) };
    case "functions":
      return {
        kind: "functions",
        options: {
          paths: positionals,
          format: oneOf(values, "format", ["text", "json"]) ?? "text",
          output: text(values, "output"),
        },
      };
    case "policy":
      return { kind: "policy", options: policyOptions(values, positionals) };
    case "explain":
      return { kind: "explain", id: onlyOne(positionals) };
    case "rules":
      return { kind: "rules", format: oneOf(values, "format", ["text", "json"]) ?? "text" };
    case "lsp":
      return { kind: "lsp" };
  }
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function parsed(name: CommandName, args: readonly string[]): { values: Values; positionals: string[] } {
  const options = { ...common, ...optionsOf[name] };
  const { values, positionals, tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  for (const token of tokens) if (token.kind === "option") checkOption(token, options, name);
  return { values, positionals };
}

/** A clear word about an option that does not exist, lacks its value or has one that it does not take. */
function checkOption(
  token: { name: string; rawName: string; value?: string | undefined },
  options: OptionTypes,
  command: string,
): void {
  const option = options[token.name];
  if (!option) {
    const known = suggestion(token.name, Object.keys(options)).replaceAll(/'([\w-]+)'/g, "'--$1'");
    throw new Refusal(
      `'handrail ${command}' has no option '${token.rawName}'.${known} Try 'handrail ${command} --help'.`,
    );
  }
  if (option.type === "boolean" && token.value !== undefined) throw new Refusal(`'${token.rawName}' takes no value.`);
  const hasValue = token.value !== undefined && !/^--?\w/.test(token.value);
  if (option.type === "string" && !hasValue) throw new Refusal(`'${token.rawName}' needs a value.`);
}

function checkOptions(values: Values, paths: readonly string[]): CheckOptions {
  if (values["unsafe-fixes"] && !values.fix) throw new Refusal("'--unsafe-fixes' needs '--fix'.");
  return {
    paths,
    format: oneOf(values, "format", formats) ?? "text",
    output: text(values, "output"),
    severity: oneOf(values, "severity", severities) ?? "hint",
    confidence: oneOf(values, "confidence", confidences),
    profile: oneOf(values, "profile", profiles),
    rules: (values.rule as string[] | undefined) ?? [],
    fix: values.fix ? (values["unsafe-fixes"] ? "unsafe" : "safe") : undefined,
    stdin: stdinFile(values, paths),
    isQuiet: values.quiet === true,
  };
}

function stdinFile(values: Values, paths: readonly string[]): string | undefined {
  const file = text(values, "stdin-filename");
  if (!values.stdin) {
    if (file !== undefined) throw new Refusal("'--stdin-filename' needs '--stdin'.");
    return undefined;
  }
  if (file === undefined)
    throw new Refusal("'--stdin' needs '--stdin-filename', which says what file the text belongs to.");
  if (paths.length > 0) throw new Refusal("'--stdin' takes the place of paths; give one or the other.");
  return file;
}

function policyOptions(values: Values, [name, ...paths]: readonly string[]): PolicyOptions {
  if (name === undefined)
    throw new Refusal("'handrail policy' needs the name of a function; 'handrail functions' lists them.");
  return { name, paths, format: oneOf(values, "format", policyFormats) ?? "yaml", output: text(values, "output") };
}

function onlyOne(positionals: readonly string[]): string {
  const [id, ...more] = positionals;
  if (id === undefined) throw new Refusal("'handrail explain' needs the id of a rule; 'handrail rules' lists them.");
  if (more.length > 0) throw new Refusal("'handrail explain' explains one rule at a time.");
  return id;
}

const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
};

function oneOf<T extends string>(values: Values, name: string, allowed: readonly T[]): T | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const found = allowed.find((word) => word === value);
  if (!found) throw new Refusal(`'--${name}' is one of ${allowed.join(", ")}, not '${value}'.`);
  return found;
}
