import { type ParseError, parse } from "jsonc-parser";
import type { LibraryModel } from "../flow/models.ts";
import { type Confidence, confidences, type Profile, profiles, type Severity, severities } from "../rule/finding.ts";
import { readModels } from "./read-models.ts";

/** `handrail.json`, or the editor's settings. */
export interface Config {
  readonly profile: Profile;
  /** Per rule: its severity, or "off"; "on" for one that is off by default. A key that ends in `/*` speaks for an area. */
  readonly rules: Readonly<Record<string, Severity | "off" | "on">>;
  /** Glob patterns of paths relative to the configuration's folder that are not looked at. */
  readonly exclude: readonly string[];
  /** Findings less sure than this are not shown. */
  readonly confidence: Confidence;
  readonly options: Options;
  /** What the project's own libraries, and others that Handrail does not know, mean. */
  readonly models: readonly LibraryModel[];
}

/** Values that cures write, and what some rules have to be told. */
export interface Options {
  /** Seconds that a function gets as its timeout. */
  readonly timeout: number;
  /** Megabytes that a function gets. Undefined: 512, or what the Serverless Framework gives to its own, which needs no less than before. */
  readonly memory: number | undefined;
  /** How many copies of a function may run at once. */
  readonly concurrency: number;
  /** Where data may be. None: anywhere, and nothing is said of regions. */
  readonly allowedRegions: readonly string[];
}

/** The least and the most that Lambda takes. */
export const optionLimits = {
  timeout: [1, 900],
  memory: [128, 10_240],
  concurrency: [1, Number.MAX_SAFE_INTEGER],
} as const satisfies Readonly<Partial<Record<keyof Options, readonly [number, number]>>>;

export const isSameOptions = (a: Options, b: Options): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export const defaultConfig: Config = {
  profile: "default",
  rules: {},
  exclude: [],
  confidence: "medium",
  options: { timeout: 30, memory: undefined, concurrency: 10, allowedRegions: [] },
  models: [],
};

/** Reads `handrail.json`. What is wrong is told in a sentence each; what is right beside it still counts. */
export function loadConfig(text: string): { readonly config: Config; readonly problems: readonly string[] } {
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isRecord(root)) return { config: defaultConfig, problems: ["it is not a JSON object"] };
  const problems: string[] = [];
  for (const key of Object.keys(root))
    if (!(key in readers) && key !== "$schema") problems.push(`'${key}' is not a setting`);
  const config: Record<string, unknown> = { ...defaultConfig };
  for (const [key, read] of Object.entries(readers)) if (key in root) config[key] = read(root[key], problems);
  return { config: config as unknown as Config, problems };
}

const readers: { readonly [K in keyof Config]: (value: unknown, problems: string[]) => Config[K] } = {
  profile(value, problems) {
    const known = profiles.find((word) => word === value);
    return (
      known ?? wrong(problems, `'profile' is not ${profiles.slice(0, -1).join(", ")} or ${profiles.at(-1)}`, "default")
    );
  },
  rules(value, problems) {
    if (!isRecord(value)) return wrong(problems, "'rules' is not an object", {});
    const levels: readonly unknown[] = [...severities, "off", "on"];
    const entries = Object.entries(value).filter(
      ([id, level]) => levels.includes(level) || wrong(problems, `'${id}' has no known severity`, false),
    );
    return Object.fromEntries(entries) as Config["rules"];
  },
  exclude(value, problems) {
    const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
    return isList ? value : wrong(problems, "'exclude' is not a list of patterns", []);
  },
  confidence(value, problems) {
    const known = confidences.find((word) => word === value);
    return known ?? wrong(problems, "'confidence' is not high, medium or low", defaultConfig.confidence);
  },
  options(value, problems) {
    if (!isRecord(value)) return wrong(problems, "'options' is not an object", defaultConfig.options);
    const right = Object.entries(value).filter(([key, option]) => {
      const problem = problemOf(key, option);
      return problem === undefined || wrong(problems, `option '${key}' ${problem}`, false);
    });
    return { ...defaultConfig.options, ...Object.fromEntries(right) };
  },
  models: readModels,
};

function problemOf(key: string, option: unknown): string | undefined {
  if (key === "allowedRegions") {
    const isList = Array.isArray(option) && option.every((item) => typeof item === "string");
    return isList ? undefined : "is not a list of regions";
  }
  const limits = new Map<string, readonly [number, number]>(Object.entries(optionLimits)).get(key);
  if (!limits) return "is not known";
  const [least, most] = limits;
  const isRight = typeof option === "number" && Number.isInteger(option) && option >= least && option <= most;
  if (isRight) return undefined;
  return `is not a whole number ${most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`}`;
}

function wrong<T>(problems: string[], sentence: string, instead: T): T {
  problems.push(sentence);
  return instead;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a path, relative to the configuration's folder, fits a glob: `*` within a folder, `**` across, `?` one character. */
export function fits(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const names = path.split("/");
  return partsFit(parts, names) || (parts.length === 1 && names.some((name) => nameFits(pattern, name)));
}

function partsFit(parts: readonly string[], names: readonly string[]): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) return true;
  if (first === "**") return names.some((_, at) => partsFit(rest, names.slice(at))) || rest.length === 0;
  const [name, ...others] = names;
  return name !== undefined && nameFits(first, name) && partsFit(rest, others);
}

/** Wildcards by the two-pointer walk: linear for one star, at worst the product of the lengths. */
export function nameFits(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let from = 0;
  while (n < name.length) {
    if (pattern[p] === "*") {
      star = p++;
      from = n;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++from;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
