import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const MAX_AGE_MS = 5 * 60 * 1000;

const client = new SecretsManagerClient({});
const cache = new Map<string, { value: Promise<unknown>; expires: number }>();

/** The JSON value of a secret, kept per secret for five minutes, so that a rotation reaches warm functions. */
export function getSecret<T>(secretId: string): Promise<T> {
  const cached = cache.get(secretId);
  if (cached && cached.expires > Date.now()) {
    return cached.value as Promise<T>;
  }
  const value = load(secretId);
  cache.set(secretId, { value, expires: Date.now() + MAX_AGE_MS });
  return value as Promise<T>;
}

/** To be called when a secret was refused: the next read asks again. */
export function forgetSecret(secretId: string): void {
  cache.delete(secretId);
}

async function load(secretId: string): Promise<unknown> {
  try {
    const secret = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return JSON.parse(secret.SecretString ?? '{}');
  } catch (err) {
    cache.delete(secretId);
    throw err;
  }
}
