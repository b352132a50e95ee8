import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { DepotError } from '../errors/index.js';
import {
  BACKED_UP_TABLES,
  continueNumbering,
  countTableRows,
  insertTableRows,
  listMigrations,
  type Storage,
  type Transaction,
} from '../storage/index.js';
import {
  ARCHIVE_FORMAT,
  type ArchiveChecksum,
  type ArchiveManifest,
  CHECKSUM,
  decodeRow,
  MANIFEST,
} from './archive-format.js';

/** Much more than any entry that `writeBackup` makes: one row beyond the size at which an entry ends. */
const MAX_ENTRY_BYTES = 64 * 1024 * 1024; // 64 MiB
const ENTRY_NAME = /^\d{8}-([a-z_]+)\.ndjson$/;

/** What was restored. */
export interface RestoreResult {
  readonly rows: number;
  readonly manifest: ArchiveManifest;
}

/**
 * Fills an empty database from a backup, in one transaction: it is there as a whole, with the checksum and every number of rows
 * as they were written, or nothing of it is.
 *
 * @throws DepotError `ALREADY_EXISTS` when the database is not empty; `BACKUP_UNUSABLE` for a file that is damaged, not whole,
 * or of another version of the tables.
 */
export async function restoreBackup(storage: Storage, file: string): Promise<RestoreResult> {
  return storage.transaction(async (tx) => {
    await requireEmpty(tx);
    // What opening the database left there.
    await tx.deleteFrom('settings').execute();
    try {
      const restored = await readArchive(tx, file);
      await continueNumbering(tx);
      return restored;
    } catch (error) {
      throw explain(error, file);
    }
  });
}

async function readArchive(tx: Transaction, file: string): Promise<RestoreResult> {
  const entries = extract();
  // Ends the reading of entries, with its error, whatever part of the chain fails.
  const reading = pipeline(createReadStream(file), createGunzip(), entries);
  reading.catch(() => {});
  const hash = createHash('sha256');
  const found = new Map<string, number>();
  let manifest: ArchiveManifest | undefined;
  let checksum: ArchiveChecksum | undefined;
  for await (const entry of entries) {
    const { name, size = 0 } = entry.header;
    if (size > MAX_ENTRY_BYTES) throw unusable(file, `its entry ${name} is too large`);
    const body = await buffer(entry);
    if (manifest === undefined) {
      if (name !== MANIFEST) throw unusable(file, 'it does not begin with a manifest');
      manifest = JSON.parse(body.toString()) as ArchiveManifest;
      await requireReadable(tx, file, manifest);
      continue;
    }
    if (name === CHECKSUM) {
      checksum = JSON.parse(body.toString()) as ArchiveChecksum;
      continue;
    }
    const table = ENTRY_NAME.exec(name)?.[1];
    if (table === undefined || !BACKED_UP_TABLES.some((known) => known.name === table)) {
      throw unusable(file, `it has the unknown entry ${name}`);
    }
    hash.update(body);
    const rows = body.toString().trimEnd().split('\n').map(decodeRow);
    await insertTableRows(tx, table, rows);
    found.set(table, (found.get(table) ?? 0) + rows.length);
  }
  await reading;
  if (manifest === undefined || checksum === undefined) throw unusable(file, 'it is not whole');
  if (checksum.sha256 !== hash.digest('hex')) throw unusable(file, 'its checksum is wrong');
  let total = 0;
  for (const [table, count] of Object.entries(checksum.rows)) {
    const stored = await countTableRows(tx, table);
    if (stored !== count || (found.get(table) ?? 0) !== count) {
      throw unusable(file, `it should have ${count} rows of ${table} and has ${stored}`);
    }
    total += count;
  }
  return { rows: total, manifest };
}

async function requireEmpty(tx: Transaction): Promise<void> {
  for (const { name } of BACKED_UP_TABLES) {
    if (name === 'settings' || (await countTableRows(tx, name)) === 0) continue;
    throw new DepotError(
      'ALREADY_EXISTS',
      'The database is not empty. Restore into a new data folder or a new database.',
    );
  }
}

async function requireReadable(tx: Transaction, file: string, manifest: ArchiveManifest): Promise<void> {
  const { format, version, migrations = [] } = manifest;
  if (format !== ARCHIVE_FORMAT) throw unusable(file, `it was made by the version ${version} of the depot`);
  const own = await listMigrations(tx);
  if (migrations.join() === own.join()) return;
  const isNewer = migrations.some((name) => !own.includes(name));
  throw unusable(
    file,
    isNewer
      ? `it was made by the newer version ${version} of the depot; restore it with that one`
      : `it was made by the older version ${version} of the depot; restore it with that one, and start this one on the result`,
  );
}

function unusable(file: string, what: string, cause?: unknown): DepotError {
  return new DepotError('BACKUP_UNUSABLE', `The backup ${file} cannot be restored: ${what}.`, { cause });
}

/** What is wrong with the bytes shows in many ways; the database says by itself what is wrong with it. */
function explain(error: unknown, file: string): unknown {
  if (error instanceof DepotError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return unusable(file, 'there is no such file', error);
  if (
    error instanceof SyntaxError ||
    code?.startsWith('Z_') ||
    /tar|end of (file|data)|header/i.test(message)
  ) {
    return unusable(file, `it is damaged or not whole (${message})`, error);
  }
  return error;
}
