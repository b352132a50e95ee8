import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { DatabaseSchema } from './database-schema.js';

/** What a query runs on: `Storage.read`, or the transaction it must be part of. */
export type Executor = Kysely<DatabaseSchema>;

/** A running transaction. Functions that write take this and not an {@link Executor}. */
export type Transaction = KyselyTransaction<DatabaseSchema>;
