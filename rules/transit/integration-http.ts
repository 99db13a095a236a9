import {
  type Edit,
  type Node,
  operationsAt,
  type Property,
  type Resource,
  referredTo,
  type SiteEdit,
  templateRule,
  textAt,
  type Value,
  value,
  valueOf,
  within,
} from "../../engine/authoring.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { hostOf, isLocalHost } from "../shared/url-host.ts";

interface Plain {
  /** What is, as a whole sentence. */
  readonly claim: string;
  /** Addresses to be changed, and values to be replaced by `https`. */
  readonly addresses: readonly Node[];
  readonly protocol?: Node;
}

const integrationType = "AWS::ApiGatewayV2::Integration";
const sourceType = "AWS::AppSync::DataSource";
const subscriptionType = "AWS::SNS::Subscription";
const listenerType = "AWS::ElasticLoadBalancingV2::Listener";

export default templateRule<Plain>({
  meta: {
    id: "transit/integration-http",
    severity: "warning",
    confidence: "high",
    summary: "Requests or notifications are forwarded over plain HTTP, or taken over it",
    why: "The caller sees HTTPS and trusts it, while API Gateway hands the request on in clear over the internet, with its tokens and bodies; SNS does the same with notifications for an `http` endpoint, and a load balancer takes requests that nobody encrypted at all. Whoever is on the way reads and changes them.",
    duty: "encryption",
    cwe: [319],
    controls: ["ELB.1"],
    references: [
      {
        title: "API Gateway: HTTP integrations",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html",
      },
      {
        title: "Security Hub: controls for Elastic Load Balancing",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
      },
    ],
    examples: [
      {
        title: "A method of a REST API",
        bad: `Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: POST
        Uri: http://shop.example.com/orders
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Orders' forwards requests to 'shop.example.com' over plain HTTP`,
        fixed: `Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: POST
        Uri: https://shop.example.com/orders`,
      },
      {
        title: "An integration of an HTTP API and a subscription, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Shop": {
      "Type": "AWS::ApiGatewayV2::Integration",
      "Properties": {
        "IntegrationType": "HTTP_PROXY",
        "IntegrationUri": { "Fn::Sub": "http://\${Balancer.DNSName}/{proxy}" }
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Shop' forwards requests to '\${Balancer.DNSName}' over plain HTTP
      }
    },
    "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer" }
  }
}`,
        fixed: `{
  "Resources": {
    "Shop": {
      "Type": "AWS::ApiGatewayV2::Integration",
      "Properties": {
        "IntegrationType": "HTTP_PROXY",
        "IntegrationUri": { "Fn::Sub": "https://\${Balancer.DNSName}/{proxy}" }
      }
    },
    "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer" }
  }
}`,
      },
      {
        title: "Notifications, in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Alerts:
      Type: AWS::SNS::Subscription
      Properties:
        Protocol: http
                  ^^^^ 'Alerts' sends notifications over plain HTTP
        Endpoint: http://hooks.example.com/alerts
        TopicArn: !Ref Topic`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Alerts:
      Type: AWS::SNS::Subscription
      Properties:
        Protocol: https
        Endpoint: https://hooks.example.com/alerts
        TopicArn: !Ref Topic`,
      },
      {
        title: "A load balancer in front of a function",
        bad: `Resources:
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 80
      Protocol: HTTP
                ^^^^ 'Http' takes requests from the internet over plain HTTP
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Function
  Function:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: lambda
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer`,
      },
      {
        title: "A definition of an API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://shop.example.com/orders
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Shop' forwards requests to 'shop.example.com' over plain HTTP`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: https://shop.example.com/orders`,
      },
      {
        title: "A definition in a file of its own",
        file: "openapi.yaml",
        bad: `openapi: 3.0.1
info:
  title: shop
  version: "1"
servers:
  - url: https://api.example.com
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: http://shop.example.com/orders
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'openapi' forwards requests to 'shop.example.com' over plain HTTP`,
        fixed: `openapi: 3.0.1
info:
  title: shop
  version: "1"
servers:
  - url: https://api.example.com
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://shop.example.com/orders`,
      },
      {
        title: "A definition that names its server with plain HTTP",
        file: "openapi.yaml",
        bad: `openapi: 3.0.1
info:
  title: shop
  version: "1"
servers:
  - url: http://api.example.com/v1
         ^^^^^^^^^^^^^^^^^^^^^^^^^ 'openapi' tells its clients to use 'api.example.com' over plain HTTP
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: mock`,
        fixed: `openapi: 3.0.1
info:
  title: shop
  version: "1"
servers:
  - url: https://api.example.com/v1
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: mock`,
      },
      {
        title: "A route of a Serverless function",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: orders
          method: get
          integration: http-proxy
          request:
            uri: http://shop.example.com/orders
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'order' forwards requests to 'shop.example.com' over plain HTTP`,
        fixed: `service: shop
provider:
  name: aws
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: orders
          method: get
          integration: http-proxy
          request:
            uri: https://shop.example.com/orders`,
      },
      {
        title: "HTTPS; a private link; a redirect; a balancer of a private network; what a parameter says",
        good: `Parameters:
  Url:
    Type: String
Resources:
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      Integration:
        Type: HTTP_PROXY
        Uri: https://shop.example.com/orders
  Linked:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: http://internal.example.com/orders
  Given:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      IntegrationType: HTTP_PROXY
      IntegrationUri: !Ref Url
  Alerts:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: https
      Endpoint: https://hooks.example.com/alerts
  Redirect:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: HTTP
      DefaultActions:
        - Type: redirect
          RedirectConfig:
            Protocol: HTTPS
            StatusCode: HTTP_301
  Inner:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Internal
      Protocol: HTTP
      DefaultActions:
        - Type: forward
          TargetGroupArn: !ImportValue targets
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
  Internal:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
  Link:
    Type: AWS::ApiGateway::VpcLink`,
      },
    ],
  },
  at: [
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::Lambda::Function",
    sourceType,
    integrationType,
    subscriptionType,
    listenerType,
  ],
  *check(_, resource) {
    if (resource.type === subscriptionType) yield* subscribed(resource);
    else if (resource.type === listenerType) yield* listening(resource);
    else if (resource.type === sourceType) yield* forwarded(resource, resource.property("HttpConfig/Endpoint")?.value);
    else if (resource.type === integrationType) {
      const isLinked = resource.property("ConnectionType") !== undefined;
      if (!isLinked) yield* forwarded(resource, resource.property("IntegrationUri")?.value);
    } else {
      for (const { integration } of operationsAt(resource))
        if (!isLinked(integration?.written)) yield* forwarded(resource, integration?.uri);
      yield* declared(resource);
    }
  },
  message: ({ claim }) => claim,
  fix: ({ addresses, protocol }, edit) => {
    if (addresses.length === 0) return undefined;
    const edits = together(
      ...addresses.map((node) => encrypted(node, edit)),
      protocol ? edit.replace(protocol, "https") : [],
    );
    return edits && { title: "Use HTTPS, if the host answers to it", safety: "unsafe", edits };
  },
});

/** API Gateway reaches only hosts on the internet without a link, so a host that is not known is one. */
function* forwarded(resource: Resource, uri: Value | undefined) {
  const address = addressIn(uri);
  const host = address && hostOf(address);
  if (!uri || !host || (!host.includes("${") && isLocalHost(host))) return;
  const claim = `'${shown(resource.name, 40)}' forwards requests to '${shown(host, 40)}' over plain HTTP`;
  yield { at: uri.at, data: { claim, addresses: [uri.at] } };
}

const isLinked = (written: Value | undefined): boolean =>
  value.at(written, "ConnectionType") !== undefined || value.at(written, "connectionType") !== undefined;

/** A definition that tells clients to use plain HTTP, which API Gateway does not answer. */
function* declared(api: Resource) {
  for (const server of value.items(value.at(api.property("Body")?.value, "servers"))) {
    const url = value.at(server, "url");
    const host = hostOf(addressIn(url) ?? "");
    if (!url || !host || isLocalHost(host)) continue;
    const claim = `'${shown(api.name, 40)}' tells its clients to use '${shown(host, 40)}' over plain HTTP`;
    yield { at: url.at, data: { claim, addresses: [url.at] }, severity: "info" as const };
  }
}

function* subscribed(subscription: Resource) {
  const protocol = subscription.property("Protocol")?.value;
  if (!protocol || value.text(protocol) !== "http") return;
  const endpoint = subscription.property("Endpoint")?.value;
  const addresses = endpoint && addressIn(endpoint) !== undefined ? [endpoint.at] : [];
  const claim = `'${shown(subscription.name, 40)}' sends notifications over plain HTTP: they can be read and changed on the way`;
  yield { at: protocol.at, data: { claim, addresses, protocol: protocol.at } };
}

function* listening(listener: Resource) {
  const protocol = listener.property("Protocol");
  if (!protocol || value.text(protocol.value) !== "HTTP" || !isOnInternet(listener)) return;
  const actions = value.items(listener.property("DefaultActions")?.value);
  if (actions.length === 0 || !actions.every((action) => value.text(value.at(action, "Type")) === "forward")) return;
  const claim = `'${shown(listener.name, 40)}' takes requests from the internet over plain HTTP: they can be read and changed on the way`;
  yield { at: protocol.value.at, data: { claim, addresses: [] } };
}

function isOnInternet(listener: Resource): boolean {
  const balancer = referredTo(listener.property("LoadBalancerArn")?.value, listener.template);
  if (balancer?.type !== "AWS::ElasticLoadBalancingV2::LoadBalancer") return false;
  const scheme: Property | undefined = balancer.property("Scheme");
  return scheme === undefined || value.text(scheme.value) === "internet-facing";
}

/** An address with plain HTTP; what is not known of it stands as `${Name}`. */
function addressIn(found: Value | undefined): string | undefined {
  const text = patternText(found);
  return text !== undefined && /^http:\/\//i.test(text) ? text : undefined;
}

function encrypted(node: Node, edit: Edit): readonly SiteEdit[] | undefined {
  const text = node.kind === "mapping" ? (valueOf(node, "Fn::Sub") ?? node) : node;
  const start = text.kind === "scalar" ? textAt(text).indexOf("http://") : -1;
  return start < 0 ? undefined : edit.text(within(text, start, start + "http://".length), "https://");
}
