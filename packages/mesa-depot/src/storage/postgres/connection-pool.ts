import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { requireBindable } from '../require-bindable.js';
import type { DatabaseAddress } from './database-address.js';
import { isUnreachable, toStorageError, unavailable } from './postgres-errors.js';
import { toDepotValue } from './type-parsers.js';

export interface ConnectionPoolOptions {
  readonly address: DatabaseAddress;
  /** Connections at a time; who wants one more waits for up to 5 seconds. */
  readonly size: number;
  /** Readers cannot write, and have no transactions. */
  readonly role: 'reader' | 'writer';
  /** How long a statement may take, in milliseconds; 0 for no limit. */
  readonly statementTimeoutMs: number;
  /** Settings of every session. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told of a connection that broke while nobody used it. */
  readonly onIdleError?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000; // 5 seconds
/** The server gives up first; this is for one that does not answer at all. */
const ANSWER_GRACE_MS = 5_000; // 5 seconds
const IDLE_TIMEOUT_MS = 60_000; // 1 minute
/** A process that hangs in the middle of a transaction keeps its rows locked for no longer. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000; // 1 minute
/** Pauses between attempts to connect to a server that is down. Meanwhile requests fail at once instead of queueing up. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000; // 2 seconds

/**
 * Connections to PostgreSQL as Kysely wants them, with the errors told in our words.
 *
 * A connection that broke is not used again. While none can be made, attempts become rarer, up to one every 2 seconds.
 */
export class ConnectionPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #isReader: boolean;
  #pauseMs = 0;
  #retryAt = 0;

  constructor({ address, size, role, statementTimeoutMs, settings, onIdleError }: ConnectionPoolOptions) {
    this.#isReader = role === 'reader';
    const session = { ...settings, ...(this.#isReader ? { default_transaction_read_only: 'on' } : {}) };
    this.#pool = new pg.Pool({
      ...address.config,
      max: size,
      application_name: 'mesa-depot',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000, // 10 seconds
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      ...(statementTimeoutMs > 0
        ? { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + ANSWER_GRACE_MS }
        : {}),
      options: Object.entries(session)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      types: { getTypeParser: toDepotValue as typeof pg.types.getTypeParser },
    });
    // Without a listener the process would end. The pool has dropped the connection already.
    this.#pool.on('error', (error) => onIdleError?.(error));
    // The pool stops listening to a connection when it hands it out, and a server that stops may say so in the same breath
    // as that the connection is ready: before whoever gets it can listen.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** @throws DepotError `UNAVAILABLE` when there is none to be had. */
  async connect(): Promise<PostgresPoolClient> {
    const isPausing = this.#pool.totalCount === 0 && performance.now() < this.#retryAt;
    if (isPausing) throw unavailable();
    try {
      const client = await this.#pool.connect();
      this.#pauseMs = 0;
      const reconnect = (): Promise<pg.PoolClient> => this.#pool.connect();
      const connection = this.#isReader
        ? new ReaderConnection(client, reconnect)
        : new Connection(client, reconnect);
      return connection as unknown as PostgresPoolClient; // whose `query` also takes cursors, which nothing here uses
    } catch (error) {
      this.#noteFailure();
      throw toStorageError(error);
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** Of many that fail together, one makes the pause longer. */
  #noteFailure(): void {
    const now = performance.now();
    if (now < this.#retryAt) return;
    this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    this.#retryAt = now + this.#pauseMs * (0.5 + Math.random() / 2);
  }
}

type Result = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;

/** How many broken connections one statement may meet before it fails. */
const MAX_RECONNECTS = 3;

/**
 * A connection while somebody has it. That the server was started again shows at the next statement on each connection that
 * was open before: one that can be sent twice is sent again, on another.
 */
class Connection {
  /** Undefined once it broke and there was no other to be had. */
  #client: pg.PoolClient | undefined;
  readonly #reconnect: () => Promise<pg.PoolClient>;
  #isBroken = false;
  readonly #onError = (): void => {
    this.#isBroken = true;
  };

  constructor(client: pg.PoolClient, reconnect: () => Promise<pg.PoolClient>) {
    this.#reconnect = reconnect;
    this.#client = this.#take(client);
  }

  async query(text: string, parameters: readonly unknown[] = []): Promise<Result> {
    // The server rolls back by itself what it has lost the connection to.
    if (text === 'rollback' && this.#isBroken) return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    requireBindable(parameters, isOwnType);
    for (let attempt = 0; ; attempt++) {
      if (this.#client === undefined) throw unavailable();
      try {
        return await this.#client.query(text, [...parameters]);
      } catch (error) {
        this.#isBroken ||= isUnreachable(error);
        if (!this.#isBroken || attempt === MAX_RECONNECTS || !this.canRepeat(text))
          throw toStorageError(error);
        await this.#replace();
      }
    }
  }

  release(): void {
    this.#client?.off('error', this.#onError);
    this.#client?.release(this.#isBroken);
    this.#client = undefined;
  }

  /** Says whether a statement has no effect that is left when the connection breaks. */
  protected canRepeat(text: string): boolean {
    return BEGINNING.test(text);
  }

  /** The broken one goes first: when all are broken, there would be no room for another. */
  async #replace(): Promise<void> {
    this.release();
    try {
      this.#client = this.#take(await this.#reconnect());
      this.#isBroken = false;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** A connection can break between two statements, when no query is there to be told. */
  #take(client: pg.PoolClient): pg.PoolClient {
    return client.on('error', this.#onError);
  }
}

const BEGINNING = /^(begin|start transaction)\b/;

/** Lists for `= any(…)`; and booleans, which Kysely asks the catalogue with and no column of ours takes. */
function isOwnType(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'boolean';
}

/** A connection that refuses transactions; that it refuses to write, the server sees to. */
class ReaderConnection extends Connection {
  override async query(text: string, parameters: readonly unknown[] = []): Promise<Result> {
    if (BEGINNING.test(text)) {
      throw new Error('The reading connection has no transactions: use Storage.transaction.');
    }
    return super.query(text, parameters);
  }

  protected override canRepeat(): boolean {
    return true;
  }
}
