import {
  type Cure,
  type Deployed,
  type Edit,
  type Grounds,
  managedNameIn,
  type Narrowed,
  type Node,
  narrowedOf,
  type Property,
  type Resource,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { exactTitle, withoutExcess } from "./_excess.ts";

/** A managed policy of AWS that a role or a function is given. */
export interface Attached {
  readonly name: string;
  readonly at: Node;
  readonly owner: Resource;
}

/** Where managed policies are attached by name to what runs code or stands for a person. */
export const attachedAt: readonly string[] = [
  "AWS::IAM::Role/ManagedPolicyArns",
  "AWS::IAM::User/ManagedPolicyArns",
  "AWS::IAM::Group/ManagedPolicyArns",
  "AWS::Lambda::Function/Policies",
  "AWS::StepFunctions::StateMachine/Policies",
];

/** AWS's managed policies among those that are attached there, under whatever conditions. */
export function attachedIn(property: Property | undefined, owner: Resource): readonly Attached[] {
  const list = owner.writtenAs === "functions" ? ofServerless(owner) : property?.value;
  const policies = list
    ? optionsOf(list)
        .flatMap((one) => value.items(one))
        .flatMap(optionsOf)
    : [];
  return policies.flatMap((policy) => {
    const written = value.text(policy) ?? (policy.kind === "unknown" ? policy.pattern : undefined);
    const name = written === undefined ? undefined : managedNameIn(written);
    return name === undefined ? [] : [{ name, at: policy.at, owner }];
  });
}

const ofServerless = ({ entry, template }: Resource): Value | undefined =>
  value.at(template.resolve(entry.value), "iam", "role", "managedPolicies");

const optionsOf = (one: Value): readonly Value[] =>
  one.kind === "oneOf" ? one.options.flatMap((option) => optionsOf(option.value)) : [one];

/** Who has the policy, for a message. */
export const holderOf = ({ owner }: Attached): string =>
  owner.writtenAs.startsWith("provider") ? "every function of the service" : `'${owner.name}'`;

/** Exact statements instead of the policy, where it is known what the functions with it need. */
export function exactCures({ at, owner }: Attached, edit: Edit, grounds: Grounds): readonly Cure[] {
  const isMeant = ({ grants }: Deployed) => grants.statements.some((one) => placeOf(one) === at);
  const [privileges] = grounds.privilegesIn(owner.template, isMeant);
  const narrowed = privileges && narrowedOf(privileges).find(({ statements: [one] }) => one && placeOf(one) === at);
  const edits = narrowed && withoutExcess(narrowed, privileges, edit);
  return edits && edits.length > 0 ? [{ title: exactTitle(narrowed, privileges), safety: "unsafe", edits }] : [];
}

const placeOf = ({ managedPolicy, actions, notActions }: Narrowed["statements"][number]): Node | undefined =>
  managedPolicy === undefined ? undefined : (actions[0] ?? notActions[0])?.at;
