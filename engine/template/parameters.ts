import { memo } from "../memo.ts";
import type { Mapping, Node, Scalar } from "../syntax/node.ts";
import { followed, itemsOf } from "../syntax/node.ts";
import { commaList } from "./combine.ts";
import { field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import { unrolled } from "./for-each.ts";
import type { Foreign } from "./foreign.ts";
import type { Resolver, Scope } from "./scope.ts";
import type { Value } from "./value.ts";
import { known, unknown } from "./value.ts";
import { resolverFrom, resolverOf } from "./values.ts";

/** More allowed values than this, such as all instance types, are not told one by one. */
const mostAllowed = 24;

/** The names of a CloudFormation template: `Parameters`, `Conditions`, `Mappings`. */
export const templateScope = memo((root: Mapping): Scope => {
  const certain = scopeOver(root, () => undefined);
  return scopeOver(root, defaultOf, certain);
});

/** What a template's values mean; the same as for another version of the file whose names mean the same. */
export function templateResolver(root: Mapping, foreign?: Foreign): Resolver {
  const sections = ["Parameters", "Conditions", "Mappings"].map((name) => field(root, name));
  return resolverFrom([...sections, ...(foreign?.from ?? [])], () => {
    const scope = templateScope(root);
    return foreign ? scopeAmong(scope, foreign) : scope;
  });
}

/** The scope of a template that others give values to. Conditions are judged without them: it may be deployed by itself too. */
const scopeAmong = (scope: Scope, foreign: Foreign): Scope => ({
  ...scope,
  parameter: (name) => {
    const own = scope.parameter(name);
    return own && (foreign.parameter(name) ?? own);
  },
  exported: foreign.exported,
  attribute: foreign.attribute,
  included: foreign.included,
  certain: { ...scope.certain, included: foreign.included },
});

function scopeOver(root: Mapping, assumed: (definition: Node) => Value | undefined, certain?: Scope): Scope {
  let unrolledOnce: Mapping | undefined;
  const conditions = (): Mapping | undefined => {
    const written = mappingOf(field(root, "Conditions"));
    unrolledOnce ??= written && unrolled(written, resolverOf(scope.certain));
    return unrolledOnce;
  };
  const scope: Scope = {
    parameter(name) {
      const entry = parametersOf(root)?.get(name);
      return entry && parameterValue(name, entry.value, assumed);
    },
    condition: (name) => field(conditions(), name),
    mapping: (name) => field(field(root, "Mappings"), name),
    variables: () => undefined,
    get certain() {
      return certain ?? scope;
    },
  };
  return scope;
}

function parametersOf(root: Mapping) {
  const parameters = mappingOf(field(root, "Parameters"));
  return parameters && fieldsOf(parameters);
}

/** One of the allowed values, or the default, or unknown. */
function parameterValue(name: string, definition: Node, assumed: (definition: Node) => Value | undefined): Value {
  const open = unknown(definition, `the parameter '${name}' is given at deployment`, { pattern: `\${${name}}` });
  if (textIn(field(definition, "Type"))?.startsWith("AWS::SSM::Parameter::Value")) return open;
  const allowed = itemsOf(field(definition, "AllowedValues")).map(followed).filter(isScalar);
  if (allowed.length > mostAllowed) return open;
  const [only] = allowed;
  if (only && allowed.length === 1) return known(only, only.value);
  if (only) return { kind: "oneOf", at: definition, options: allowed.map((value) => optionOf(name, value)) };
  return assumed(definition) ?? open;
}

const optionOf = (name: string, value: Scalar) => ({
  value: known(value, value.value),
  when: `'${name}' is '${value.value}'`,
});

function defaultOf(definition: Node): Value | undefined {
  const value = field(definition, "Default");
  if (value?.kind !== "scalar") return undefined;
  const type = textIn(field(definition, "Type")) ?? "";
  return /^(CommaDelimitedList|List<)/.test(type) ? commaList(value) : known(value, value.value);
}

const isScalar = (node: Node | undefined): node is Scalar => node?.kind === "scalar";
