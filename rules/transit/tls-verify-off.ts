import { type Node, operationsAt, type Resource, templateRule, value, whenText } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { isToldHere, replacePiece, type VariableText, variableTexts } from "../shared/variable-texts.ts";
import { type AddressParameter, weakeningIn } from "./_address-parameters.ts";

interface Unchecked {
  /** What lets whom, and when. */
  readonly claim: string;
  readonly at: Node;
  /** A piece of the value, and what would be right; undefined: the whole value is. */
  readonly piece?: string | undefined;
  readonly right: string | boolean;
}

export default templateRule<Unchecked>({
  meta: {
    id: "transit/tls-verify-off",
    severity: "error",
    confidence: "high",
    summary: "The check of certificates is switched off",
    why: "TLS without a check of the certificate encrypts for whoever answers: everyone who can redirect the connection, by DNS, a proxy or the network, reads and changes it. `NODE_TLS_REJECT_UNAUTHORIZED=0` does so for every connection of the process, calls to AWS included. If a host has a certificate of a private authority, give the function that authority's certificate (`NODE_EXTRA_CA_CERTS`); RDS publishes a bundle of its own.",
    duty: "encryption",
    cwe: [295],
    controls: ["A3"],
    references: [
      {
        title: "Node.js: NODE_TLS_REJECT_UNAUTHORIZED",
        url: "https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue",
      },
      {
        title: "RDS: TLS connections and certificates",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
      },
    ],
    examples: [
      {
        title: "For all connections of a Node.js function",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          NODE_TLS_REJECT_UNAUTHORIZED: "0"
                                        ^^^ 'NODE_TLS_REJECT_UNAUTHORIZED' lets 'Charge' accept any certificate`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          NODE_TLS_REJECT_UNAUTHORIZED: "1"`,
      },
      {
        title: "For all functions, as a number",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        NODE_TLS_REJECT_UNAUTHORIZED: 0
                                      ^ lets 'Charge' accept any certificate
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
  Refund:
    Type: AWS::Serverless::Function
    Properties:
      Handler: refund.handler`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        NODE_TLS_REJECT_UNAUTHORIZED: "1"
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
  Refund:
    Type: AWS::Serverless::Function
    Properties:
      Handler: refund.handler`,
      },
      {
        title: "In the address of a database, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Charge": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": { "DB_URL": { "Fn::Sub": "postgres://shop@\${Db.Endpoint.Address}/shop?sslmode=no-verify" } }
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'DB_URL' lets 'Charge' accept any certificate: others can listen in
        }
      }
    },
    "Db": { "Type": "AWS::RDS::DBInstance" }
  }
}`,
        fixed: `{
  "Resources": {
    "Charge": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": { "DB_URL": { "Fn::Sub": "postgres://shop@\${Db.Endpoint.Address}/shop?sslmode=verify-full" } }
        }
      }
    },
    "Db": { "Type": "AWS::RDS::DBInstance" }
  }
}`,
      },
      {
        title: "A setting of its own, in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
functions:
  charge:
    handler: charge.handler
    environment:
      DB_REJECT_UNAUTHORIZED: false
                              ^^^^^ 'DB_REJECT_UNAUTHORIZED' lets 'charge' accept any certificate`,
        fixed: `service: shop
provider:
  name: aws
functions:
  charge:
    handler: charge.handler
    environment:
      DB_REJECT_UNAUTHORIZED: "true"`,
      },
      {
        title: "In the integration of an API",
        file: "openapi.yaml",
        bad: `openapi: 3.0.1
info:
  title: shop
  version: "1"
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://shop.example.com/orders
        tlsConfig:
          insecureSkipVerification: true
                                    ^^^^ accepts any certificate of the host`,
        fixed: `openapi: 3.0.1
info:
  title: shop
  version: "1"
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://shop.example.com/orders
        tlsConfig:
          insecureSkipVerification: false`,
      },
      {
        title: "Checked, with a certificate of a private authority",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Reject:
    Type: String
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: charge.handler
      Environment:
        Variables:
          NODE_TLS_REJECT_UNAUTHORIZED: "1"
          NODE_EXTRA_CA_CERTS: /var/task/rds-bundle.pem
          DB_REJECT_UNAUTHORIZED: !Ref Reject
          DB_URL: postgres://db.example.com/shop?sslmode=verify-full`,
      },
    ],
  },
  at: ["AWS::Lambda::Function", "AWS::ApiGateway::RestApi"],
  *check(_, resource) {
    for (const one of resource.type === "AWS::Lambda::Function" ? inVariables(resource) : inDefinition(resource))
      yield { at: one.at, data: one };
  },
  message: ({ claim }) => claim,
  fix: ({ at, piece, right }, edit) => {
    const edits =
      piece === undefined
        ? edit.replace(at, right)
        : replacePiece(at, piece, String(right))?.flatMap((one) => edit.text(one.at, one.text));
    return edits && { title: "Check certificates, which the host's has to pass", safety: "unsafe", edits };
  },
});

function* inVariables(resource: Resource): Generator<Unchecked> {
  for (const found of variableTexts(resource)) {
    const wrong = wrongIn(found);
    if (!wrong || !isToldHere(resource, found)) continue;
    const who = shown(resource.name, 30);
    const claim = `'${shown(found.name, 40)}' lets '${who}' accept any certificate${whenText(found)}: others can listen in`;
    yield { claim, at: found.at, ...wrong };
  }
}

/** `tlsConfig.insecureSkipVerification` of an integration, which only a definition can have. */
function* inDefinition(api: Resource): Generator<Unchecked> {
  for (const { integration } of operationsAt(api)) {
    const skip = value.at(integration?.written, "tlsConfig", "insecureSkipVerification");
    if (!skip || value.boolean(skip) !== true) continue;
    const claim = `'${shown(api.name, 40)}' accepts any certificate of the host that it forwards requests to`;
    yield { claim, at: skip.at, right: false };
  }
}

/** Variables that a runtime or driver reads, the value that switches its check off, and a right one. */
const settings: readonly { readonly name: RegExp; readonly off: RegExp; readonly right: string }[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, off: /^0$/, right: "1" },
  { name: /^PYTHONHTTPSVERIFY$/, off: /^0$/, right: "1" },
  { name: /^PGSSLMODE$/, off: /^no-verify$/, right: "verify-full" },
  { name: /^npm_config_strict_ssl$/i, off: /^false$/i, right: "true" },
  { name: /REJECT_?UNAUTHORIZED$/i, off: /^(0|false|no|off)$/i, right: "true" },
];

/** What a database's address says. */
const parameters: readonly AddressParameter[] = [
  { off: /\bsslmode=no-verify\b/i, right: "sslmode=verify-full" },
  { off: /\brejectUnauthorized=false\b/i, right: "rejectUnauthorized=true" },
  { off: /\btlsInsecure=true\b/i, right: "tlsInsecure=false" },
  { off: /\btlsAllowInvalidCertificates=true\b/i, right: "tlsAllowInvalidCertificates=false" },
  { off: /\btlsAllowInvalidHostnames=true\b/i, right: "tlsAllowInvalidHostnames=false" },
  { off: /\bsslaccept=accept_invalid_certs\b/i, right: "sslaccept=strict" },
  { off: /\bverifyServerCertificate=false\b/i, right: "verifyServerCertificate=true" },
  { off: /\btrustServerCertificate=true\b/i, right: "TrustServerCertificate=false" },
];

function wrongIn({ name, text }: VariableText): Pick<Unchecked, "piece" | "right"> | undefined {
  const setting = settings.find((one) => one.name.test(name));
  if (setting) return setting.off.test(text) ? { piece: undefined, right: setting.right } : undefined;
  return /:\/\/|;/.test(text) ? weakeningIn(text, parameters) : undefined;
}
