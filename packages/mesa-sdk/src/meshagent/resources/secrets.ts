import { InvalidOptionsError } from 'mesa-rest';
import {
  createSecret,
  deleteSecret,
  getProjectSecret,
  listSecrets,
  type ManagedSecret,
  type ManagedSecretInfo,
  updateSecret,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { NotFoundError } from '../errors/not-found-error.js';
import {
  decodeSecret,
  encodeContent,
  encodeSecret,
  type Secret,
  type StoredSecret,
} from './secret-content.js';

/** Input of `secrets.createContent`. */
export interface SecretContentInput {
  readonly projectId: string;
  readonly name: string;
  readonly type: ManagedSecretInfo['type'];
  /** The content as an object, or the bytes of its JSON in UTF-8. */
  readonly data: Readonly<Record<string, string>> | Uint8Array | ArrayBuffer;
}

/** Secrets that are read at once. */
const MAX_CONCURRENT = 4;

/** Secrets of a project. */
export class Secrets {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Stores a secret and returns its id.
   *
   * @throws {ConflictError} `already_exists` when there is one of this name.
   * @example
   * ```ts
   * const id = await client.secrets.create(projectId, { name: 'openai', type: 'keys', data: { OPENAI_API_KEY: key } });
   * ```
   */
  create(projectId: string, secret: Secret, options: CallOptions = {}): Promise<string> {
    return this.#create(() => [projectId, toBody('secrets.create', secret)], options);
  }

  /** Stores a secret whose content is at hand as it is, and returns its id. */
  createContent(input: SecretContentInput, options: CallOptions = {}): Promise<string> {
    return this.#create(() => {
      checkMembers('secrets.createContent', input, ['projectId', 'name', 'type', 'data']);
      const { projectId, name, type, data } = input;
      return [projectId, { name, type, data_base64: encodeContent(data) }];
    }, options);
  }

  /**
   * Lists the secrets with their contents, which takes a request for each. To callers that may not see values they are empty.
   * What is deleted meanwhile is left out.
   */
  async list(projectId: string, options: CallOptions = {}): Promise<StoredSecret[]> {
    const end = new AbortController();
    const { timeoutMs = this.#connection.timeoutMs, signal = end.signal } = options;
    const startedAt = performance.now();
    // The deadline is one for all of the requests, and the first failure ends them all.
    const rest = (): CallOptions => ({
      ...options,
      timeoutMs: timeoutMs === 0 ? 0 : Math.max(1, timeoutMs - (performance.now() - startedAt)),
      signal: signal === end.signal ? signal : AbortSignal.any([signal, end.signal]),
    });
    const infos = await this.listInfo(projectId, options);
    const found: (StoredSecret | undefined)[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < infos.length && !end.signal.aborted) {
        const index = next++;
        const info = infos[index];
        if (info !== undefined) found[index] = await this.#read(projectId, info.id, rest());
      }
    };
    const workers = Array.from({ length: Math.min(MAX_CONCURRENT, infos.length) }, work);
    try {
      await Promise.all(workers);
    } finally {
      end.abort();
      await Promise.allSettled(workers);
    }
    return found.filter((secret) => secret !== undefined);
  }

  /** Lists the secrets without their contents. */
  listInfo(projectId: string, options: CallOptions = {}): Promise<ManagedSecretInfo[]> {
    return this.#connection.items(
      options,
      (base) => listSecrets({ ...base, path: { project_id: projectId } }),
      ({ secrets }) => secrets,
    );
  }

  /**
   * Returns a secret as it travels, its content in base64; `decodeSecret` reads it.
   *
   * @throws {NotFoundError} `not_found`.
   */
  get(projectId: string, secretId: string, options: CallOptions = {}): Promise<ManagedSecret> {
    const path = { project_id: projectId, secret_id: secretId };
    return this.#connection.send(options, (base) => getProjectSecret({ ...base, path }));
  }

  /**
   * Replaces a secret, which its `id` names.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when it has no `id`.
   * @throws {NotFoundError} `not_found`.
   */
  update(projectId: string, secret: Secret, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkObject('The secret of secrets.update', secret ?? []);
      if (!secret.id) throw new InvalidOptionsError('secrets.update needs the `id` of the secret.');
      const path = { project_id: projectId, secret_id: secret.id };
      return updateSecret({ ...base, path, body: toBody('secrets.update', secret) });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, secretId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, secret_id: secretId };
    return this.#connection.act(options, (base) => deleteSecret({ ...base, path }));
  }

  async #create(
    toInput: () => readonly [projectId: string, body: ReturnType<typeof toBody>],
    options: CallOptions,
  ): Promise<string> {
    const created = await this.#connection.send(options, async (base) => {
      const [project_id, body] = toInput();
      return createSecret({ ...base, path: { project_id }, body });
    });
    return created.id;
  }

  async #read(projectId: string, id: string, options: CallOptions): Promise<StoredSecret | undefined> {
    const path = { project_id: projectId, secret_id: id };
    try {
      return await this.#connection.send(options, async (base) => ({
        data: decodeSecret((await getProjectSecret({ ...base, path })).data),
      }));
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}

function toBody(what: string, secret: Secret) {
  checkObject(`The secret of ${what}`, secret ?? []);
  return { name: secret.name, type: secret.type, data_base64: encodeSecret(secret) };
}
