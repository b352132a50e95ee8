import type { PagePromise } from 'mesa-rest';
import {
  createOAuthClient,
  deleteOAuthClient,
  getOAuthClient,
  listOAuthClients,
  type OAuthClient,
  type OAuthClientCreate,
  type OAuthClientUpdate,
  updateOAuthClient,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkList, checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { type CountInput, countQuery } from './list-input.js';

/** Input of `oauthClients.create`. */
export interface OAuthClientInput {
  /** For example `authorization_code`, which needs a redirect URI. */
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Scopes, separated by blanks. */
  readonly scope: string;
  /** Default empty. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Input of `oauthClients.update`; what is absent stays. */
export type OAuthClientPatch = {
  readonly [Member in keyof OAuthClientInput]?: OAuthClientInput[Member] | undefined;
};

const MEMBERS = [
  'grantTypes',
  'responseTypes',
  'redirectUris',
  'scope',
  'metadata',
] as const satisfies readonly (keyof OAuthClientInput)[];

/** OAuth clients of a project. */
export class OAuthClients {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Creates an OAuth client. Its `client_secret` is in the answer; later it is empty. */
  create(projectId: string, input: OAuthClientInput, options: CallOptions = {}): Promise<OAuthClient> {
    return this.#connection.send(options, async (base) => {
      checkMembers('oauthClients.create', input, MEMBERS);
      const body = { metadata: {}, ...toWire(input) } as OAuthClientCreate;
      const path = { project_id: projectId };
      // Some clients read it as a member of its own; there is no more in it.
      const { client: _, ...data } = (await createOAuthClient({ ...base, path, body })).data;
      return { data };
    });
  }

  /** Lists the OAuth clients of a project. */
  list(
    projectId: string,
    input: CountInput = {},
    options: CallOptions = {},
  ): PagePromise<OAuthClient[], OAuthClient> {
    const first = () => countQuery('oauthClients.list', input);
    return this.#connection.counted(first, options, async (base, query) => {
      const { data } = await listOAuthClients({ ...base, path: { project_id: projectId }, query });
      return { items: data.clients, total: data.total };
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, clientId: string, options: CallOptions = {}): Promise<OAuthClient> {
    const path = { project_id: projectId, client_id: clientId };
    return this.#connection.send(options, (base) => getOAuthClient({ ...base, path }));
  }

  /** @throws {NotFoundError} `not_found`. */
  update(
    projectId: string,
    clientId: string,
    patch: OAuthClientPatch,
    options: CallOptions = {},
  ): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('oauthClients.update', patch, MEMBERS);
      const path = { project_id: projectId, client_id: clientId };
      return updateOAuthClient({ ...base, path, body: toWire(patch) });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, clientId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, client_id: clientId };
    return this.#connection.act(options, (base) => deleteOAuthClient({ ...base, path }));
  }
}

function toWire({
  grantTypes,
  responseTypes,
  redirectUris,
  scope,
  metadata,
}: OAuthClientPatch): OAuthClientUpdate {
  checkList('`grantTypes`', grantTypes);
  checkList('`responseTypes`', responseTypes);
  checkList('`redirectUris`', redirectUris);
  checkObject('`metadata`', metadata);
  return toBody<OAuthClientUpdate>({
    grant_types: grantTypes && [...grantTypes],
    response_types: responseTypes && [...responseTypes],
    redirect_uris: redirectUris && [...redirectUris],
    scope,
    metadata: metadata && { ...metadata },
  });
}
