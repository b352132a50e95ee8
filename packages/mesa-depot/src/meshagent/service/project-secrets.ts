import { decryptSecret, encryptSecret } from '../../service/secrets.js';
import type { MeshApiKeyRecord } from '../store/api-keys.js';
import type { ProjectRecord } from '../store/projects.js';
import type { MeshagentDeps } from './deps.js';

const SECRET_BYTES = 32;

type SecretDeps = Pick<MeshagentDeps, 'instanceKey' | 'random'>;

/** A new secret, and how the database keeps it. */
export interface NewSecret {
  readonly secret: string;
  readonly sealed: string;
}

/** Makes the key that the server signs the connection tokens of a project with. */
export function createTokenKey(deps: SecretDeps, projectId: string): NewSecret {
  return create(deps, tokenKeyContext(projectId));
}

/** Returns the key that the server signs the connection tokens of a project with: as text, whose UTF-8 bytes are the key. */
export function openTokenKey(
  { instanceKey }: Pick<MeshagentDeps, 'instanceKey'>,
  { id, tokenKey }: Pick<ProjectRecord, 'id' | 'tokenKey'>,
): string {
  return decryptSecret(instanceKey, tokenKey, tokenKeyContext(id));
}

/** Makes the secret of an API key. */
export function createApiKeySecret(deps: SecretDeps, keyId: string): NewSecret {
  return create(deps, apiKeyContext(keyId));
}

/** Returns the secret of an API key, with which participant tokens are signed as well. */
export function openApiKeySecret(
  { instanceKey }: Pick<MeshagentDeps, 'instanceKey'>,
  { id, secret }: Pick<MeshApiKeyRecord, 'id' | 'secret'>,
): string {
  return decryptSecret(instanceKey, secret, apiKeyContext(id));
}

function create({ instanceKey, random }: SecretDeps, context: string): NewSecret {
  const secret = Buffer.from(random(SECRET_BYTES)).toString('base64url');
  return { secret, sealed: encryptSecret(instanceKey, secret, context, random) };
}

function tokenKeyContext(projectId: string): string {
  return `mesh-project:${projectId}`;
}

function apiKeyContext(keyId: string): string {
  return `mesh-api-key:${keyId}`;
}
