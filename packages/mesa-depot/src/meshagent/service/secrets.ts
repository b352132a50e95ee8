import type { Created, ManagedSecret, SecretInput, SecretList } from 'mesa-rest/meshagent';
import { decryptSecret, encryptSecret } from '../../service/secrets.js';
import { isUniqueViolation } from '../../storage/unique-violation.js';
import { includesRole, type ProjectAccess } from '../caller.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';
import {
  countSecrets,
  deleteSecret,
  getSecret,
  insertSecret,
  listSecrets,
  type SecretRecord,
  updateSecret,
} from '../store/secrets.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { type SecretContent, toSecretContent } from './secret-content.js';

/** How many secrets a project may have. */
const MAX_SECRETS = 1_000;

/**
 * The secrets of projects: what containers sign in to registries with, and environment variables.
 *
 * Developers write them; only admins read the values. To others each value is an empty text, and one that comes back empty from
 * them leaves the stored value as it is: else who changes one variable of a secret would blank the rest.
 */
export class SecretService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** @throws MeshagentError `invalid_request`, `already_exists` for the name, `conflict` when there are 1,000. */
  async create({ project }: ProjectAccess, input: SecretInput): Promise<Created> {
    const { now, storage } = this.#deps;
    const id = newUuid(this.#deps);
    const { name, type } = requireName(input);
    const data = this.#seal(id, toSecretContent(input));
    await storage.transaction(async (tx) => {
      if ((await countSecrets(tx, project.id)) >= MAX_SECRETS) {
        throw new MeshagentError('conflict', `There are ${MAX_SECRETS} secrets. Delete one first.`);
      }
      const secret = { id, projectId: project.id, name, type, data, createdAt: now() };
      if (!(await insertSecret(tx, secret))) throw nameTaken(input);
    });
    return { id };
  }

  /** Returns the secrets without what they hold, oldest first. */
  async list({ project }: ProjectAccess): Promise<SecretList> {
    const secrets = await listSecrets(this.#deps.storage.read, project.id, MAX_SECRETS);
    return { secrets: secrets.map(({ id, name, type }) => ({ id, name, type, delegated_to: null })) };
  }

  /** Returns a secret; for who is no admin, with empty texts in place of its values. @throws MeshagentError `not_found`. */
  async get({ project, role }: ProjectAccess, id: string): Promise<ManagedSecret> {
    const secretId = parseUuid(id);
    const { read } = this.#deps.storage;
    const secret = secretId && (await getSecret(read, { projectId: project.id, id: secretId }));
    if (!secret) throw notFound('secret');
    const content = this.#open(secret);
    const shown = includesRole(role, 'admin') ? content : mapValues(content, () => '');
    return {
      id: secret.id,
      name: secret.name,
      type: secret.type,
      delegated_to: null,
      data_base64: Buffer.from(JSON.stringify(shown)).toString('base64'),
    };
  }

  /** Replaces a secret. @throws MeshagentError `not_found`, `invalid_request`, `already_exists` for the name. */
  async update({ project, role }: ProjectAccess, given: string, input: SecretInput): Promise<void> {
    const id = parseUuid(given);
    if (id === undefined) throw notFound('secret');
    const key = { projectId: project.id, id };
    const { name, type } = requireName(input);
    if (input.id !== undefined && input.id !== null && parseUuid(input.id) !== id) {
      throw invalid('id', 'must be the id of the secret that is updated, or absent');
    }
    const content = toSecretContent(input);
    try {
      await this.#deps.storage.transaction(async (tx) => {
        const before = await getSecret(tx, key);
        if (before === undefined) throw notFound('secret');
        const readsValues = includesRole(role, 'admin') || before.type !== type;
        const data = this.#seal(id, readsValues ? content : keepBlanks(content, this.#open(before)));
        if (!(await updateSecret(tx, key, { name, type, data }))) throw notFound('secret');
      });
    } catch (error) {
      throw isUniqueViolation(error) ? nameTaken(input) : error;
    }
  }

  /** @throws MeshagentError `not_found`. */
  async delete({ project }: ProjectAccess, given: string): Promise<void> {
    const id = parseUuid(given);
    const isDeleted =
      id !== undefined &&
      (await this.#deps.storage.transaction((tx) => deleteSecret(tx, { projectId: project.id, id })));
    if (!isDeleted) throw notFound('secret');
  }

  #seal(id: string, content: SecretContent): string {
    const { instanceKey, random } = this.#deps;
    return encryptSecret(instanceKey, JSON.stringify(content), contextOf(id), (count) => random(count));
  }

  #open({ id, data }: Pick<SecretRecord, 'id' | 'data'>): SecretContent {
    return JSON.parse(decryptSecret(this.#deps.instanceKey, data, contextOf(id)));
  }
}

function contextOf(id: string): string {
  return `mesh-secret:${id}`;
}

function requireName({ name, type }: SecretInput): Pick<SecretInput, 'name' | 'type'> {
  return { name: requireStorable('name', name), type };
}

function keepBlanks(content: SecretContent, before: SecretContent): SecretContent {
  return mapValues(content, (value, name) =>
    value === '' && Object.hasOwn(before, name) ? (before[name] ?? '') : value,
  );
}

function mapValues(content: SecretContent, map: (value: string, name: string) => string): SecretContent {
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, map(value, name)]));
}

function nameTaken({ name }: SecretInput): MeshagentError {
  return new MeshagentError('already_exists', `There is a secret of the name \`${name}\` already.`);
}
