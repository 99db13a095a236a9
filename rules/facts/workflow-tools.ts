/**
 * What the commands and actions of a workflow do. From the documentation of each tool, as of November 2026. Commands are looked for in the
 * text of a step's `run`, actions in its `uses`.
 */

/** Bring functions and their dependencies into an account. */
export const deployingCommand =
  /\b(?:sam|sls|serverless|cdk)(?:@[\w.-]+)?(?:[ \t]+-[\w-]+(?:[= ](?!-)[\w./:-]+)?)*[ \t]+deploy\b|\baws[ \t]+cloudformation[ \t]+(?:deploy|create-stack|update-stack)\b/;
export const deployingAction = /^(?:serverless\/github-action|aws-actions\/aws-cloudformation-github-deploy)@/;

/** Look for known holes in dependencies. */
export const scanningCommand =
  /\b(?:(?:npm|pnpm|bun|yarn(?:[ \t]+npm)?)[ \t]+audit|audit-ci|osv-scanner|snyk|trivy|grype|dependency-check|pip-audit|npm-audit)\b/;
export const scanningAction =
  /^(?:snyk\/|aquasecurity\/trivy-action|anchore\/scan-action|google\/osv-scanner-action|actions\/dependency-review-action|pypa\/gh-action-pip-audit)/;

/** Installs what a package.json of npm declares: a line of its own. */
export const installingCommand = /^[ \t]*npm[ \t]+(?:ci|install|i)[ \t]*$/m;

/** Actions that ask no more of the repository than to read it. */
export const readingAction =
  /^(?:actions\/(?:checkout|cache|setup-[a-z]+|upload-artifact|download-artifact)|aws-actions\/(?:setup-sam|configure-aws-credentials)|snyk\/actions)(?:\/[\w-]+)?@|^docker:\/\//;

/** Signs of a job that uses its token for more than reading the repository: the token itself, a sign-in by OIDC, a push. */
export const tokenUse =
  /GITHUB_TOKEN|github\.token|role-to-assume|secrets:\s*inherit|git push|\bgh [a-z]|provenance|ghcr\.io/;
