const mysql = require('mysql2/promise');

const pool = mysql.createPool({
  host: process.env.DB_HOST,
  user: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  database: 'photos',
  connectionLimit: 2,
});

exports.handler = async (event) => {
  const albumId = event.queryStringParameters.albumId;

  const query = `SELECT id, title, s3_key, created_at FROM photos WHERE album_id = '${albumId}' ORDER BY created_at DESC LIMIT 50`;
  const [photos] = await pool.execute(query);

  return {
    statusCode: 200,
    body: JSON.stringify({ photos }),
  };
};
