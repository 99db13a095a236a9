/**
 * Properties whose value is a secret, by CloudFormation type and path; `*` stands for each item of a list. Source: the types' own pages of the
 * reference, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
 */
export const asOf = "2026-11-24";

export const secretProperties: Readonly<Record<string, readonly string[]>> = {
  "AWS::RDS::DBInstance": ["MasterUserPassword", "TdeCredentialPassword"],
  "AWS::RDS::DBCluster": ["MasterUserPassword"],
  "AWS::DocDB::DBCluster": ["MasterUserPassword"],
  "AWS::Redshift::Cluster": ["MasterUserPassword"],
  "AWS::RedshiftServerless::Namespace": ["AdminUserPassword"],
  "AWS::ElastiCache::ReplicationGroup": ["AuthToken"],
  "AWS::ElastiCache::User": ["Passwords/*"],
  "AWS::MemoryDB::User": ["AuthenticationMode/Passwords/*"],
  "AWS::OpenSearchService::Domain": ["AdvancedSecurityOptions/MasterUserOptions/MasterUserPassword"],
  "AWS::SecretsManager::Secret": ["SecretString"],
  "AWS::Cognito::UserPoolIdentityProvider": ["ProviderDetails/client_secret"],
  "AWS::Amplify::App": ["OauthToken", "AccessToken", "BasicAuthConfig/Password"],
  "AWS::Amplify::Branch": ["BasicAuthConfig/Password"],
  "AWS::Events::Connection": [
    "AuthParameters/ApiKeyAuthParameters/ApiKeyValue",
    "AuthParameters/BasicAuthParameters/Password",
    "AuthParameters/OAuthParameters/ClientParameters/ClientSecret",
  ],
  "AWS::KinesisFirehose::DeliveryStream": [
    "SplunkDestinationConfiguration/HECToken",
    "RedshiftDestinationConfiguration/Password",
    "HttpEndpointDestinationConfiguration/EndpointConfiguration/AccessKey",
  ],
  "AWS::DMS::Endpoint": ["Password"],
  "AWS::AmazonMQ::Broker": ["Users/*/Password"],
  "AWS::IAM::User": ["LoginProfile/Password"],
  "AWS::DirectoryService::MicrosoftAD": ["Password"],
  "AWS::DirectoryService::SimpleAD": ["Password"],
  "AWS::CodeBuild::SourceCredential": ["Token"],
  "AWS::CodePipeline::Webhook": ["AuthenticationConfiguration/SecretToken"],
  "AWS::ApiGateway::ApiKey": ["Value"],
  "Alexa::ASK::Skill": ["AuthenticationConfiguration/ClientSecret"],
};

/** The property that lets the service make and keep the password itself, and the one that it replaces. */
export const managedPasswords: Readonly<Record<string, { readonly instead: string; readonly of: string }>> = {
  "AWS::RDS::DBInstance": { instead: "ManageMasterUserPassword", of: "MasterUserPassword" },
  "AWS::RDS::DBCluster": { instead: "ManageMasterUserPassword", of: "MasterUserPassword" },
  "AWS::Redshift::Cluster": { instead: "ManageMasterPassword", of: "MasterUserPassword" },
  "AWS::RedshiftServerless::Namespace": { instead: "ManageAdminPassword", of: "AdminUserPassword" },
};
