import type { Storage } from 'mesa-depot';
import type { Fetch } from 'mesa-sdk';

/** Objects by what git calls them. */
export interface ObjectCounts {
  readonly blobs: number;
  readonly trees: number;
  readonly commits: number;
}

/** What an operation took, in things that can be counted: the same on every machine. */
export interface Costs {
  /** HTTP requests that the client sent. */
  readonly requests: number;
  /** SQL statements of the server, those inside transactions included; `begin` and `commit` are not counted. */
  readonly statements: number;
  readonly transactions: number;
  /** Objects that came out of the database; what a cache had is not among them. */
  readonly read: ObjectCounts;
  /** Objects that were handed to the database. */
  readonly written: ObjectCounts;
}

/** Counts what passes between a client and a depot, and between the depot and its database. */
export interface CostCounter {
  /** For `createDepot({ wrapStorage })`. */
  wrapStorage(storage: Storage): Storage;
  /** For `new Mesa({ fetch })`. */
  readonly fetch: Fetch;
  /** The SQL of the operation measured last, in order: to see where a count comes from. */
  readonly lastStatements: readonly string[];
  /** Runs `work` and returns what it took. Measurements do not overlap. */
  measure(work: () => Promise<unknown>): Promise<Costs>;
}

type Executor = Storage['read'];

/** The numbers under which the database keeps the types of objects. */
const KINDS = { 1: 'commits', 2: 'trees', 3: 'blobs' } as const;
/** Columns of one row of the INSERT of objects, and which of them is the type. */
const OBJECT_COLUMNS = 7;
const TYPE_COLUMN = 2;

/** Workers look at the outbox and at what expired whenever they like, whoever is being measured. */
const OF_BACKGROUND_WORK = /webhook_deliveries|^delete from "idempotency"|"deleted_at" < \?/;

export function createCostCounter(): CostCounter {
  let statements: string[] = [];
  let requests = 0;
  let transactions = 0;
  let read = { blobs: 0, trees: 0, commits: 0 };
  let written = { blobs: 0, trees: 0, commits: 0 };

  const add = (counts: typeof read, typeCode: unknown): void => {
    counts[KINDS[typeCode as keyof typeof KINDS]] += 1;
  };
  const note = (sql: string, parameters: readonly unknown[], rows: readonly unknown[]): void => {
    if (OF_BACKGROUND_WORK.test(sql)) return;
    statements.push(sql);
    if (/^select oid, type_code, size, data(, store_key)? from objects/.test(sql)) {
      for (const row of rows) add(read, (row as { type_code: number }).type_code);
    }
    if (/^insert into objects/.test(sql)) {
      for (let at = TYPE_COLUMN; at < parameters.length; at += OBJECT_COLUMNS) add(written, parameters[at]);
    }
  };

  /** Has every statement that runs on an executor noted. */
  const watch = <Watched extends Executor>(executor: Watched): Watched => {
    const inner = executor.getExecutor();
    const execute = inner.executeQuery;
    inner.executeQuery = async (query) => {
      const result = await execute.call(inner, query);
      note(query.sql, query.parameters, result.rows);
      return result as never;
    };
    return executor;
  };

  return {
    wrapStorage: (storage) => ({
      read: watch(storage.read),
      transaction(work) {
        return storage.transaction(async (tx) => {
          const before = statements.length;
          try {
            return await work(watch(tx));
          } finally {
            if (statements.length > before) transactions += 1;
          }
        });
      },
      close: () => storage.close(),
    }),
    fetch: (request, init) => {
      requests += 1;
      return fetch(request, init);
    },
    get lastStatements() {
      return statements;
    },
    async measure(work) {
      statements = [];
      requests = 0;
      transactions = 0;
      read = { blobs: 0, trees: 0, commits: 0 };
      written = { blobs: 0, trees: 0, commits: 0 };
      await work();
      return { requests, statements: statements.length, transactions, read, written };
    },
  };
}
