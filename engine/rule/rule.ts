import type { Edit } from "../edit/edit.ts";
import type { Flow } from "../flow/flow.ts";
import type { PolicyDocument } from "../policy/documents.ts";
import type { Statement } from "../policy/statement.ts";
import type { Privileges } from "../privileges/privileges.ts";
import type { CodeContext } from "../program/code.ts";
import type { Statement as CodeStatement, Expression } from "../program/ir.ts";
import type { Options } from "../project/config.ts";
import type { Deployed } from "../project/deployed.ts";
import type { HandlerHome } from "../project/handler-home.ts";
import type { Manifest } from "../project/manifest.ts";
import type { Usage } from "../project/usage.ts";
import type { SecretCandidate } from "../secret/candidate.ts";
import type { Declared, Property, Resource, Template } from "../template/model.ts";
import type { Site } from "../text/source.ts";
import type { Confidence, Profile, Severity } from "./finding.ts";

/** The duties that stay with the customer of a serverless platform, as the shared-responsibility model lists them. */
export const duties = ["code", "dependencies", "iam", "encryption", "configuration", "third-party"] as const;
export type Duty = (typeof duties)[number];

export interface Meta {
  /** `area/kebab-case`; the file's own path below `rules/`. */
  readonly id: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One line: what is found. */
  readonly summary: string;
  /** Why it matters, in a paragraph or two of Markdown. */
  readonly why: string;
  readonly duty: Duty;
  readonly cwe: readonly number[];
  /** Controls of AWS Security Hub ("S3.17"), SAS-1…12, OWASP Serverless A1…A10. */
  readonly controls: readonly string[];
  readonly references: readonly Reference[];
  readonly examples: readonly Example[];
  /** Off unless the configuration names one of these profiles, `strict` (which has all rules), or the rule itself. */
  readonly profiles?: readonly Profile[];
}

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/**
 * An example that is documentation and test. In `bad`, marker lines `^^^^ text` point at the nearest unmarked line above (each marks one finding,
 * whose message contains the text); `//- path` starts a file. `fixed` is `bad` without markers after its first fix; a bad
 * example without `fixed` must have no fix. `file`: the path of the first file, if not the kind's usual one. `options`: what the
 * configuration says beside the usual.
 */
export type Example = { readonly title: string; readonly file?: string; readonly options?: Partial<Options> } & (
  | { readonly bad: string; readonly fixed?: string }
  | { readonly good: string }
);

/** One thing a rule saw. `data` holds what message and fix need: names, nodes, numbers. */
export interface Match<D> {
  readonly at: Site;
  readonly data: D;
  readonly trace?: readonly { readonly at: Site; readonly message: string }[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Why the severity is another than the rule's: who reaches the function. */
  readonly exposure?: string;
}

/** A cure as the rule says it; the edits come from `Edit`. */
export interface Cure {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly SiteEdit[];
}

/** Replaces the text of a site. */
export interface SiteEdit {
  readonly at: Site;
  readonly text: string;
}

/** What cures may ask about the workspace beside what a rule saw. */
export interface Grounds {
  /** What those of a template's functions need and are granted that are meant. */
  privilegesIn(template: Template, isMeant: (deployed: Deployed) => boolean): readonly Privileges[];
}

interface Common<D> {
  readonly meta: Meta;
  /** States what is, with quoted names, at most 140 characters. */
  message(data: D): string;
  /** The first is the preferred one. Undefined or empty: no cure can be written here. */
  fix?(data: D, edit: Edit, grounds: Grounds): Cure | readonly Cure[] | undefined;
}

/** Wakes at each resource of a type: at the property that `at` names (`AWS::S3::Bucket/BucketEncryption`), present or absent. */
export interface TemplateRule<D> extends Common<D> {
  readonly kind: "template";
  /** `Type` or `Type/Path`. With several, `check` runs once for each that fits. */
  readonly at: string | readonly string[];
  check(property: Property | undefined, resource: Resource, options: Options): Iterable<Match<D>>;
  /** Files that hold by themselves what such a property may hold, by the end of their names; `check` gets their text. */
  readonly files?: { readonly named: string; check(text: Site): Iterable<Match<D>> };
}

/** Wakes at each parameter or output of a template. */
export interface DeclarationRule<D> extends Common<D> {
  readonly kind: "declaration";
  readonly on: "parameter" | "output";
  check(declared: Declared, options: Options): Iterable<Match<D>>;
}

/** Wakes at each IAM statement, wherever it is written, at each policy as a whole, or at both. */
export interface PolicyRule<D> extends Common<D> {
  readonly kind: "policy";
  check?(statement: Statement): Iterable<Match<D>>;
  checkPolicy?(policy: PolicyDocument): Iterable<Match<D>>;
}

/** Is declared, not run: text of the event that reaches a sink of kind `to` without a barrier that protects it. */
export interface TaintRule extends Common<Flow> {
  readonly kind: "taint";
  readonly to: string;
  /** Says no to a flow that is harmless after all. */
  accepts?(flow: Flow): boolean;
}

/** Wakes at nodes of the given kinds in modules that belong to a handler. */
export interface CodeRule<D> extends Common<D> {
  readonly kind: "code";
  readonly on: readonly (Expression | CodeStatement)["kind"][];
  check(node: Expression | CodeStatement, code: CodeContext): Iterable<Match<D>>;
}

/** Wakes at each text that could be a secret, in any file. */
export interface SecretRule<D> extends Common<D> {
  readonly kind: "secret";
  check(candidate: SecretCandidate): Iterable<Match<D>>;
}

/** Wakes at each deployed function. */
export interface ProjectRule<D> extends Common<D> {
  readonly kind: "project";
  check(deployed: Deployed, usage: Usage, home: HandlerHome): Iterable<Match<D>>;
}

/** Wakes at package manifests, workflows and what else describes how the project is built. */
export interface ManifestRule<D> extends Common<D> {
  readonly kind: "manifest";
  check(manifest: Manifest): Iterable<Match<D>>;
}

/** Speaks about Handrail's own work: files it cannot read, suppressions. The engine makes its matches itself. */
export interface OwnRule<D> extends Common<D> {
  readonly kind: "own";
}

// biome-ignore lint/suspicious/noExplicitAny: each rule's data is its own affair; the driver only hands it from check to message and fix.
type OwnData = any;

export type Rule =
  | TemplateRule<OwnData>
  | DeclarationRule<OwnData>
  | PolicyRule<OwnData>
  | TaintRule
  | CodeRule<OwnData>
  | SecretRule<OwnData>
  | ProjectRule<OwnData>
  | ManifestRule<OwnData>
  | OwnRule<OwnData>;

export const templateRule = <D>(rule: Omit<TemplateRule<D>, "kind">): TemplateRule<D> => ({
  kind: "template",
  ...rule,
});
export const declarationRule = <D>(rule: Omit<DeclarationRule<D>, "kind">): DeclarationRule<D> => ({
  kind: "declaration",
  ...rule,
});
export const policyRule = <D>(rule: Omit<PolicyRule<D>, "kind">): PolicyRule<D> => ({ kind: "policy", ...rule });
export const taintRule = (rule: Omit<TaintRule, "kind">): TaintRule => ({ kind: "taint", ...rule });
export const codeRule = <D>(rule: Omit<CodeRule<D>, "kind">): CodeRule<D> => ({ kind: "code", ...rule });
export const secretRule = <D>(rule: Omit<SecretRule<D>, "kind">): SecretRule<D> => ({ kind: "secret", ...rule });
export const projectRule = <D>(rule: Omit<ProjectRule<D>, "kind">): ProjectRule<D> => ({ kind: "project", ...rule });
export const manifestRule = <D>(rule: Omit<ManifestRule<D>, "kind">): ManifestRule<D> => ({
  kind: "manifest",
  ...rule,
});
