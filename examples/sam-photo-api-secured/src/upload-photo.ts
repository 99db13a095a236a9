import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import Joi from 'joi';
import { requireEnv } from './lib/env';
import { parseJson } from './lib/parse-json';
import { recordSecurityEvent } from './lib/security-event';

const PHOTO_BUCKET = requireEnv('PHOTO_BUCKET');
const PHOTO_KEY_ARN = requireEnv('PHOTO_KEY_ARN');
const PHOTO_TABLE = requireEnv('PHOTO_TABLE');

const photoSchema = Joi.object({
  title: Joi.string().max(120).required(),
  image: Joi.string().base64().max(4_000_000).required(),
}).required();

const s3 = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  try {
    const { error, value: photo } = photoSchema.validate(parseJson(event.body));
    if (error) {
      recordSecurityEvent('ValidationFailure', { sourceIp: event.requestContext.identity.sourceIp });
      return { statusCode: 400, body: JSON.stringify({ error: 'Invalid photo' }) };
    }
    const id = randomUUID();
    const key = `originals/${id}.jpg`;

    await s3.send(
      new PutObjectCommand({
        Bucket: PHOTO_BUCKET,
        Key: key,
        Body: Buffer.from(photo.image, 'base64'),
        ContentType: 'image/jpeg',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: PHOTO_KEY_ARN,
      }),
    );
    await table.send(
      new PutCommand({
        TableName: PHOTO_TABLE,
        Item: { id, key, title: photo.title, ownerId: event.requestContext.authorizer?.userId },
      }),
    );

    return { statusCode: 201, body: JSON.stringify({ id }) };
  } catch (err) {
    console.error('Upload failed', err);
    return {
      statusCode: 500,
      body: JSON.stringify({ error: 'Internal server error' }),
    };
  }
};
