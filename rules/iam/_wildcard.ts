import { type Element, type Resource, referredAt, type Statement, value } from "../../engine/authoring.ts";

export const isEveryAction = (pattern: string): boolean => /^\*+(:\*+)?$/.test(pattern);

/** The prefix of a pattern for all actions of a service, `s3` of `s3:*`, or `*` for those of all services. */
export function serviceIn(pattern: string): string | undefined {
  if (isEveryAction(pattern)) return "*";
  return /^([a-z0-9-]+):\*+$/i.exec(pattern)?.[1]?.toLowerCase();
}

/** Services whose every action is the way to more rights, or to everyone's secrets. */
export const powerful: ReadonlySet<string> = new Set([
  "iam",
  "sts",
  "kms",
  "organizations",
  "lambda",
  "secretsmanager",
]);

export const isEveryResource = (pattern: string): boolean => /^\*+$/.test(pattern);

/** The `*` of a statement's resources. */
export const everyResource = (statement: Statement): Element | undefined =>
  statement.resources.find(({ text }) => text !== undefined && isEveryResource(text));

/** Whether a statement gives rights to whoever holds the policy. A permissions boundary only takes them away. */
export const grants = (statement: Statement): boolean =>
  statement.effect === "Allow" &&
  statement.role === "identity" &&
  !isBoundary(statement.owner) &&
  !isOfDevices(statement);

/** Whether a condition narrows the statement, or may: to some resources, callers or requests. */
export function isLimited({ condition }: Statement): boolean {
  if (!condition || (condition.kind === "known" && condition.value === null)) return false;
  const tests = value.map(condition)?.entries;
  if (!tests) return true;
  return tests.some(({ key: operator, value: test }) => {
    const keys = value.map(test)?.entries;
    return !keys || keys.some((entry) => limits(String(operator.value), String(entry.key.value), entry.value));
  });
}

/** Keys of conditions that nearly every request meets, or that say nothing of what is reached. */
const openKeys: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:referer",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:useragent",
  "s3:authtype",
  "s3:signatureage",
  "s3:signatureversion",
  "s3:tlsversion",
]);

function limits(operator: string, key: string, tested: Statement["condition"]): boolean {
  if (openKeys.has(key.toLowerCase())) return false;
  if (!/like/i.test(operator) || /not/i.test(operator)) return true;
  const texts = value.items(tested).map((one) => value.text(one));
  return texts.length === 0 || !texts.some((text) => text !== undefined && isEveryResource(text));
}

/** The `*` of a statement that allows every action on every resource. */
export function adminAction(statement: Statement): Element | undefined {
  if (!grants(statement) || isLimited(statement) || !everyResource(statement)) return undefined;
  return statement.actions.find(({ text }) => text !== undefined && isEveryAction(text));
}

/** Of what devices may do on everything `auth/iot-policy` speaks. */
const isOfDevices = (statement: Statement): boolean =>
  statement.owner?.type === "AWS::IoT::Policy" && everyResource(statement) !== undefined;

function isBoundary(policy: Resource | undefined): boolean {
  if (policy?.type !== "AWS::IAM::ManagedPolicy") return false;
  return referredAt(policy.template, "PermissionsBoundary").has(policy.name);
}
