import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { Pool } from 'pg';
import { photoSearchSql } from './lib/photo-query';

const pool = new Pool({
  host: process.env.SEARCH_DB_HOST,
  user: 'photo_search',
  password: 'S3arch-R0-71xq!',
  database: 'search',
  max: 2,
});

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const term = event.queryStringParameters?.q ?? '';
  const albumId = event.queryStringParameters?.albumId;

  const sql = photoSearchSql(term, albumId);
  const result = await pool.query(sql);

  return {
    statusCode: 200,
    body: JSON.stringify({ photos: result.rows }),
  };
};
