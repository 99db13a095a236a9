/** The one door for rules: what a rule file may import. */

export type { Edit, Plain } from "./edit/edit.ts";
export { samPolicyTemplates } from "./facts/sam-policy-templates.ts";
export { platformActions } from "./facts/unseen-actions.ts";
export type { Flow } from "./flow/flow.ts";
export { harmlessTexts } from "./flow/harmless.ts";
export type { Controlled, Fact, LibraryModel, Models, SinkFact } from "./flow/models.ts";
export type { Knowledge } from "./host.ts";
export { memo, memoByText } from "./memo.ts";
export { arnOf, arnOfType, arnsIn, nameOf } from "./policy/arn.ts";
export { covers, mayMeet } from "./policy/arn-match.ts";
export { segmentsOf, serviceIn } from "./policy/arn-segments.ts";
export type { AccessLevel, Action, ConditionKey, KeyType, ResourceType, Service } from "./policy/catalogue.ts";
export {
  actionNamed,
  actionsMatching,
  isCatalogued,
  isUnlisted,
  serviceNamed,
  servicePrefixes,
} from "./policy/catalogue.ts";
export { conditionKeyNamed, globalConditionKeys, keysOfAction } from "./policy/condition-keys.ts";
export { documentsHeldBy, type PolicyDocument } from "./policy/documents.ts";
export { fittingTemplate } from "./policy/fitting-template.ts";
export { managedNameIn } from "./policy/managed-policy.ts";
export { hasWildcard, matchesAction } from "./policy/match.ts";
export { actionsOf, requiredActionsOf } from "./policy/operations.ts";
export type { Element, Statement } from "./policy/statement.ts";
export { statementsHeldBy } from "./policy/statements.ts";
export type { ExactStatement, Target } from "./policy/target.ts";
export { heldTogether } from "./policy/together.ts";
export { writtenTarget } from "./policy/written-arn.ts";
export { writtenForSam } from "./policy/written-policy.ts";
export { writtenPolicy, writtenStatement } from "./policy/written-statement.ts";
export { exactOf } from "./privileges/exact.ts";
export {
  isByName,
  type Narrowed,
  narrowedOf,
  narrowedStatement,
  type Part,
} from "./privileges/narrowed.ts";
export type { Need } from "./privileges/need.ts";
export { type Grant, type Privileges, privilegesOf } from "./privileges/privileges.ts";
export type { CodeContext, Declaration, Entry as HandlerEntry } from "./program/code.ts";
export { importsOf } from "./program/imports.ts";
export type * as Code from "./program/ir.ts";
export { namesIn, rootOf } from "./program/patterns.ts";
export type { Said, SdkCall, UsedCall } from "./program/sdk.ts";
export type { CodeNode } from "./program/walk.ts";
export { childrenOf, nodesOf, parentsBelow } from "./program/walk.ts";
export type { Deployed } from "./project/deployed.ts";
export type { EnvironmentRead, EnvironmentReads } from "./project/environment-reads.ts";
export type { EventRead } from "./project/event-reads.ts";
export type { Answer, HandlerCode } from "./project/handler-code.ts";
export type { HandlerHome } from "./project/handler-home.ts";
export type { Dependency, Job, Manifest, WorkflowStep } from "./project/manifest.ts";
export type { Gap, Usage } from "./project/usage.ts";
export type { Confidence, Severity } from "./rule/finding.ts";
export type { Cure, Example, Grounds, Match, Meta, Rule, SiteEdit } from "./rule/rule.ts";
export {
  codeRule,
  declarationRule,
  manifestRule,
  policyRule,
  projectRule,
  secretRule,
  taintRule,
  templateRule,
} from "./rule/rule.ts";
export type { SecretCandidate } from "./secret/candidate.ts";
export type { Entry, Mapping, Node, Scalar, Sequence } from "./syntax/node.ts";
export { entryOf, followed, itemsOf, scalarsOf, valueOf } from "./syntax/node.ts";
export { apiOf, apisOf } from "./template/apis.ts";
export { mayHoldMore } from "./template/completeness.ts";
export { constructPathOf } from "./template/construct-path.ts";
export { derived, derivedOnce, gathered } from "./template/derived.ts";
export type { CallerCheck, Declared, Property, Resource, Template, Trigger, TriggerKind } from "./template/model.ts";
export { resourcesOfType } from "./template/of-type.ts";
export { bodyOf } from "./template/openapi.ts";
export type {
  Api,
  ApiKind,
  Authorizer,
  AuthorizerPart,
  Claim,
  Integration,
  Operation,
  OperationPart,
  OperationPlace,
} from "./template/operation.ts";
export { operationsAt, operationsOf, operationsOfApi, operationTypes } from "./template/operations.ts";
export { type Presence, presenceOf, whileDeployed } from "./template/presence.ts";
export { referenceIn, referredTo } from "./template/references.ts";
export { referredAt } from "./template/referred.ts";
export {
  type Failing,
  failing,
  type Setting,
  type Settings,
  settingsOf,
  whenText,
  writtenText,
} from "./template/settings.ts";
export { type State, type StateMachine, stateMachineOf } from "./template/state-machine.ts";
export { triggersOf } from "./template/triggers.ts";
export type { Value } from "./template/value.ts";
export * as value from "./template/value.ts";
export type { Site } from "./text/source.ts";
export { textAt, within } from "./text/source.ts";
