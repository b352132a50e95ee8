import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { DepotError } from '../errors/index.js';
import { BACKED_UP_TABLES, type Executor, listMigrations, readTable } from '../storage/index.js';
import {
  ARCHIVE_FORMAT,
  type ArchiveChecksum,
  type ArchiveManifest,
  CHECKSUM,
  encodeRow,
  MANIFEST,
} from './archive-format.js';

/** What was written. */
export interface BackupResult {
  readonly rows: number;
  readonly bytes: number;
  /** Large files that are in the store beside the database, and so not in the backup. */
  readonly largeFiles: number;
}

export interface WriteBackupOptions {
  /** What sees one moment. */
  readonly read: Executor;
  /** File to write; there must be none. Only its owner can read it: it holds all files of everybody. */
  readonly to: string;
  readonly version: string;
  readonly now: () => number;
}

/** Lines of one entry: a tar entry begins with its size, so this much is in memory. */
const ENTRY_BYTES = 4 * 1024 * 1024; // 4 MiB

/**
 * Writes all tables into a file that `restoreBackup` reads, on any engine. The file appears when it is complete and on the disk.
 *
 * @throws DepotError `ALREADY_EXISTS` when there is something at `to`.
 */
export async function writeBackup({ read, to, version, now }: WriteBackupOptions): Promise<BackupResult> {
  const draft = `${to}.part`;
  await requireFree(to);
  const archive = pack();
  const found = { rows: 0, largeFiles: 0 };
  try {
    const writing = pipeline(
      archive,
      createGzip({ level: constants.Z_BEST_SPEED }),
      createWriteStream(draft, { mode: 0o600 }),
    );
    const manifest: ArchiveManifest = {
      format: ARCHIVE_FORMAT,
      version,
      migrations: await listMigrations(read),
      created_at: new Date(now()).toISOString(),
    };
    const filling = fill(archive, read, manifest, found);
    // Whichever fails first is why; the other then has nothing to wait for.
    filling.catch((error: Error) => archive.destroy(error));
    await Promise.all([filling, writing]);
    const bytes = await sync(draft);
    await rename(draft, to);
    await sync(dirname(to)).catch(() => {}); // not every system can open a folder
    return { ...found, bytes };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function fill(
  archive: Pack,
  read: Executor,
  manifest: ArchiveManifest,
  found: { rows: number; largeFiles: number },
): Promise<void> {
  await addEntry(archive, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 2)));
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let entries = 0;
  for (const table of BACKED_UP_TABLES) {
    let lines: string[] = [];
    let length = 0;
    const flush = async (): Promise<void> => {
      if (lines.length === 0) return;
      const body = Buffer.from(lines.join(''));
      hash.update(body);
      entries += 1;
      await addEntry(archive, `${String(entries).padStart(8, '0')}-${table.name}.ndjson`, body);
      lines = [];
      length = 0;
    };
    let count = 0;
    for await (const page of readTable(read, table)) {
      for (const row of page) {
        const line = encodeRow(row);
        lines.push(line);
        length += line.length;
        count += 1;
        if (table.name === 'objects' && row.store_key !== null) found.largeFiles += 1;
        if (length >= ENTRY_BYTES) await flush();
      }
    }
    await flush();
    rows[table.name] = count;
    found.rows += count;
  }
  const checksum: ArchiveChecksum = { rows, sha256: hash.digest('hex') };
  await addEntry(archive, CHECKSUM, Buffer.from(JSON.stringify(checksum, null, 2)));
  archive.finalize();
}

/** Resolves once what comes before it has been taken: no more than one entry is in memory. */
function addEntry(archive: Pack, name: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.once('error', reject);
    archive.entry({ name, size: body.length, mode: 0o600 }, body, (error) => {
      archive.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function requireFree(path: string): Promise<void> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return;
  await file.close();
  throw new DepotError('ALREADY_EXISTS', `${path} exists. Write the backup to a new file.`);
}

/** Waits until a file is on the disk, and returns its size. */
async function sync(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
