/**
 * AWS's managed policies with which one may do, or come to do, nearly everything.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (November 2026)
 */
export const administrators: ReadonlySet<string> = new Set(["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]);
