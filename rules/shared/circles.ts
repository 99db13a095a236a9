import {
  type Deployed,
  type ExactStatement,
  type Resource,
  type Target,
  textAt,
  triggersOf,
} from "../../engine/authoring.ts";

/**
 * The statements with no reference from a role to what itself waits for a function with that role: a deployment of such a circle fails. What
 * can be said in a text is said so; a resource that cannot is left to a person.
 */
export function withoutCircles(statements: readonly ExactStatement[], deployed: Deployed): readonly ExactStatement[] {
  const waiting = new Waiting(deployed);
  return statements.map(({ actions, targets }) => {
    const written = targets?.map((target) => withoutCircle(target, waiting));
    const isKnown = written && !written.includes(undefined);
    return { actions, targets: isKnown ? written.flatMap((one) => one ?? []) : undefined };
  });
}

function withoutCircle(target: Target, waiting: Waiting): Target | undefined {
  const own = target.resource;
  const isOwn = own !== undefined && waiting.waits(own.name);
  const named = [...target.arn.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].flatMap(([, name]) => name ?? []);
  const circular = named.filter((name) => waiting.waits(name));
  if (circular.length === 0) return isOwn ? { arn: target.arn } : target;
  const service = /^arn:(?:\$\{[^}]*\}|[^:]*):([^:]*)/.exec(target.arn)?.[1];
  if (service === "logs" || service === "execute-api") return { arn: circular.reduce(withAnyName, target.arn) };
  return service === "lambda" ? { arn: circular.reduce(withGivenName, target.arn) } : undefined;
}

const withAnyName = (arn: string, name: string): string => arn.replace(`\${${name}}`, "*");

/** As CloudFormation names what has no name. */
const withGivenName = (arn: string, name: string): string => arn.replace(`\${${name}}`, `\${AWS::StackName}-${name}-*`);

/** Which resources of a template wait for a role, or for functions that run with it. */
class Waiting {
  private readonly known = new Map<string, boolean>();
  private readonly resources: ReadonlyMap<string, Resource>;

  constructor({ resource, template, grants }: Deployed) {
    this.resources = new Map(
      template.resources.flatMap((one) => [[one.name, one] as const, [one.alias ?? one.name, one] as const]),
    );
    for (const name of [resource.name, resource.alias, grants.role?.name, ...grants.users])
      if (name !== undefined) this.known.set(name, true);
  }

  waits(name: string): boolean {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, false);
    const resource = this.resources.get(name);
    const found =
      resource !== undefined &&
      [...namesIn(textAt(resource.entry)), ...this.callers(resource)].some((one) => this.waits(one));
    this.known.set(name, found);
    return found;
  }

  /** Functions that a bucket, an API or a user pool is told to call by an event that SAM writes into it. */
  private callers(target: Resource): readonly string[] {
    if (!/^AWS::(?:S3::Bucket|ApiGateway|ApiGatewayV2|Serverless|Cognito)/.test(target.type)) return [];
    return [...this.resources.values()].flatMap((one) => {
      if (one.writtenAs !== "AWS::Serverless::Function") return [];
      const calls = triggersOf(one).some(
        ({ kind, at }) => /^(?:s3|rest-api|http-api|cognito)/.test(kind) && namesIn(textAt(at)).has(target.name),
      );
      return calls ? [one.name] : [];
    });
  }
}

/** What intrinsics in a piece of a template refer to. */
function namesIn(text: string): ReadonlySet<string> {
  const references = /(?:\bRef|GetAtt|DependsOn)"?\s*:?\s*\[?\s*["']?([A-Za-z0-9]+)|\$\{([A-Za-z0-9]+)[.}]/g;
  return new Set([...text.matchAll(references)].flatMap(([, name, inText]) => name ?? inText ?? []));
}
