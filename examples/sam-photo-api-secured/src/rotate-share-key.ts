import { randomBytes } from 'node:crypto';
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

interface Rotation {
  Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  SecretId: string;
  ClientRequestToken: string;
}

const client = new SecretsManagerClient({});

/** Secrets Manager calls this once for each step. Nobody else holds the key, so there is nothing to set and to test. */
export const handler = async (rotation: Rotation): Promise<void> => {
  if (rotation.Step === 'createSecret') await create(rotation);
  if (rotation.Step === 'finishSecret') await finish(rotation);
};

async function create({ SecretId, ClientRequestToken }: Rotation): Promise<void> {
  const SecretString = JSON.stringify({ signingKey: randomBytes(48).toString('base64url') });
  try {
    await client.send(
      new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }),
    );
  } catch (err) {
    // an earlier try has made the key already
    if (!(err instanceof ResourceExistsException)) throw err;
  }
}

async function finish({ SecretId, ClientRequestToken }: Rotation): Promise<void> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  const current = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes('AWSCURRENT'));
  if (current === ClientRequestToken) return;
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: ClientRequestToken,
      RemoveFromVersionId: current,
    }),
  );
}
