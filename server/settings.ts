import { type ParseError, parse } from "jsonc-parser";
import { loadConfig } from "../engine/project/config.ts";
import type { Scope } from "./event.ts";

/** The `handrail` section of the editor's settings. */
export interface Settings {
  readonly scope: Scope;
  /** Lines over functions and handlers are shown. */
  readonly hasLenses: boolean;
  readonly minimumConfidence: string | undefined;
  readonly profile: string | undefined;
  readonly rules: Readonly<Record<string, unknown>>;
}

/** Reads what an editor answers; what is missing or of a wrong type counts as not set. */
export function settingsOf(raw: unknown): Settings {
  const section = isObject(raw) ? raw : {};
  const isOn = section.enable !== false;
  return {
    scope: isOn ? (section.checkWorkspace === false ? "open" : "workspace") : "none",
    hasLenses: isOn && section.codeLens !== false,
    minimumConfidence: textOf(section.minimumConfidence),
    profile: textOf(section.profile),
    rules: isObject(section.rules) ? section.rules : {},
  };
}

/** The settings with the text of `handrail.json` over them: what the file says comes first. */
export function configOf(settings: Settings, text: string | undefined): ReturnType<typeof loadConfig> {
  const errors: ParseError[] = [];
  const file: unknown = text === undefined ? {} : parse(text, errors, { allowTrailingComma: true });
  if (text !== undefined && (errors.length > 0 || !isObject(file))) return loadConfig(text);
  const stated = isObject(file) ? file : {};
  const rules = { ...settings.rules, ...(isObject(stated.rules) ? stated.rules : {}) };
  const { minimumConfidence: confidence, profile } = settings;
  return loadConfig(JSON.stringify({ confidence, profile, ...stated, rules }));
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
