const { JwtVerifier } = require('aws-jwt-verify');
const { requireEnv } = require('./lib/env');
const { recordSecurityEvent } = require('./lib/security-event');

const verifier = JwtVerifier.create({
  issuer: requireEnv('OIDC_ISSUER'),
  audience: requireEnv('OIDC_AUDIENCE'),
});

/** Every route of the stage, because API Gateway reuses the policy for the caller's next requests. */
function stageArn(methodArn) {
  const [api, stage] = methodArn.split('/');
  return `${api}/${stage}/*`;
}

exports.handler = async (event) => {
  const token = event.authorizationToken.replace(/^Bearer /, '');

  try {
    const claims = await verifier.verify(token);
    return {
      principalId: claims.sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: stageArn(event.methodArn),
          },
        ],
      },
      context: {
        userId: claims.sub,
      },
    };
  } catch (err) {
    recordSecurityEvent('UnauthorizedAccess', { reason: err.name });
    throw new Error('Unauthorized');
  }
};
