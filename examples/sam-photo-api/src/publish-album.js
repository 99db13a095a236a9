const crypto = require('crypto');
const AWS = require('aws-sdk');

const s3 = new AWS.S3();
const secretsManager = new AWS.SecretsManager();
const printShop = new AWS.S3({
  accessKeyId: process.env.PRINT_SHOP_KEY_ID,
  secretAccessKey: process.env.PRINT_SHOP_SECRET_KEY,
});

exports.handler = async (event) => {
  const album = JSON.parse(event.body);

  const secret = await secretsManager.getSecretValue({ SecretId: 'photo-api/share-link' }).promise();
  const { signingKey } = JSON.parse(secret.SecretString);
  const signature = crypto.createHmac('sha256', signingKey).update(album.id).digest('hex');

  const page = {
    Bucket: process.env.PHOTO_BUCKET,
    Key: `albums/${album.id}.json`,
    Body: JSON.stringify({ title: album.title, photos: album.photos }),
    ContentType: 'application/json',
  };
  await s3.putObject(page).promise();

  if (album.print) {
    await printShop.putObject({ ...page, Bucket: process.env.PRINT_SHOP_BUCKET }).promise();
  }

  return {
    statusCode: 200,
    body: JSON.stringify({ url: `https://photos.example.com/a/${album.id}?s=${signature}` }),
  };
};
