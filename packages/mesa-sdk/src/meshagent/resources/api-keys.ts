import { InvalidResponseError } from 'mesa-rest';
import { type ApiKeyInfo, createApiKey, deleteApiKey, listApiKeys } from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';

/** An API key as it is created: with its value. */
export type CreatedApiKey = ApiKeyInfo & { readonly value: string };

/** API keys of a project. */
export class ApiKeys {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Issues an API key. Its `value` is in the answer, and nowhere else. */
  create(
    projectId: string,
    name: string,
    description: string,
    options: CallOptions = {},
  ): Promise<CreatedApiKey> {
    return this.#connection.send(options, async (base) => {
      const path = { project_id: projectId };
      const { data } = await createApiKey({ ...base, path, body: { name, description } });
      const { value } = data;
      if (value !== undefined) return { data: { ...data, value } };
      const issues = [{ path: 'value', message: 'is missing' }];
      throw new InvalidResponseError('The server created an API key and did not tell its value.', {
        status: 200,
        issues,
      });
    });
  }

  /** Lists the API keys of a project, without their values. */
  list(projectId: string, options: CallOptions = {}): Promise<ApiKeyInfo[]> {
    return this.#connection.items(
      options,
      (base) => listApiKeys({ ...base, path: { project_id: projectId } }),
      ({ keys }) => keys,
    );
  }

  /**
   * Revokes an API key.
   *
   * @throws {NotFoundError} `not_found`.
   */
  delete(projectId: string, id: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, key_id: id };
    return this.#connection.act(options, (base) => deleteApiKey({ ...base, path }));
  }
}
