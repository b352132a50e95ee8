import type { Logger } from 'pino';
import { DepotError } from '../errors/index.js';
import { openEmbeddedReader } from '../storage/embedded/open-embedded-reader.js';
import {
  FRAME_BYTES,
  getOrCreateSetting,
  getSetting,
  openEmbeddedStorage,
  type Storage,
  type StorageReader,
  setBlobPlace,
} from '../storage/index.js';

/** Where a depot keeps what it stores. */
export interface StoragePlace {
  /** Data folder: without a database it holds everything. */
  readonly folder: string;
  /** URL of a PostgreSQL database, which any number of depots share. */
  readonly databaseUrl: string | undefined;
  /** `s3://bucket/prefix?endpoint=…&region=…`, where large blobs go. Default: they stay in the database. */
  readonly objectsUrl?: string | undefined;
  /** Blobs of more bytes go to the store for large objects. Default, and at least: 1 MiB. */
  readonly largeBlobBytes?: number | undefined;
}

/** Setting with the id of the database, which what is beside it is marked with. */
const DATABASE_ID = 'database_id';

const silent: Pick<Logger, 'warn'> = { warn: () => {} };

interface OpenStorageOptions {
  readonly log?: Pick<Logger, 'warn'>;
  /** True for maintenance of what depots may be serving: a data folder is opened beside them, and nothing is migrated. */
  readonly isBeside?: boolean;
  /** Told which migrations were done, in order. */
  readonly onMigrated?: (names: readonly string[]) => void;
}

/** Opens the storage of a depot. What only one way of storing needs is loaded only where it is used. */
export async function openStorage(place: StoragePlace, how: OpenStorageOptions = {}): Promise<Storage> {
  const storage = await openDatabase(place, how);
  return withBlobStore(storage, place, () =>
    storage.transaction((tx) => getOrCreateSetting(tx, DATABASE_ID, crypto.randomUUID())),
  );
}

/**
 * Opens what a depot stored for reading it, also while depots serve it.
 *
 * @param how.isSnapshot True to read everything as it is at this moment.
 */
export async function openReader(
  place: StoragePlace,
  how: { readonly isSnapshot?: boolean } = {},
): Promise<StorageReader> {
  const reader = await openDatabaseReader(place, how.isSnapshot ?? false);
  return withBlobStore(reader, place, async () => {
    const id = await getSetting(reader.read, DATABASE_ID);
    if (id !== undefined) return id;
    throw new DepotError(
      'OBJECT_STORE_UNUSABLE',
      'No depot on this database has used a store for large objects. Leave --objects-url out.',
    );
  });
}

async function openDatabase(place: StoragePlace, how: OpenStorageOptions): Promise<Storage> {
  const { folder, databaseUrl } = place;
  const { log = silent, isBeside = false, onMigrated } = how;
  const told = onMigrated && { onMigrated };
  if (databaseUrl === undefined) return openEmbeddedStorage({ folder, isBeside, ...told });
  // Who only reads refuses another schema than that of this version.
  if (isBeside) await (await openDatabaseReader(place, false)).close();
  const { openPostgresStorage } = await import('../storage/postgres/open-postgres-storage.js');
  return openPostgresStorage({
    url: databaseUrl,
    // Only the message: an error of the driver carries its connection along.
    onIdleError: ({ message }) => log.warn({ reason: message }, 'a connection to the database broke'),
    ...told,
  });
}

async function openDatabaseReader(
  { folder, databaseUrl }: StoragePlace,
  isSnapshot: boolean,
): Promise<StorageReader> {
  if (databaseUrl === undefined) return openEmbeddedReader({ folder, isSnapshot });
  const { openPostgresReader } = await import('../storage/postgres/open-postgres-reader.js');
  return openPostgresReader({ url: databaseUrl, isSnapshot });
}

/** Makes a database know its store for large objects, and closes the two together. */
async function withBlobStore<Opened extends StorageReader>(
  opened: Opened,
  { objectsUrl, largeBlobBytes = FRAME_BYTES }: StoragePlace,
  getOwner: () => Promise<string>,
): Promise<Opened> {
  if (objectsUrl === undefined) return opened;
  try {
    const [{ parseObjectsUrl }, { openS3Store }] = await Promise.all([
      import('../storage/s3/objects-address.js'),
      import('../storage/s3/open-s3-store.js'),
    ]);
    const store = await openS3Store({ address: parseObjectsUrl(objectsUrl), owner: await getOwner() });
    setBlobPlace(opened.read, { store, largerThanBytes: Math.max(largeBlobBytes, FRAME_BYTES) });
    const close = opened.close.bind(opened);
    opened.close = async () => {
      await close();
      await store.close();
    };
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}
