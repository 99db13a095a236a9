import { type Edit, type Resource, resourcesOfType, type SiteEdit, templateRule } from "../../engine/authoring.ts";
import { isMadeByFramework } from "../shared/made-by-framework.ts";

const plan = "AWS::ApiGateway::UsagePlan";
const key = "AWS::ApiGateway::ApiKey";

const quota = { Limit: 10_000, Period: "DAY" };

export default templateRule<Resource>({
  meta: {
    id: "limits/usage-plan",
    severity: "info",
    confidence: "high",
    summary: "API keys whose use nobody bounds",
    why: "An API key says who calls; what it is for is the usage plan behind it, with a quota for a day or a month and a limit of requests a second. A plan without them lets whoever has a key, or found one, call as often as the account allows. A key without any plan opens no method that asks for one.",
    duty: "configuration",
    cwe: [770],
    controls: ["SAS-8"],
    references: [
      {
        title: "API Gateway: usage plans and API keys",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
      },
    ],
    examples: [
      {
        title: "A plan without a quota",
        bad: `Resources:
  Plan:
  ^^^^ 'Plan' bounds neither the rate nor the number of requests of a key
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      UsagePlanName: partners`,
        fixed: `Resources:
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      UsagePlanName: partners
      Quota:
        Limit: 10000
        Period: DAY`,
      },
      {
        title: "A plan that SAM makes",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        ApiKeyRequired: true
        UsagePlan:
        ^^^^^^^^^ the usage plan of 'Photos' bounds neither the rate nor the number of requests of a key
          CreateUsagePlan: PER_API`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        ApiKeyRequired: true
        UsagePlan:
          CreateUsagePlan: PER_API
          Quota:
            Limit: 10000
            Period: DAY`,
      },
      {
        title: "Keys of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  apiGateway:
  ^^^^^^^^^^ the usage plan of this service bounds neither the rate nor the number of requests of a key
    apiKeys:
      - partner
functions:
  list:
    handler: photos.list
    events:
      - http:
          path: photos
          method: get
          private: true`,
        fixed: `service: photos
provider:
  name: aws
  apiGateway:
    apiKeys:
      - partner
    usagePlan:
      quota:
        limit: 10000
        period: DAY
functions:
  list:
    handler: photos.list
    events:
      - http:
          path: photos
          method: get
          private: true`,
      },
      {
        title: "A key without a plan",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Key:
    ^^^ no usage plan of this template bounds what may be asked with 'Key'
      Type: AWS::ApiGateway::ApiKey`,
      },
      {
        title: "Bounded",
        good: `Resources:
  Key:
    Type: AWS::ApiGateway::ApiKey
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      Throttle:
        RateLimit: 10
        BurstLimit: 20
  Member:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties:
      KeyId: !Ref Key
      UsagePlanId: !Ref Plan
      KeyType: API_KEY`,
      },
      {
        title: "A key that is put into the plan of another stack",
        good: `Resources:
  Key:
    Type: AWS::ApiGateway::ApiKey
  Member:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties:
      KeyId: !Ref Key
      UsagePlanId: !ImportValue Plan
      KeyType: API_KEY`,
      },
    ],
  },
  at: [plan, key],
  *check(_property, resource) {
    if (resource.type === plan ? isOpen(resource) : isLoose(resource)) yield { at: resource.key, data: resource };
  },
  message: (resource) => {
    if (resource.type === key) return `no usage plan of this template bounds what may be asked with '${resource.name}'`;
    const whose = resource.writtenAs === plan ? `'${resource.name}'` : madeFor(resource);
    return `${whose} bounds neither the rate nor the number of requests of a key`;
  },
  fix: (resource, edit) => {
    const edits = resource.type === plan ? quotaEdits(resource, edit) : undefined;
    return edits && { title: `Take at most ${quota.Limit} requests a day with a key`, safety: "unsafe", edits };
  },
});

/** The framework has names of its own for it. */
const quotaEdits = (resource: Resource, edit: Edit): readonly SiteEdit[] | undefined =>
  isMadeByFramework(resource)
    ? edit.set(resource.template.root, ["provider", "apiGateway", "usagePlan", "quota"], {
        limit: quota.Limit,
        period: quota.Period,
      })
    : edit.setProperty(resource, "Quota", quota);

/** A plan that SAM or the framework makes, by what it is for. */
const madeFor = ({ name, template }: Resource): string =>
  template.dialect === "serverless"
    ? "the usage plan of this service"
    : `the usage plan of '${name.replace(/UsagePlan$/, "")}'`;

const isOpen = (resource: Resource): boolean =>
  !resource.property("Quota") && !resource.property("Throttle") && !hasStageLimits(resource);

/** A plan can also limit single methods of the stages it is for. */
const hasStageLimits = (resource: Resource): boolean => {
  const stages = resource.property("ApiStages");
  return resource.property("ApiStages/0/Throttle") !== undefined || stages?.value.kind === "unknown";
};

/** A key of a template that has neither a plan nor puts a key into one of another. */
const isLoose = ({ template }: Resource): boolean =>
  [plan, "AWS::ApiGateway::UsagePlanKey"].every((type) => resourcesOfType(template, type).length === 0);
