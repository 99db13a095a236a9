import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const s3 = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  try {
    const photo = JSON.parse(event.body ?? '{}');
    const id = randomUUID();
    const key = `originals/${id}.jpg`;

    await s3.send(
      new PutObjectCommand({
        Bucket: process.env.PHOTO_BUCKET,
        Key: key,
        Body: Buffer.from(photo.image, 'base64'),
        ContentType: 'image/jpeg',
      }),
    );
    await table.send(
      new PutCommand({
        TableName: process.env.PHOTO_TABLE,
        Item: { id, key, title: photo.title, ownerId: event.requestContext.authorizer?.userId },
      }),
    );

    return { statusCode: 201, body: JSON.stringify({ id }) };
  } catch (err) {
    console.error('Upload failed', err);
    return {
      statusCode: 500,
      body: JSON.stringify({ error: (err as Error).message }),
    };
  }
};
