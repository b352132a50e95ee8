import type { Logger } from 'pino';
import { openEmbeddedStorage, type Storage } from '../storage/index.js';

/** Where a depot keeps what it stores. */
export interface StoragePlace {
  /** Data folder: without a database it holds everything. */
  readonly folder: string;
  /** URL of a PostgreSQL database, which any number of depots share. */
  readonly databaseUrl: string | undefined;
  readonly log: Logger;
}

/** Opens the storage of a depot. The driver of PostgreSQL is loaded only where it is used. */
export async function openStorage({ folder, databaseUrl, log }: StoragePlace): Promise<Storage> {
  if (databaseUrl === undefined) return openEmbeddedStorage({ folder });
  const { openPostgresStorage } = await import('../storage/postgres/open-postgres-storage.js');
  return openPostgresStorage({
    url: databaseUrl,
    // Only the message: an error of the driver carries its connection along.
    onIdleError: ({ message }) => log.warn({ reason: message }, 'a connection to the database broke'),
  });
}
