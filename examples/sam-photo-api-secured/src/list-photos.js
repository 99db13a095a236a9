const { readFileSync } = require('node:fs');
const Joi = require('joi');
const mysql = require('mysql2/promise');
const { requireEnv } = require('./lib/env');
const { forgetSecret, getSecret } = require('./lib/secrets');
const { recordSecurityEvent } = require('./lib/security-event');

const DB_HOST = requireEnv('DB_HOST');
const DB_USER = requireEnv('DB_USER');
const DB_SECRET_ARN = requireEnv('DB_SECRET_ARN');

const albumIdSchema = Joi.string().uuid().required();

let pool;

async function photoDb() {
  if (!pool) {
    const { password } = await getSecret(DB_SECRET_ARN);
    pool = mysql.createPool({
      host: DB_HOST,
      user: DB_USER,
      password,
      database: 'photos',
      connectionLimit: 2,
      ssl: { ca: readFileSync('/var/runtime/ca-cert.pem'), minVersion: 'TLSv1.2' },
    });
  }
  return pool;
}

exports.handler = async (event) => {
  try {
    const { error, value: albumId } = albumIdSchema.validate(event.queryStringParameters?.albumId);
    if (error) {
      recordSecurityEvent('ValidationFailure', { sourceIp: event.requestContext.identity.sourceIp });
      return { statusCode: 400, body: JSON.stringify({ error: 'Invalid album ID format' }) };
    }

    const db = await photoDb();
    const query = 'SELECT id, title, s3_key, created_at FROM photos WHERE album_id = ? AND owner_id = ? ORDER BY created_at DESC LIMIT 50';
    const [photos] = await db.execute(query, [albumId, event.requestContext.authorizer.userId]);

    return {
      statusCode: 200,
      body: JSON.stringify({ photos }),
    };
  } catch (err) {
    console.error('Listing photos failed', err);
    if (err.code === 'ER_ACCESS_DENIED_ERROR') {
      pool = undefined;
      forgetSecret(DB_SECRET_ARN);
    }
    return { statusCode: 500, body: JSON.stringify({ error: 'Internal server error' }) };
  }
};
