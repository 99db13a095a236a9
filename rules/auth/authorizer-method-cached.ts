import { type Code, type CodeContext, codeRule, nodesOf, textAt } from "../../engine/authoring.ts";

export default codeRule<{ readonly arn: Code.Expression }>({
  meta: {
    id: "auth/authorizer-method-cached",
    severity: "info",
    confidence: "high",
    summary: "An authorizer allows one method, and the answer is kept for others",
    why: "API Gateway keeps an authorizer's policy for the same token (five minutes unless the time is set) and applies it to the caller's next requests, whatever their path. A policy that allows exactly the method of the first request then refuses the others with a 403, at random as it seems; and once somebody widens it in a hurry to end that, it allows too much. Answer for the whole stage and let the functions check what each route needs, or set the authorizer's caching time to 0.",
    duty: "iam",
    cwe: [863],
    controls: ["SAS-2"],
    references: [
      {
        title: "AWS: a Lambda authorizer with caching returns 403 errors",
        url: "https://aws.amazon.com/premiumsupport/knowledge-center/api-gateway-lambda-authorization-errors/",
      },
    ],
    examples: [
      {
        title: "A policy for the method that was asked for",
        bad: `exports.authorizer = async (event) => {
  const token = event.authorizationToken;
  try {
    const decoded = verifyJWT(token);
    return {
      principalId: decoded.sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: event.methodArn
                    ^^^^^^^^^^^^^^^ 'event.methodArn' allows one method
        }]
      },
      context: {
        userId: decoded.sub,
        email: decoded.email
      }
    };
  } catch (err) {
    throw new Error('Unauthorized');
  }
};`,
        fixed: `exports.authorizer = async (event) => {
  const token = event.authorizationToken;
  try {
    const decoded = verifyJWT(token);
    return {
      principalId: decoded.sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: \`\${event.methodArn.split('/', 2).join('/')}/*\`
        }]
      },
      context: {
        userId: decoded.sub,
        email: decoded.email
      }
    };
  } catch (err) {
    throw new Error('Unauthorized');
  }
};`,
      },
      {
        title: "Through a function that makes the policy",
        file: "handler.ts",
        bad: `import type { APIGatewayTokenAuthorizerEvent } from "aws-lambda";

const policy = (principalId: string, effect: string, resource: string) => ({
  principalId,
  policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }] },
});

export const handler = async (event: APIGatewayTokenAuthorizerEvent) => {
  const claims = await verify(event.authorizationToken);
  return claims ? policy(claims.sub, "Allow", event.methodArn) : policy("nobody", "Deny", event.methodArn);
                                              ^^^^^^^^^^^^^^^ 'event.methodArn' allows one method
};`,
        fixed: `import type { APIGatewayTokenAuthorizerEvent } from "aws-lambda";

const policy = (principalId: string, effect: string, resource: string) => ({
  principalId,
  policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }] },
});

export const handler = async (event: APIGatewayTokenAuthorizerEvent) => {
  const claims = await verify(event.authorizationToken);
  return claims ? policy(claims.sub, "Allow", \`\${event.methodArn.split("/", 2).join("/")}/*\`) : policy("nobody", "Deny", event.methodArn);
};`,
      },
      {
        title: "A policy for the stage",
        good: `function stageArn(methodArn) {
  const [api, stage] = methodArn.split('/');
  return \`\${api}/\${stage}/*\`;
}

exports.handler = async (event) => {
  const claims = await verifier.verify(event.authorizationToken);
  return {
    principalId: claims.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: stageArn(event.methodArn) }],
    },
  };
};`,
      },
    ],
  },
  on: ["member"],
  *check(node, code) {
    if (node.kind !== "member" || !/^(?:methodArn|routeArn)$/.test(String(node.property)) || !code.handlerOf(node))
      return;
    if (isAllowedResource(node, code) || isHandedToPolicy(node, code)) yield { at: node, data: { arn: node } };
  },
  message: ({ arn }) =>
    `'${textAt(arn)}' allows one method: the answer is kept, and the caller's next request to another gets a 403`,
  fix: ({ arn }, edit) => {
    const quote = edit.quote(arn);
    const stage = `${textAt(arn)}.split(${quote}/${quote}, 2).join(${quote}/${quote})`;
    return {
      title: "Allow the whole stage",
      safety: "unsafe",
      edits: edit.text(arn, `\`\${${stage}}/*\``),
    };
  },
});

/** The `Resource`, or one of the resources, of a statement that is not a Deny. */
function isAllowedResource(arn: Code.Expression, code: CodeContext): boolean {
  const [list, object] = [code.parents(arn).at(-1), code.parents(arn).findLast(({ kind }) => kind === "object")];
  const value = list?.kind === "array" ? list : arn;
  return object?.kind === "object" && isStatement(object, (one) => one === value, code);
}

function isStatement(
  object: Code.ObjectExpression,
  isArn: (value: Code.Expression) => boolean,
  code: CodeContext,
): boolean {
  const effect = object.properties.find(({ key }) => key === "Effect")?.value;
  const resource = object.properties.find(({ key }) => key === "Resource")?.value;
  return effect !== undefined && resource !== undefined && isArn(resource) && code.literal(effect) !== "Deny";
}

/** An argument of a function of this module that puts it into such a statement; a call that says `Deny` is none. */
function isHandedToPolicy(arn: Code.Expression, code: CodeContext): boolean {
  const call = code.parents(arn).at(-1);
  if (call?.kind !== "call" || call.callee.kind !== "name" || call.args.some((arg) => code.literal(arg) === "Deny"))
    return false;
  const declared = code.declaration(call.callee.name, call);
  const fn = declared?.kind === "variable" ? declared.statement.initial : undefined;
  const parameter = fn?.kind === "function" ? fn.params[call.args.indexOf(arn)]?.target : undefined;
  if (fn?.kind !== "function" || parameter?.kind !== "name") return false;
  const isParameter = (value: Code.Expression): boolean =>
    (value.kind === "name" && value.name === parameter.name) ||
    (value.kind === "array" && value.items.some(isParameter));
  return [...nodesOf(fn)].some(
    (node) =>
      (node.kind === "object" && isStatement(node, isParameter, code)) ||
      (node.kind === "assignment" &&
        node.target.kind === "member" &&
        node.target.property === "Resource" &&
        isParameter(node.value)),
  );
}
