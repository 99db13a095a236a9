import { sinkKinds } from "../../engine/flow/kinds.ts";

const index = { type: "integer", minimum: 0, maximum: 99 };
const indexOrThis = { anyOf: [index, { const: "this" }] };
const which = { anyOf: [index, { enum: ["all", "this"] }, { type: "string", pattern: "^[0-9]{1,2}\\+$" }] };
const texts = { type: "array", minItems: 1, items: { type: "string", minLength: 1 } };

const calls = (what: string) => ({
  ...texts,
  description: `${what} The package, then members and calls: '@acme/db.connect().query'; '*' is one of them, '**' any number, and 'new' is a member.`,
});

function sink(): object {
  return fact(["sink"], {
    sink: { enum: sinkKinds, description: "The kind of harm, as the rule of that name under 'injection' has it." },
    callees: calls("The calls that do the harm."),
    methods: {
      ...texts,
      description: "Instead of 'callees': methods of things that nothing is known of, by their names.",
    },
    looksLike: { ...texts, description: "With 'methods': words, one of which the text must have: 'select', 'insert'." },
    argument: {
      ...which,
      description: "The argument that counts: its index (0 is the first), '1+', 'all' or 'this'. Default 0.",
    },
    properties: {
      ...texts,
      description: "Of an argument that is an object, the paths in it that count: 'sql', 'items.[].text'.",
    },
    takes: {
      enum: ["text", "object", "whole"],
      default: "text",
      description:
        "What does harm: any text; what may be an object where a text is expected; only the object as a whole.",
    },
    given: {
      type: "object",
      additionalProperties: false,
      required: ["argument", "equals"],
      properties: { argument: index, property: { type: "string" }, equals: { type: ["string", "number", "boolean"] } },
      description: "Only if another argument, or a property of it, is this literal.",
    },
    facts: {
      type: "object",
      additionalProperties: { type: "string" },
      description: 'What fixes need to know: { "placeholder": "$1" }.',
    },
  });
}

function barrier(): object {
  return fact(["barrier", "callees", "protects"], {
    barrier: {
      enum: ["result", "guard", "refusal"],
      description:
        "What is harmless: what the call gives back; its argument where the call says yes; where it says no.",
    },
    callees: calls("The calls that make text harmless."),
    protects: {
      type: "array",
      minItems: 1,
      items: { enum: ["*", ...sinkKinds] },
      description: "The kinds of harm that it protects from; '*' for all.",
    },
    argument: { ...indexOrThis, description: "Of a guard or refusal: the argument that it tests. Default 0." },
  });
}

function pass(): object {
  return fact(["pass", "callees"], {
    pass: {
      enum: ["same", "text", "data", "item", "list", "part"],
      description:
        "What comes out: what went in, text made of it, what the text says, an item of it, a list of it, the part at the path that the next argument says.",
    },
    callees: calls("The calls that hand on what they are given."),
    from: { ...which, description: "The argument that is handed on. Default 0." },
    into: { ...indexOrThis, description: "Where it goes beside the result." },
  });
}

function origin(): object {
  return fact(["origin", "paths", "event"], {
    origin: { enum: ["text", "data"], description: "Text, or whatever JSON can be." },
    paths: calls("Values that an outsider controls."),
    event: { type: "string", description: "What brings them, in words: 'the request'." },
    by: {
      enum: ["outsider", "producer", "storage"],
      default: "outsider",
      description: "Who decides what is in them: anyone, whoever may write to a queue, or what was stored before.",
    },
  });
}

function fact(required: readonly string[], properties: object): object {
  return { type: "object", additionalProperties: false, required, properties };
}

/** The schema of `models`: what `readModels` takes. */
export const modelsSchema: object = {
  type: "array",
  default: [],
  description:
    "What libraries mean that Handrail does not know: where text of a request does harm, and what makes it harmless.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["library", "facts"],
    properties: {
      library: { type: "string", description: "The library's name, as a heading." },
      source: { type: "string", description: "Where the facts are from: a page, a file." },
      facts: { type: "array", items: { anyOf: [sink(), barrier(), pass(), origin()] } },
    },
  },
};
