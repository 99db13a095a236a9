import { type Resource, templateRule, whenText } from "../../engine/authoring.ts";
import { hostOf, isLocalHost } from "../shared/url-host.ts";
import { isToldHere, replacePiece, type VariableText, variableTexts } from "../shared/variable-texts.ts";
import { type AddressParameter, weakeningIn } from "./_address-parameters.ts";

interface Plain {
  readonly resource: Resource;
  readonly found: VariableText;
  /** A piece of the value, and what would be right; undefined: the whole value is. */
  readonly piece: string | undefined;
  readonly right: string;
}

export default templateRule<Plain>({
  meta: {
    id: "transit/db-plain",
    severity: "warning",
    confidence: "medium",
    summary: "A function is told to reach its database without TLS",
    why: "The password, every query and every row go over the network in clear: a mirrored port, a broken host in the VPC or a wrong route is enough to read them. RDS, Aurora, DocumentDB, ElastiCache and all hosted databases speak TLS, and every driver can. `verify-full` also checks that it is the right server, with the certificate bundle of RDS.",
    duty: "encryption",
    cwe: [319],
    controls: ["A3"],
    references: [
      {
        title: "PostgreSQL: what sslmode means",
        url: "https://www.postgresql.org/docs/current/libpq-ssl.html",
      },
      {
        title: "RDS: TLS connections and certificates",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
      },
    ],
    examples: [
      {
        title: "A database of the template",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      Environment:
        Variables:
          DATABASE_URL: !Sub postgres://shop@\${Db.Endpoint.Address}/shop?sslmode=disable
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'DATABASE_URL' makes 'Orders' reach its database without TLS: passwords go in clear
  Db:
    Type: AWS::RDS::DBInstance`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      Environment:
        Variables:
          DATABASE_URL: !Sub postgres://shop@\${Db.Endpoint.Address}/shop?sslmode=require
  Db:
    Type: AWS::RDS::DBInstance`,
      },
      {
        title: "A setting of the driver, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Orders": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": { "Variables": { "PGHOST": "db.example.com", "PGSSLMODE": "disable" } }
                                                                                 ^^^^^^^^^ 'PGSSLMODE' makes 'Orders' reach
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Orders": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": { "Variables": { "PGHOST": "db.example.com", "PGSSLMODE": "require" } }
      }
    }
  }
}`,
      },
      {
        title: "A cache and documents, in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
  environment:
    MONGO_URL: mongodb://docs.example.com/shop?tls=false
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'MONGO_URL' makes 'order' reach
functions:
  order:
    handler: order.handler`,
        fixed: `service: shop
provider:
  name: aws
  environment:
    MONGO_URL: mongodb://docs.example.com/shop?tls=true
functions:
  order:
    handler: order.handler`,
      },
      {
        title: "A cache that is spoken to in clear",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      Environment:
        Variables:
          REDIS_URL: redis://shop.abc123.euw1.cache.amazonaws.com:6379
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'REDIS_URL' makes 'Orders' reach`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      Environment:
        Variables:
          REDIS_URL: rediss://shop.abc123.euw1.cache.amazonaws.com:6379`,
      },
      {
        title: "TLS; this machine; what is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Url:
    Type: String
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: orders.handler
      Environment:
        Variables:
          DATABASE_URL: postgres://shop@db.example.com/shop?sslmode=verify-full
          TEST_URL: postgres://shop@localhost/shop?sslmode=disable
          CACHE_URL: rediss://cache.example.com:6379
          LOCAL_CACHE: redis://redis:6379
          MADE_CACHE: !Sub redis://\${Cache.RedisEndpoint.Address}:6379
          MONGO_URL: mongodb+srv://docs.example.com/shop
          PGSSLMODE: require
          GIVEN: !Ref Url
          SHOP_URL: https://shop.example.com/?ssl=false
  Cache:
    Type: AWS::ElastiCache::CacheCluster`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_, resource) {
    for (const found of variableTexts(resource)) {
      const plain = plainIn(found);
      if (plain && isToldHere(resource, found)) yield { at: found.at, data: { resource, found, ...plain } };
    }
  },
  message: ({ resource, found }) =>
    `'${found.name}' makes '${resource.name}' reach its database without TLS${whenText(found)}: passwords go in clear`,
  fix: ({ found, piece, right }, edit) => {
    const edits =
      piece === undefined
        ? edit.replace(found.at, right)
        : replacePiece(found.at, piece, right)?.flatMap(({ at, text }) => edit.text(at, text));
    return edits && { title: "Use TLS, if the database is ready for it", safety: "unsafe", edits };
  },
});

const databases =
  /^(jdbc:)?(postgres|postgresql|mysql|mysql2|mariadb|mongodb|mongodb\+srv|mssql|sqlserver|cockroachdb):\/\//i;

/** What an address of a database says, and what it should. */
const parameters: readonly AddressParameter[] = [
  { off: /\bsslmode=(disable|allow)\b/i, right: "sslmode=require" },
  { off: /\bssl-?mode=DISABLED\b/i, right: "sslMode=REQUIRED" },
  { off: /\buseSSL=false\b/i, right: "useSSL=true" },
  { off: /\bssl=(false|0)\b/i, right: "ssl=true" },
  { off: /\btls=false\b/i, right: "tls=true" },
  { off: /\bencrypt=false\b/i, right: "encrypt=true" },
];

function plainIn({ name, text }: VariableText): Pick<Plain, "piece" | "right"> | undefined {
  if (name === "PGSSLMODE") return /^(disable|allow)$/.test(text) ? { piece: undefined, right: "require" } : undefined;
  const scheme = /^(redis|amqp):\/\//i.exec(text)?.[0];
  if (scheme && isRemote(text)) return { piece: scheme, right: scheme.replace(/:\/\/$/, "s://") };
  const isAddress = databases.test(text) ? isMaybeRemote(text) : isRemoteServer(text);
  return isAddress ? weakeningIn(text, parameters) : undefined;
}

const isRemote = (address: string): boolean => !isLocalHost(hostOf(address) ?? "");

/** A host that is not known is hardly this machine. */
function isMaybeRemote(address: string): boolean {
  const host = hostOf(address.replace(/^jdbc:/i, "")) ?? "";
  return host.includes("${") || !isLocalHost(host);
}

/** `Server=tcp:db.example.com;Encrypt=False` */
const isRemoteServer = (text: string): boolean => /(^|;)\s*server=/i.test(text) && !/localhost|127\.0\.0/i.test(text);
