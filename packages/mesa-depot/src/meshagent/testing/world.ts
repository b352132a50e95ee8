import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createMetrics } from '../../http/metrics.js';
import type { Server } from '../../http/server.js';
import type { Storage } from '../../storage/index.js';
import { createTempStorage, type Engine } from '../../storage/testing/temp-storage.js';
import { createMeshagentApp } from '../http/create-meshagent-app.js';
import { createMeshagentServices, type MeshagentServices } from '../service/services.js';
import { createUserToken, hashUserToken } from '../service/user-tokens.js';
import { insertMember, type MemberFlags } from '../store/members.js';
import { insertUser, insertUserToken } from '../store/users.js';

/** What things cost in the worlds of tests, in dollars. */
const PRICES = { connection: 0.1, task_run: 0.003, room_minute: 0.02 } as const;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A user and a token of theirs. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like.
  readonly body: any;
}

interface WorldParts {
  readonly storage: Storage;
  readonly services: MeshagentServices;
  readonly app: Server;
  readonly clock: { now: number };
  readonly remove: () => Promise<void>;
}

/** A MeshAgent server on a database of its own, with a clock that stands still until it is moved. */
export class World implements AsyncDisposable {
  readonly storage: Storage;
  readonly services: MeshagentServices;
  readonly #app: Server;
  readonly #clock: { now: number };
  readonly #remove: () => Promise<void>;

  private constructor(parts: WorldParts) {
    this.storage = parts.storage;
    this.services = parts.services;
    this.#app = parts.app;
    this.#clock = parts.clock;
    this.#remove = parts.remove;
  }

  static async create(engine: Engine): Promise<World> {
    const { storage, remove } = await createTempStorage(engine);
    const logger = pino({ level: 'silent' });
    const clock = { now: Date.now() };
    const services = createMeshagentServices({
      storage,
      instanceKey: new Uint8Array(32).fill(7),
      version: '0.0.0',
      allowPrivateNetworks: true,
      prices: PRICES,
      origin: () => 'https://mesh.example',
      log: logger,
      now: () => clock.now,
      random: randomBytes,
    });
    const metrics = createMetrics({
      countDeliveries: async () => ({ pending: 0, parked: 0 }),
      countSyncs: async () => ({ queued: 0, in_progress: 0 }),
    });
    const app = await createMeshagentApp(
      { logger, metrics, checkHealth: async () => {} },
      { services, publicUrl: undefined },
    );
    return new World({ storage, services, app, clock, remove });
  }

  /** The time that the server has, in milliseconds. */
  get now(): number {
    return this.#clock.now;
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.#clock.now += ms;
  }

  /** Adds a user with a token. */
  async addUser(email: string, { isOperator = false } = {}): Promise<Person> {
    const id = randomUUID();
    const token = createUserToken({ random: randomBytes });
    await this.storage.transaction(async (tx) => {
      await insertUser(tx, { id, email, firstName: null, lastName: null, isOperator, createdAt: 1 });
      await insertUserToken(tx, { sha256: hashUserToken(token), userId: id, createdAt: 1 });
    });
    return { id, email, token };
  }

  /** Makes a user a member of a project, with no more than what is given. */
  async addMember(projectId: string, { id }: Person, flags: Partial<MemberFlags> = {}): Promise<void> {
    const all = { isAdmin: false, isDeveloper: false, canCreateRooms: false, ...flags };
    await this.storage.transaction((tx) => insertMember(tx, { projectId, userId: id, ...all, createdAt: 1 }));
  }

  /** Sends a request. */
  async call(method: Method, path: string, token: string | undefined, body?: unknown): Promise<Answer> {
    const response = await this.#app.routes.inject({
      method,
      url: path,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app.close();
    await this.#remove();
  }
}
