import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import Joi from 'joi';
import { Pool } from 'pg';
import { requireEnv } from './lib/env';
import { photoSearch } from './lib/photo-query';
import { getSecret } from './lib/secrets';
import { recordSecurityEvent } from './lib/security-event';

const SEARCH_DB_SECRET_ARN = requireEnv('SEARCH_DB_SECRET_ARN');

const searchSchema = Joi.object({
  q: Joi.string().max(80).required(),
  albumId: Joi.string().uuid(),
}).required();

const pool = new Pool({
  host: requireEnv('SEARCH_DB_HOST'),
  user: 'photo_search',
  password: async () => (await getSecret<{ password: string }>(SEARCH_DB_SECRET_ARN)).password,
  database: 'search',
  max: 2,
  ssl: { ca: readFileSync('/var/runtime/ca-cert.pem', 'utf8'), minVersion: 'TLSv1.2' },
});

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  try {
    const { error, value: search } = searchSchema.validate(event.queryStringParameters);
    if (error) {
      recordSecurityEvent('ValidationFailure', { sourceIp: event.requestContext.identity.sourceIp });
      return { statusCode: 400, body: JSON.stringify({ error: 'Invalid search' }) };
    }

    const { text, values } = photoSearch(event.requestContext.authorizer?.userId, search.q, search.albumId);
    const result = await pool.query(text, values);

    return {
      statusCode: 200,
      body: JSON.stringify({ photos: result.rows }),
    };
  } catch (err) {
    console.error('Searching photos failed', err);
    return { statusCode: 500, body: JSON.stringify({ error: 'Internal server error' }) };
  }
};
