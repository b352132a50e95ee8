import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { LRUCache } from 'lru-cache';
import { guardParameters } from './bind-guard.js';
import { countParameters } from './count-parameters.js';
import { EventLoopShare } from './event-loop-share.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database.js';

interface PreparedStatement {
  readonly statement: SqliteStatement;
  readonly parameterCount: number;
  readonly returnsRows: boolean;
}

/** Statements kept prepared: preparing costs ten times what running a point query does. */
const STATEMENT_CACHE_SIZE = 512;

/** One SQLite connection as Kysely wants it, with prepared statements kept and parameters checked. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: SqliteDatabase;
  readonly #share = new EventLoopShare();
  readonly #statements = new LRUCache<string, PreparedStatement>({ max: STATEMENT_CACHE_SIZE });

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#share.pauseIfSpent();
    const { statement, parameterCount, returnsRows } = this.#prepare(query.sql);
    const parameters = guardParameters(query.parameters, parameterCount);
    if (returnsRows) return { rows: statement.all(...parameters) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for the method; nothing in the depot streams rows.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming rows is not supported: page by a key instead.');
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    const prepared = {
      statement,
      parameterCount: countParameters(sql),
      returnsRows: statement.columns().length > 0,
    };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
