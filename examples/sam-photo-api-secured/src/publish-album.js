const crypto = require('node:crypto');
const { PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const Joi = require('joi');
const { requireEnv } = require('./lib/env');
const { parseJson } = require('./lib/parse-json');
const { getSecret } = require('./lib/secrets');
const { recordSecurityEvent } = require('./lib/security-event');

const PHOTO_BUCKET = requireEnv('PHOTO_BUCKET');
const PHOTO_KEY_ARN = requireEnv('PHOTO_KEY_ARN');
const PRINT_BUCKET = requireEnv('PRINT_BUCKET');
const SHARE_LINK_SECRET_ARN = requireEnv('SHARE_LINK_SECRET_ARN');

const ownerIdSchema = Joi.string().uuid().required();
const albumSchema = Joi.object({
  id: Joi.string().uuid().required(),
  title: Joi.string().max(120).required(),
  photos: Joi.array().items(Joi.string().uuid()).max(200).required(),
  print: Joi.boolean(),
}).required();

const s3 = new S3Client({});

exports.handler = async (event) => {
  try {
    const { error, value: album } = albumSchema.validate(parseJson(event.body));
    if (error) {
      recordSecurityEvent('ValidationFailure', { sourceIp: event.requestContext.identity.sourceIp });
      return { statusCode: 400, body: JSON.stringify({ error: 'Invalid album' }) };
    }
    const ownerId = Joi.attempt(event.requestContext.authorizer.userId, ownerIdSchema);

    const { signingKey } = await getSecret(SHARE_LINK_SECRET_ARN);
    const signature = crypto.createHmac('sha256', signingKey).update(`${ownerId}/${album.id}`).digest('hex');

    const page = {
      Key: `albums/${ownerId}/${album.id}.json`,
      Body: JSON.stringify({ title: album.title, photos: album.photos }),
      ContentType: 'application/json',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: PHOTO_KEY_ARN,
    };
    await s3.send(new PutObjectCommand({ ...page, Bucket: PHOTO_BUCKET }));

    if (album.print) {
      await s3.send(new PutObjectCommand({ ...page, Bucket: PRINT_BUCKET }));
    }

    return {
      statusCode: 200,
      body: JSON.stringify({ url: `https://photos.example.com/a/${ownerId}/${album.id}?s=${signature}` }),
    };
  } catch (err) {
    console.error('Publishing an album failed', err);
    return { statusCode: 500, body: JSON.stringify({ error: 'Internal server error' }) };
  }
};
