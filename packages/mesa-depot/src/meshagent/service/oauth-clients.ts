import { createHash } from 'node:crypto';
import type {
  OAuthClient,
  OAuthClientCreate,
  OAuthClientCreated,
  OAuthClientList,
  OAuthClientUpdate,
} from 'mesa-rest/meshagent';
import { createToken } from '../../service/secrets.js';
import type { ProjectAccess } from '../caller.js';
import { MAX_LIST } from '../limits.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';
import {
  countOAuthClients,
  deleteOAuthClient,
  getOAuthClient,
  insertOAuthClient,
  listOAuthClients,
  lockOAuthClient,
  type OAuthClientFields,
  type OAuthClientRecord,
  updateOAuthClient,
} from '../store/oauth-clients.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import type { ListInput } from './list-input.js';
import { redirectUriProblem } from './redirect-uri-problem.js';

const SECRET_PREFIX = 'macs_';

/** How many OAuth clients a project may have. */
const MAX_CLIENTS = 1_000;

/**
 * The OAuth clients of projects: programs that may sign users in.
 *
 * The secret is answered once, when the client is made. The database has its SHA-256: nothing needs it back, and 238 random bits
 * cannot be found by trying.
 */
export class OAuthClientService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Makes a client and returns it with its secret, also below `client`, where some clients of this API look for it.
   *
   * @throws MeshagentError `invalid_request`, `conflict` when there are 1,000
   */
  async create({ project }: ProjectAccess, input: OAuthClientCreate): Promise<OAuthClientCreated> {
    const { now, random, storage } = this.#deps;
    const fields = requireWorkable(toFields(input));
    const secret = createToken(SECRET_PREFIX, (count) => random(count));
    const client: OAuthClientRecord = {
      ...fields,
      clientId: newUuid(this.#deps),
      projectId: project.id,
      secretSha256: new Uint8Array(createHash('sha256').update(secret).digest()),
      createdAt: now(),
    };
    await storage.transaction(async (tx) => {
      if ((await countOAuthClients(tx, project.id)) >= MAX_CLIENTS) {
        throw new MeshagentError('conflict', `There are ${MAX_CLIENTS} OAuth clients. Delete one first.`);
      }
      await insertOAuthClient(tx, client);
    });
    const shown = { ...toWire(client), client_secret: secret };
    return { ...shown, client: shown };
  }

  /** Returns clients without their secrets, oldest first, and how many there are. */
  async list({ project }: ProjectAccess, { count, offset, filter }: ListInput): Promise<OAuthClientList> {
    const { clients, total } = await listOAuthClients(this.#deps.storage.read, {
      projectId: project.id,
      filter: filter === undefined ? undefined : requireStorable('filter', filter),
      limit: count ?? MAX_LIST,
      offset: offset ?? 0,
    });
    return { clients: clients.map(toWire), total };
  }

  /** Returns a client without its secret. @throws MeshagentError `not_found`. */
  async get({ project }: ProjectAccess, id: string): Promise<OAuthClient> {
    const clientId = parseUuid(id);
    const { read } = this.#deps.storage;
    const client = clientId && (await getOAuthClient(read, { projectId: project.id, clientId }));
    if (!client) throw notFound('OAuth client');
    return toWire(client);
  }

  /** Changes what is given of a client. @throws MeshagentError `not_found`, `invalid_request`. */
  async update({ project }: ProjectAccess, id: string, input: OAuthClientUpdate): Promise<void> {
    const clientId = parseUuid(id);
    if (clientId === undefined) throw notFound('OAuth client');
    const key = { projectId: project.id, clientId };
    await this.#deps.storage.transaction(async (tx) => {
      const before = await lockOAuthClient(tx, key);
      if (before === undefined) throw notFound('OAuth client');
      await updateOAuthClient(tx, key, requireWorkable(toFields(input, before)));
    });
  }

  /** @throws MeshagentError `not_found`. */
  async delete({ project }: ProjectAccess, id: string): Promise<void> {
    const clientId = parseUuid(id);
    const isDeleted =
      clientId !== undefined &&
      (await this.#deps.storage.transaction((tx) =>
        deleteOAuthClient(tx, { projectId: project.id, clientId }),
      ));
    if (!isDeleted) throw notFound('OAuth client');
  }
}

/** What is not given, or null, stays as it was. */
function toFields(input: OAuthClientUpdate, before?: OAuthClientFields): OAuthClientFields {
  return {
    grantTypes: input.grant_types ?? before?.grantTypes ?? [],
    responseTypes: input.response_types ?? before?.responseTypes ?? [],
    redirectUris: input.redirect_uris ?? before?.redirectUris ?? [],
    scope: input.scope ?? before?.scope ?? '',
    metadata: input.metadata ?? before?.metadata ?? {},
    official: input.official ?? before?.official ?? false,
  };
}

function requireWorkable(fields: OAuthClientFields): OAuthClientFields {
  requireStorable('scope', fields.scope);
  for (const [index, uri] of fields.redirectUris.entries()) {
    const problem = redirectUriProblem(uri);
    if (problem !== undefined) throw invalid(`redirect_uris[${index}]`, problem);
  }
  if (fields.grantTypes.includes('authorization_code') && fields.redirectUris.length === 0) {
    throw invalid('redirect_uris', 'must have a URI for the grant type `authorization_code`');
  }
  return fields;
}

function toWire(client: OAuthClientRecord): OAuthClient {
  return {
    client_id: client.clientId,
    client_secret: '',
    grant_types: [...client.grantTypes],
    response_types: [...client.responseTypes],
    redirect_uris: [...client.redirectUris],
    scope: client.scope,
    project_id: client.projectId,
    metadata: client.metadata,
    official: client.official,
  };
}
