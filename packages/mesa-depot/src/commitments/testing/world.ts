import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { canonicalJson } from 'mesa-rest/canonical-json';
import type { Storage } from '../../storage/index.js';
import { createTempStorage, type Engine } from '../../storage/testing/temp-storage.js';
import { type CommitmentsOptions, type CommitmentsServer, createCommitments } from '../create-commitments.js';
import { checkAnswer } from './check-answer.js';

export const ADMIN_TOKEN = 'the admin token';
export const ADMIN: Readonly<Record<string, string>> = { 'x-admin-token': ADMIN_TOKEN };

/** What came back. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like.
  readonly body: any;
  /** The body as it came. */
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A principal whose key is here. */
export class Signer {
  readonly id: string;
  readonly #key: KeyObject;

  constructor(id: string, key: KeyObject) {
    this.id = id;
    this.#key = key;
  }

  /** Returns a signed envelope: an offer, with whatever is given in place. */
  envelope(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const envelope = {
      id: `evt_${randomUUID()}`,
      parent_id: null,
      timestamp: '2026-05-13T00:00:00.000000Z',
      type: 'offer',
      emitted_by: this.id,
      deliberation_id: null,
      payload: { summary: 'license 40k', terms: { fee_total_usd: 40_000 } },
      ...members,
    };
    return { ...envelope, signature: this.sign(canonicalJson(envelope)) };
  }

  turn(deliberationId: string, content = 'hello'): Record<string, unknown> {
    return this.envelope({ type: 'turn', deliberation_id: deliberationId, payload: { content } });
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('hex');
  }
}

/** A commitments server on a database of its own. */
export class World implements AsyncDisposable {
  readonly storage: Storage;
  readonly server: CommitmentsServer;
  readonly #app: FastifyInstance;
  readonly #remove: () => Promise<void>;

  private constructor(storage: Storage, server: CommitmentsServer, remove: () => Promise<void>) {
    this.storage = storage;
    this.server = server;
    this.#app = Fastify();
    this.#remove = remove;
    const { module } = server;
    this.#app.register(async (own) => module.register(own), { prefix: module.prefix });
  }

  static async create(engine: Engine, options: CommitmentsOptions = {}): Promise<World> {
    const { storage, remove } = await createTempStorage(engine);
    return World.#over(storage, options, remove);
  }

  /** Returns another server on the same database, as another process would be. */
  another(options: CommitmentsOptions = {}): Promise<World> {
    return World.#over(this.storage, options, async () => {});
  }

  static async #over(
    storage: Storage,
    options: CommitmentsOptions,
    remove: () => Promise<void>,
  ): Promise<World> {
    const server = await createCommitments({
      adminToken: ADMIN_TOKEN,
      ...options,
      storage,
      instanceKey: new Uint8Array(32).fill(7),
      log: { info: () => {}, error: (details, message) => console.error(message, details) },
      now: Date.now,
      random: randomBytes,
    });
    return new World(storage, server, remove);
  }

  /** Sends a request and checks that the contract has the answer. A body that is a text is sent as it is. */
  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    given?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await this.#app.inject({
      method,
      url: this.server.module.prefix + path,
      headers: { ...(given === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(given === undefined ? {} : { payload: typeof given === 'string' ? given : JSON.stringify(given) }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const body = isJson ? response.json() : response.body;
    await checkAnswer({ method, path, status: response.statusCode, body });
    return {
      status: response.statusCode,
      body,
      text: response.body,
      headers: response.headers,
    };
  }

  /** Registers a principal and gives it capabilities. */
  async register(...capabilities: readonly string[]): Promise<Signer> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const public_key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
    const { body } = await this.call('POST', '/principals', { org: 'acme', public_key });
    if (capabilities.length > 0) {
      await this.call('PUT', `/principals/${body.id}/capabilities`, { capabilities }, ADMIN);
    }
    return new Signer(body.id, privateKey);
  }

  /** Opens a deliberation and returns its id. */
  async deliberation(title = 'News archive 2026'): Promise<string> {
    return (await this.call('POST', '/deliberations', { title })).body.id;
  }

  /** Creates a policy over the spending: it fires on the offers of {@link Signer.envelope}. */
  async policy(members: Readonly<Record<string, unknown>>): Promise<string> {
    const policy = {
      name: 'spend cap',
      scope_kind: 'global',
      predicate_name: 'spend_over_cap',
      params: { cap: 30_000 },
      ...members,
    };
    return (await this.call('POST', '/policies', policy, ADMIN)).body.id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.module.stop();
    await this.#app.close();
    await this.#remove();
  }
}
