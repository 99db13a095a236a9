import { type KeyUse, keyUses } from "../facts/key-actions.ts";
import type { Target } from "../policy/target.ts";
import type { Deployed } from "../project/deployed.ts";
import { derived } from "../template/derived.ts";
import type { Resource } from "../template/model.ts";
import { referredTo } from "../template/references.ts";
import type { Value } from "../template/value.ts";
import { at, items, map, text } from "../template/value.ts";
import { textsOf } from "./deployed-text.ts";
import { targetNamed } from "./named-arn.ts";
import type { Need } from "./need.ts";

/** What needs come to for the keys that their resources are encrypted with, where the template names a key of one's own. */
export function keyNeeds(needs: readonly Need[], deployed: Deployed): readonly Need[] {
  const found = new Map<string, Need>();
  for (const need of needs) {
    for (const target of need.targets ?? []) {
      for (const one of needsOfKey(need, target, deployed)) {
        const key = `${one.action} ${one.targets?.[0]?.arn}`;
        if (found.get(key)?.kind !== "required") found.set(key, one);
      }
    }
  }
  return [...found.values()];
}

function needsOfKey(need: Need, { resource }: Target, deployed: Deployed): readonly Need[] {
  const use = resource && Object.hasOwn(keyUses, resource.type) ? keyUses[resource.type] : undefined;
  const actions = use && usedOf(use, need.action);
  const value = use && actions && resource?.property(use.property)?.value;
  if (!value) return [];
  const isOptional = need.kind === "conditional" || use.isOptional === true;
  return keysIn(value, deployed).flatMap((key) =>
    actions.map((action): Need => {
      const isSure = !isOptional && !isForPartsOnly(action, need);
      const isRequired = isSure && key?.resource !== undefined && leavesItToRoles(key.resource);
      return {
        action,
        targets: key && [key],
        at: need.at,
        ...(need.call ? { call: need.call } : {}),
        kind: isRequired ? "required" : "conditional",
        by: "key",
      };
    }),
  );
}

/** S3 decrypts what it is given only to put the parts of an upload together. https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key */
const isForPartsOnly = (keyAction: string, { action, call }: Need): boolean =>
  keyAction === "kms:Decrypt" && action === "s3:PutObject" && call?.operation === "PutObject";

const usedOf = ({ uses }: KeyUse, action: string): readonly string[] | undefined =>
  Object.entries(uses)
    .find(([of]) => of.split(" ").includes(action))?.[1]
    .split(" ");

/** The keys that a value names, without those that AWS manages, which need no rights. */
export function keysIn(value: Value, { template }: Deployed): readonly (Target | undefined)[] {
  const named = textsOf(value).filter((one) => !/(?:^|:)alias\/aws\//.test(one));
  return named.map((one) => targetNamed(one, "kms key", template));
}

/** Whether a key's policy names no one but the account, so that only a role's own policies can allow its use. */
const leavesItToRoles = derived((key: Resource): boolean => {
  const policy = key.property("KeyPolicy")?.value;
  if (key.type !== "AWS::KMS::Key") return false;
  if (!policy) return true;
  const statements = items(at(policy, "Statement"));
  return statements.length > 0 && statements.every((one) => isForAccount(one, key));
});

function isForAccount(statement: Value, { template }: Resource): boolean {
  const principal = at(statement, "Principal");
  if (!principal || !map(principal)) return false;
  return items(at(principal, "AWS")).every((one) => {
    const written = text(one) ?? (one.kind === "unknown" ? one.pattern : undefined);
    return (
      !referredTo(one, template) &&
      written !== undefined &&
      /^(?:arn:.*:root|\d{12}|\$\{AWS::AccountId\})$/.test(written)
    );
  });
}
