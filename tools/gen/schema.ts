import type { Rule } from "../../engine/authoring.ts";
import { defaultConfig, type Options, optionLimits } from "../../engine/project/config.ts";
import { confidences, profiles, severities } from "../../engine/rule/finding.ts";
import { modelsSchema } from "./schema-models.ts";

const LEVELS = [...severities, "on", "off"];

/** The schema of `handrail.json`. */
export function schemaOf(rules: readonly Rule[]): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Handrail",
    description: "What Handrail reports in this project.",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      profile: {
        enum: profiles,
        default: defaultConfig.profile,
        description: "Rules that are on beside the usual ones: those of a catalogue of controls, or (strict) all.",
      },
      rules: levelsOf(rules),
      exclude: {
        type: "array",
        items: { type: "string" },
        default: defaultConfig.exclude,
        description: "Paths that are not looked at, relative to this file: `*` within a folder, `**` across folders.",
      },
      confidence: {
        enum: confidences,
        default: defaultConfig.confidence,
        description: "Findings less sure than this are not shown.",
      },
      options: optionsOf(),
      models: modelsSchema,
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A severity for each rule, or for a whole area with `area/*`. */
export function levelsOf(rules: readonly Rule[]): object {
  const areas = [...new Set(rules.map(({ meta }) => `${meta.id.split("/")[0]}/*`))];
  const level = (description: string, standard?: string) => ({
    enum: LEVELS,
    ...(standard && { default: standard }),
    description,
  });
  return {
    type: "object",
    description: "The severity of each rule, or 'off'; 'on' for a rule that is off by default.",
    additionalProperties: false,
    properties: Object.fromEntries([
      ...areas.map((area) => [area, level(`Every rule of '${area.slice(0, -2)}'.`)]),
      ...rules.map(({ meta }) => [meta.id, level(meta.summary, meta.profiles ? "off" : meta.severity)]),
    ]),
  };
}

const OPTIONS: Readonly<Record<keyof Options, string>> = {
  timeout: "Seconds that a quick fix writes as a function's timeout; never above 29 behind a REST API.",
  memory:
    "Megabytes that a quick fix writes as a function's memory. Without it 512, or 1024 for a function of the Serverless Framework, which has as many already.",
  concurrency: "Reserved concurrency that a quick fix writes.",
  allowedRegions: "Regions that data may be in: what names another one is reported. Without any, nothing is.",
};

function optionsOf(): object {
  const properties: Record<keyof Options, object> = {
    timeout: numberWithin(optionLimits.timeout),
    memory: numberWithin(optionLimits.memory),
    concurrency: numberWithin(optionLimits.concurrency),
    allowedRegions: { type: "array", items: { type: "string" } },
  };
  const described = Object.entries(OPTIONS).map(([name, description]) => {
    const key = name as keyof Options;
    return [name, { ...properties[key], default: defaultConfig.options[key], description }];
  });
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(described) };
}

const numberWithin = ([minimum, maximum]: readonly [number, number]): object => ({
  type: "integer",
  minimum,
  ...(maximum < Number.MAX_SAFE_INTEGER && { maximum }),
});
