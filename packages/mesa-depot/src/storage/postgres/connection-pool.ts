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
  }

  /** @throws DepotError `UNAVAILABLE` when there is none to be had. */
  async connect(): Promise<PostgresPoolClient> {
    const isPausing = this.#pool.totalCount === 0 && performance.now() < this.#retryAt;
    if (isPausing) throw unavailable();
    try {
      const client = await this.#pool.connect();
      this.#pauseMs = 0;
      const connection = this.#isReader ? new ReaderConnection(client) : new Connection(client);
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

/** A connection while somebody has it. */
class Connection {
  readonly #client: pg.PoolClient;
  #isBroken = false;
  readonly #onError = (): void => {
    this.#isBroken = true;
  };

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // A connection can break between two statements, when no query is there to be told.
    client.on('error', this.#onError);
  }

  async query(text: string, parameters: readonly unknown[] = []): Promise<Result> {
    // The server rolls back by itself what it has lost the connection to.
    if (text === 'rollback' && this.#isBroken) return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    requireBindable(parameters, isOwnType);
    try {
      return await this.#client.query(text, [...parameters]);
    } catch (error) {
      this.#isBroken ||= isUnreachable(error);
      throw toStorageError(error);
    }
  }

  release(): void {
    this.#client.off('error', this.#onError);
    this.#client.release(this.#isBroken);
  }
}

/** Lists for `= any(…)`; and booleans, which Kysely asks the catalogue with and no column of ours takes. */
function isOwnType(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'boolean';
}

/** A connection that refuses transactions; that it refuses to write, the server sees to. */
class ReaderConnection extends Connection {
  override async query(text: string, parameters: readonly unknown[] = []): Promise<Result> {
    if (/^(begin|start transaction)\b/.test(text)) {
      throw new Error('The reading connection has no transactions: use Storage.transaction.');
    }
    return super.query(text, parameters);
  }
}
