const jwt = require('jsonwebtoken');

exports.handler = async (event) => {
  const token = event.authorizationToken.replace('Bearer ', '');

  try {
    const claims = jwt.verify(token, process.env.JWT_SECRET);
    return {
      principalId: claims.sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: event.methodArn,
          },
        ],
      },
      context: {
        userId: claims.sub,
        email: claims.email,
      },
    };
  } catch (err) {
    throw new Error('Unauthorized');
  }
};
