/** A GitHub action and its major versions. */
export interface KnownAction {
  readonly current: number;
  /** The first major that runs on Node.js 24. Node.js 20 and older are gone from GitHub's runners since September 2026. */
  readonly supported: number;
  /** Every older major takes the same inputs to the same effect, so that moving to the current one changes nothing else. */
  readonly isDropIn?: true;
}

/** The release notes of each action's repository, and GitHub's changelog of 2025-09-19 about Node.js 20 on its runners. */
export const source = "https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/";
export const asOf = "2026-11";

/** By owner and repository; an action in a subfolder has the versions of its repository. */
export const knownActions: ReadonlyMap<string, KnownAction> = new Map<string, KnownAction>([
  ["actions/checkout", { current: 7, supported: 5, isDropIn: true }],
  ["actions/cache", { current: 6, supported: 5, isDropIn: true }],
  ["actions/setup-node", { current: 7, supported: 5 }],
  ["actions/setup-python", { current: 7, supported: 6 }],
  ["actions/upload-artifact", { current: 7, supported: 6 }],
  ["actions/download-artifact", { current: 8, supported: 7 }],
  ["actions/github-script", { current: 9, supported: 8 }],
  ["actions/dependency-review-action", { current: 5, supported: 5 }],
  ["aws-actions/configure-aws-credentials", { current: 6, supported: 6 }],
  ["aws-actions/setup-sam", { current: 3, supported: 3 }],
]);
