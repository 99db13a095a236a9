import { samPolicyTemplates, type TemplateStatement } from "../facts/sam-policy-templates.ts";
import type { Mapping, Node, Scalar } from "../syntax/node.ts";
import { joined } from "../template/combine.ts";
import type { MapEntry, Value } from "../template/value.ts";
import { at, known, text, unknown } from "../template/value.ts";
import type { Standing } from "./read-statement.ts";
import type { Element, Statement } from "./statement.ts";

/** What a SAM policy template allows with the parameters it is given. Undefined: there is no template of that name. */
export function statementsOfTemplate(use: MapEntry, node: Mapping, standing: Standing): Statement[] | undefined {
  const name = String(use.key.value);
  if (!Object.hasOwn(samPolicyTemplates, name)) return undefined;
  return samPolicyTemplates[name]?.map((template) => statementFrom(template, use, node, standing));
}

function statementFrom(template: TemplateStatement, use: MapEntry, node: Mapping, standing: Standing): Statement {
  const { owner } = standing;
  return {
    node,
    get template() {
      return owner?.template ?? standing.template;
    },
    owner,
    role: "identity",
    effect: "Allow",
    actions: template.actions.map((action) => elementOf(known(use.key, action), use.key)),
    notActions: [],
    resources: template.resources.map((pattern) => resourceOf(pattern, use)),
    notResources: [],
    condition: template.isConditional && unknown(use.key, "the policy template sets it"),
    policyTemplate: String(use.key.value),
  };
}

const elementOf = (value: Value, written: Node): Element => ({ text: text(value), value, at: written });

/** A pattern such as `arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${@QueueName}`. */
function resourceOf(pattern: string, use: MapEntry): Element {
  const parts = pattern
    .split(/\$\{([^}]*)\}/)
    .map((piece, index) => (index % 2 === 0 ? known(use.key, piece) : named(piece, use)));
  const given = parts.find((part) => part.at !== use.key);
  const filled = parts.filter((part) => part.kind !== "known" || part.value !== "");
  const only = filled.length === 1 ? filled[0] : undefined;
  return elementOf(only ?? joined(parts, use.key), given?.at ?? use.key);
}

function named(name: string, use: MapEntry): Value {
  if (!name.startsWith("@")) return unknown(use.key, `'${name}' is known at deployment`, { pattern: `\${${name}}` });
  return at(use.value, name.slice(1)) ?? missing(name.slice(1), use.key);
}

const missing = (name: string, key: Scalar): Value => unknown(key, `the policy template's '${name}' is missing`);
