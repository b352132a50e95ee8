import type { ApiKeyCreate, ApiKeyInfo, ApiKeyList } from 'mesa-rest/meshagent';
import { encodeApiKey } from 'mesa-rest/meshagent-formats';
import { type ProjectAccess, userIdOf } from '../caller.js';
import { MAX_LIST } from '../limits.js';
import { notFound } from '../meshagent-error.js';
import { deleteApiKey, insertApiKey, listApiKeys, type MeshApiKeyRecord } from '../store/api-keys.js';
import { toTimestamp, toTimestampOrNull } from '../timestamp.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { createApiKeySecret } from './project-secrets.js';

/** API keys of a project. */
export class ApiKeyService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** Returns a new key with its value, which is shown this once. */
  async create({ caller, project }: ProjectAccess, { name, description }: ApiKeyCreate): Promise<ApiKeyInfo> {
    const id = newUuid(this.#deps);
    const { secret, sealed } = createApiKeySecret(this.#deps, id);
    const key: MeshApiKeyRecord = {
      id,
      projectId: project.id,
      name,
      description,
      secret: sealed,
      createdBy: userIdOf(caller),
      createdAt: this.#deps.now(),
      lastUsedAt: null,
    };
    await this.#deps.storage.transaction((tx) => insertApiKey(tx, key));
    return { ...toWire(key), value: encodeApiKey({ id, projectId: project.id, secret }) };
  }

  /** Oldest first, without their values. */
  async list({ project }: ProjectAccess): Promise<ApiKeyList> {
    return { keys: (await listApiKeys(this.#deps.storage.read, project.id, MAX_LIST)).map(toWire) };
  }

  /** Tokens that were signed with the key end with it. @throws MeshagentError `not_found` */
  async delete({ project }: ProjectAccess, keyId: string): Promise<void> {
    const id = parseUuid(keyId);
    const isDeleted =
      id !== undefined && (await this.#deps.storage.transaction((tx) => deleteApiKey(tx, project.id, id)));
    if (!isDeleted) throw notFound('API key');
  }
}

function toWire({ id, name, description, createdBy, createdAt, lastUsedAt }: MeshApiKeyRecord): ApiKeyInfo {
  return {
    id,
    name,
    description,
    created_by: createdBy,
    created_at: toTimestamp(createdAt),
    last_used_at: toTimestampOrNull(lastUsedAt),
  };
}
