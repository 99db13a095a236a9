/** A party outside AWS whose tokens roles are taken with. */
export interface OidcProvider {
  readonly title: string;
  /** Found in the ARN or the name of the provider. */
  readonly host: RegExp;
  /** The claim without which every customer of the provider may take the role. */
  readonly claim: "sub" | "aud";
  /** A value of the claim that is narrow, with what a person fills in between angle brackets. */
  readonly example?: string;
  /** A value of the claim that lets in a whole organization or group. */
  readonly wide?: RegExp;
}

export const source =
  "https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/cloud_services/aws/, https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html, https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html";
export const asOf = "2026-11";

export const oidcProviders: readonly OidcProvider[] = [
  {
    title: "GitHub",
    host: /token\.actions\.githubusercontent\.com/,
    claim: "sub",
    example: "repo:<owner>/<repository>:ref:refs/heads/main",
    wide: /^repo:(?:[^/:*?]+\/)?\*/,
  },
  {
    title: "GitLab",
    host: /gitlab\.com/,
    claim: "sub",
    example: "project_path:<group>/<project>:ref_type:branch:ref:main",
    wide: /^project_path:(?:[^/:*?]+\/)?\*/,
  },
  { title: "Bitbucket", host: /api\.bitbucket\.org/, claim: "sub" },
  { title: "CircleCI", host: /oidc\.circleci\.com/, claim: "sub" },
  { title: "Terraform Cloud", host: /app\.terraform\.io/, claim: "sub" },
  { title: "Vercel", host: /oidc\.vercel\.com/, claim: "sub" },
  { title: "Cognito", host: /cognito-identity\.amazonaws\.com/, claim: "aud" },
];
