const COLUMNS = 'id, title, s3_key, taken_at';

export function photoSearch(ownerId: string, term: string, albumId?: string): { text: string; values: string[] } {
  let text = 'SELECT ' + COLUMNS + ' FROM photo_search WHERE owner_id = $1 AND title ILIKE $2';
  const values = [ownerId, `%${term}%`];
  if (albumId) {
    text += ' AND album_id = $3';
    values.push(albumId);
  }
  return { text: text + ' ORDER BY taken_at DESC LIMIT 50', values };
}
