import { type Node, type Resource, referredTo, scalarsOf, valueOf } from "../../engine/authoring.ts";

const writes =
  /^(?!(?:logs|xray|cloudwatch|ec2):)[a-z0-9-]+:(?:\*|(?:Batch|Transact)?(?:Put|Write|Delete|Update|Create|Send|Publish|Modify|Execute|Add|Remove|Start)\w*\*?)$/;

/** SAM's policy templates and AWS's managed policies that let a function change something. */
const writingPolicies = /(?:Crud|Write|Put\w*|Send\w*|Publish\w*|Publisher)Policy$|(?:FullAccess|AdministratorAccess)$/;

/** Whether what is written of a function's rights lets it change, send or delete something. */
export function mayWrite(fn: Resource | undefined): boolean {
  if (!fn) return false;
  const role = referredTo(fn.property("Role")?.value, fn.template);
  const own = [fn.property("Policies")?.at, role?.entry.value, ...serviceRights(fn)];
  return own.some((node) => node && texts(node).some((text) => writes.test(text) || writingPolicies.test(text)));
}

/** Whether nothing is written of any rights, secrets or network that the function has: what it gives out is what it was packed with. */
export function hasNothing(fn: Resource | undefined): boolean {
  if (!fn) return false;
  const own = ["Role", "Policies", "VpcConfig", "Environment/Variables"].some((path) => fn.property(path));
  return !own && serviceRights(fn).every((rights) => !rights);
}

function serviceRights(fn: Resource): readonly (Node | undefined)[] {
  if (fn.writtenAs !== "functions") return [];
  const provider = fn.template.section("provider");
  return [
    valueOf(provider, "iam"),
    valueOf(provider, "iamRoleStatements"),
    valueOf(fn.properties, "iamRoleStatements"),
  ];
}

/** All texts and the names of entries. */
function texts(node: Node): readonly string[] {
  return [...scalarsOf(node)]
    .flatMap(({ scalar, key }) => [String(scalar.value), String(key?.value ?? "")])
    .concat(keysOf(node));
}

/** A policy template is the key of a mapping. */
function keysOf(node: Node): readonly string[] {
  if (node.kind === "sequence") return node.items.flatMap(keysOf);
  return node.kind === "mapping" ? node.entries.map(({ key }) => String(key.value)) : [];
}
