import { documentsHeldBy, documentsOfPolicyFile, type PolicyDocument, serviceDocuments } from "../policy/documents.ts";
import type { Statement } from "../policy/statement.ts";
import { serviceStatements, statementsHeldBy, statementsOfPolicyFile } from "../policy/statements.ts";
import type { Options } from "../project/config.ts";
import type { Deployed } from "../project/deployed.ts";
import type { HandlerHome } from "../project/handler-home.ts";
import type { Usage } from "../project/usage.ts";
import { candidatesIn } from "../secret/candidates.ts";
import type { TreeDocument } from "../syntax/document.ts";
import { type Piece, piecesOf } from "../syntax/pieces.ts";
import type { Task } from "../task.ts";
import { type Asked, recorded, stillHolds } from "../template/asked.ts";
import { type Lineage, lineageOf } from "../template/lineage.ts";
import type { Resource, Template } from "../template/model.ts";
import { presenceOf } from "../template/presence.ts";
import type { Guarded, Hit } from "./hit.ts";
import { type Check, ResourceHits } from "./resource-hits.ts";
import type { DeclarationRule, PolicyRule, ProjectRule, Rule, SecretRule, TemplateRule } from "./rule.ts";

/** Resources, or pieces of a file, between two pauses of a task: most are known from before. */
const inOneStep = 50;

/**
 * Runs the rules that need nothing but one template or one tree. Hits are kept by the resource, or by the piece of the file, that they were
 * found in, as long as what they follow from is the same; the options are the same for all of a driver's life.
 */
export class TreeDriver {
  private readonly byType: ReadonlyMap<string, readonly Address[]>;
  private readonly declarations: readonly DeclarationRule<unknown>[];
  private readonly policies: readonly PolicyRule<unknown>[];
  private readonly secrets: readonly SecretRule<unknown>[];
  private readonly projects: readonly ProjectRule<unknown>[];
  private readonly deployedKept = new WeakMap<
    Deployed,
    { readonly usage: Usage; readonly home: HandlerHome; readonly value: readonly Hit[]; readonly asked: Asked }
  >();
  private readonly resourcesKept = new WeakMap<Lineage, ResourceHits>();
  private readonly piecesKept = new WeakMap<Piece, readonly Hit[]>();

  constructor(
    rules: readonly Rule[],
    private readonly guard: Guarded,
    private readonly options: Options,
  ) {
    this.byType = addresses(rules);
    this.declarations = rules.filter((rule) => rule.kind === "declaration");
    this.policies = rules.filter((rule) => rule.kind === "policy");
    this.projects = rules.filter((rule) => rule.kind === "project");
    this.secrets = rules.filter((rule) => rule.kind === "secret");
  }

  /** Hits of template, declaration and policy rules; they may lie in other files that the template is made of. */
  *template(template: Template): Task<readonly (readonly Hit[])[]> {
    const { path } = template.document.file;
    const hits: (readonly Hit[])[] = [];
    for (const rule of this.declarations) {
      for (const declared of rule.on === "parameter" ? template.parameters : template.outputs)
        hits.push(this.guard(rule, path, () => rule.check(declared, this.options)));
      yield;
    }
    for (const statement of serviceStatements(template)) hits.push(this.statement(statement, path));
    for (const policy of serviceDocuments(template)) hits.push(this.policy(policy, path));
    hits.push(...(yield* this.resourceHits(template).in(template)));
    return hits;
  }

  private resourceHits(template: Template): ResourceHits {
    const lineage = lineageOf(template);
    const hits = this.resourcesKept.get(lineage) ?? new ResourceHits((resource) => this.checksOf(resource));
    this.resourcesKept.set(lineage, hits);
    return hits;
  }

  /** They find nothing in a resource that no deployment has. */
  private checksOf(resource: Resource): readonly Check[] {
    const isNever = () => presenceOf(resource).kind === "never";
    const { path } = resource.template.document.file;
    const own = (this.byType.get(resource.type) ?? []).map(
      ({ rule, property }) =>
        () =>
          isNever() ? [] : this.guard(rule, path, () => woken(rule, property, resource, this.options)),
    );
    const statements = () =>
      (isNever() ? [] : statementsHeldBy(resource)).flatMap((statement) => this.statement(statement, path));
    const policies = () => (isNever() ? [] : documentsHeldBy(resource)).flatMap((policy) => this.policy(policy, path));
    return [...own, statements, policies];
  }

  private statement(statement: Statement, path: string): readonly Hit[] {
    return this.policies.flatMap((rule) => this.guard(rule, path, () => rule.check?.(statement) ?? []));
  }

  private policy(policy: PolicyDocument, path: string): readonly Hit[] {
    return this.policies.flatMap((rule) => this.guard(rule, path, () => rule.checkPolicy?.(policy) ?? []));
  }

  /** Hits of project rules at one deployed function. */
  deployed(deployed: Deployed, usage: Usage, home: HandlerHome): readonly Hit[] {
    const { template } = deployed;
    const known = this.deployedKept.get(deployed);
    if (known?.usage === usage && known.home === home && stillHolds(known.asked, template)) return known.value;
    const { path } = template.document.file;
    const check = () =>
      this.projects.flatMap((rule) => this.guard(rule, path, () => rule.check(deployed, usage, home)));
    const made = { usage, home, ...recorded(check) };
    this.deployedKept.set(deployed, made);
    return made.value;
  }

  /** Hits of policy rules in a file that is a policy. */
  *policyFile(document: TreeDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    for (const statement of statementsOfPolicyFile(document)) {
      hits.push(...this.statement(statement, document.file.path));
      yield;
    }
    for (const policy of documentsOfPolicyFile(document)) hits.push(...this.policy(policy, document.file.path));
    return hits;
  }

  /** Hits of secret rules. */
  *texts(document: TreeDocument): Task<readonly (readonly Hit[])[]> {
    const hits: (readonly Hit[])[] = [];
    for (const [index, piece] of piecesOf(document).entries()) {
      const found = this.piece(piece, document);
      if (found.length > 0) hits.push(found);
      if (index % inOneStep === 0) yield;
    }
    return hits;
  }

  private piece(piece: Piece, document: TreeDocument): readonly Hit[] {
    const known = this.piecesKept.get(piece);
    if (known) return known;
    const { path } = document.file;
    const hits = candidatesIn(piece, document).flatMap((candidate) =>
      this.secrets.flatMap((rule) => this.guard(rule, path, () => rule.check(candidate))),
    );
    this.piecesKept.set(piece, hits);
    return hits;
  }
}

interface Address {
  readonly rule: TemplateRule<unknown>;
  readonly property: string | undefined;
}

function addresses(rules: readonly Rule[]): ReadonlyMap<string, readonly Address[]> {
  const byType = new Map<string, Address[]>();
  for (const rule of rules) {
    if (rule.kind !== "template") continue;
    for (const address of typeof rule.at === "string" ? [rule.at] : rule.at) {
      const slash = address.indexOf("/");
      const type = slash < 0 ? address : address.slice(0, slash);
      const list = byType.get(type) ?? [];
      list.push({ rule, property: slash < 0 ? undefined : address.slice(slash + 1) });
      byType.set(type, list);
    }
  }
  return byType;
}

const woken = (rule: TemplateRule<unknown>, property: string | undefined, resource: Resource, options: Options) =>
  rule.check(property === undefined ? undefined : resource.property(property), resource, options);
