/** Actions that together are a way to rights which nobody meant to give. */
export interface Escalation {
  /** What is needed on every resource of its kind. */
  readonly everywhere: readonly string[];
  /** What is needed beside that, on any resource; of each list one. */
  readonly beside?: readonly (readonly string[])[];
  /** The service that a role is passed to, as `iam:PassedToService` has it. */
  readonly passedTo?: string;
  /** What it lets somebody do; follows "let 'X'". */
  readonly gives: string;
}

export const source =
  "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/ and https://pathfinding.cloud/, in our words; which services work with a role that they are passed: their guides at https://docs.aws.amazon.com/";
export const asOf = "2026-11";

const alone = (action: string, gives: string): Escalation => ({ everywhere: [action], gives });

const passing = (passedTo: string, gives: string, ...beside: (readonly string[])[]): Escalation => ({
  everywhere: ["iam:PassRole"],
  beside,
  passedTo,
  gives,
});

const runsCode = "run its own code with any role";

/** The worst first: of several that a role has, the first is told. */
export const escalations: readonly Escalation[] = [
  alone("iam:CreatePolicyVersion", "give itself every right by a new version of its policy"),
  alone("iam:PutRolePolicy", "write every right into its own role"),
  alone("iam:AttachRolePolicy", "attach administrator rights to its own role"),
  alone("iam:UpdateAssumeRolePolicy", "let itself into any role, an administrator's too"),
  alone("iam:PutUserPolicy", "write every right into any user's policy"),
  alone("iam:AttachUserPolicy", "make any user an administrator"),
  alone("iam:PutGroupPolicy", "write every right into any group's policy"),
  alone("iam:AttachGroupPolicy", "make the members of any group administrators"),
  alone("iam:AddUserToGroup", "put any user into the administrators' group"),
  alone("iam:CreateAccessKey", "make itself an access key of any user"),
  alone("iam:CreateLoginProfile", "set a password for any user and sign in as them"),
  alone("iam:UpdateLoginProfile", "change any user's password and sign in as them"),
  alone("iam:SetDefaultPolicyVersion", "bring back an old version of a policy that allows more"),
  alone("iam:DeleteRolePermissionsBoundary", "take away the boundary of its own role"),
  alone("iam:PutRolePermissionsBoundary", "put a wider boundary around its own role"),
  alone("iam:DeleteUserPermissionsBoundary", "take away the boundary of any user"),
  alone("iam:PutUserPermissionsBoundary", "put a wider boundary around any user"),

  passing(
    "lambda.amazonaws.com",
    runsCode,
    ["lambda:CreateFunction"],
    [
      "lambda:InvokeFunction",
      "lambda:CreateEventSourceMapping",
      "lambda:AddPermission",
      "lambda:CreateFunctionUrlConfig",
    ],
  ),
  passing("lambda.amazonaws.com", "give a function any role", ["lambda:UpdateFunctionConfiguration"]),
  passing("ec2.amazonaws.com", "start a machine with any role", ["ec2:RunInstances", "ec2:RequestSpotInstances"]),
  passing("ec2.amazonaws.com", "give a machine any role", ["ec2:AssociateIamInstanceProfile"]),
  passing(
    "ecs-tasks.amazonaws.com",
    runsCode,
    ["ecs:RegisterTaskDefinition"],
    ["ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService"],
  ),
  passing("ecs-tasks.amazonaws.com", runsCode, ["batch:RegisterJobDefinition"], ["batch:SubmitJob"]),
  passing("cloudformation.amazonaws.com", "deploy anything with any role", [
    "cloudformation:CreateStack",
    "cloudformation:UpdateStack",
  ]),
  passing(
    "cloudformation.amazonaws.com",
    "deploy anything with any role",
    ["cloudformation:CreateChangeSet"],
    ["cloudformation:ExecuteChangeSet"],
  ),
  passing(
    "cloudformation.amazonaws.com",
    "deploy anything with any role",
    ["cloudformation:CreateStackSet"],
    ["cloudformation:CreateStackInstances"],
  ),
  passing("cloudformation.amazonaws.com", "deploy anything with any role", ["cloudformation:UpdateStackSet"]),
  passing("glue.amazonaws.com", "work on an endpoint with any role", ["glue:CreateDevEndpoint"]),
  passing(
    "glue.amazonaws.com",
    runsCode,
    ["glue:CreateJob", "glue:UpdateJob"],
    ["glue:StartJobRun", "glue:CreateTrigger"],
  ),
  passing(
    "codebuild.amazonaws.com",
    runsCode,
    ["codebuild:CreateProject"],
    ["codebuild:StartBuild", "codebuild:StartBuildBatch"],
  ),
  passing(
    "datapipeline.amazonaws.com",
    runsCode,
    ["datapipeline:CreatePipeline"],
    ["datapipeline:PutPipelineDefinition"],
    ["datapipeline:ActivatePipeline"],
  ),
  passing("sagemaker.amazonaws.com", runsCode, [
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
  ]),
  passing(
    "states.amazonaws.com",
    "make any AWS call with any role",
    ["states:CreateStateMachine", "states:UpdateStateMachine"],
    ["states:StartExecution", "states:StartSyncExecution"],
  ),
  passing("scheduler.amazonaws.com", "make AWS calls that change things with any role", [
    "scheduler:CreateSchedule",
    "scheduler:UpdateSchedule",
  ]),
  passing("pipes.amazonaws.com", "reach any target with any role", ["pipes:CreatePipe", "pipes:UpdatePipe"]),
  passing("ssm.amazonaws.com", "make any AWS call with any role", ["ssm:StartAutomationExecution"]),
  passing("tasks.apprunner.amazonaws.com", runsCode, ["apprunner:CreateService"]),
  passing("emr-serverless.amazonaws.com", runsCode, ["emr-serverless:StartJobRun"]),
  passing(
    "kinesisanalytics.amazonaws.com",
    runsCode,
    ["kinesisanalytics:CreateApplication"],
    ["kinesisanalytics:StartApplication"],
  ),
  passing(
    "bedrock-agentcore.amazonaws.com",
    runsCode,
    ["bedrock-agentcore:CreateCodeInterpreter"],
    ["bedrock-agentcore:StartCodeInterpreterSession"],
    ["bedrock-agentcore:InvokeCodeInterpreter"],
  ),

  alone("sts:AssumeRole", "take every role that trusts the account"),
  alone("lambda:UpdateFunctionCode", "run its own code with the role of every function"),
  alone("lambda:UpdateFunctionConfiguration", "put its own layer in front of the code of every function"),
  alone("cloudformation:UpdateStack", "change every stack with the role that deploys it"),
  {
    everywhere: ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    gives: "change every stack with the role that deploys it",
  },
  alone("codebuild:StartBuild", "run its own commands with the role of every build"),
  alone("codebuild:StartBuildBatch", "run its own commands with the role of every build"),
  alone("glue:UpdateDevEndpoint", "put its own key on every endpoint and have its role"),
  alone("sagemaker:CreatePresignedNotebookInstanceUrl", "open every notebook and have its role"),
  alone("sagemaker:CreatePresignedDomainUrl", "open every user's studio and have its role"),
  alone("apprunner:UpdateService", "run its own image with the role of every service"),
  alone("ssm:SendCommand", "run its own commands on every managed machine"),
  alone("ssm:StartSession", "open a shell on every managed machine"),
  alone("ec2-instance-connect:SendSSHPublicKey", "put its own key on every machine and have its role"),
  alone("ecs:ExecuteCommand", "run its own commands in every container"),
  {
    everywhere: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
    gives: "start every machine with its own script and have its role",
  },
  {
    everywhere: ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
    gives: "run its own code in every code interpreter",
  },
];
