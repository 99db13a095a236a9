const COLUMNS = 'id, title, s3_key, taken_at';

export function photoSearchSql(term: string, albumId?: string): string {
  let sql = 'SELECT ' + COLUMNS + " FROM photo_search WHERE title ILIKE '%" + term + "%'";
  if (albumId) {
    sql += " AND album_id = '" + albumId + "'";
  }
  return sql + ' ORDER BY taken_at DESC LIMIT 50';
}
