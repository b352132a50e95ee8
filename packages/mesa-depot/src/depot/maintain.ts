import { resolve } from 'node:path';
import { verifyAuditLog } from '../commitments/audit/verify-audit-log.js';
import { checkStorage, type StorageCheck, type StorageProblem } from '../maintenance/check-storage.js';
import {
  type CollectedGarbage,
  type CollectGarbageOptions,
  collectGarbage,
} from '../maintenance/collect-garbage.js';
import { type RestoreResult, restoreBackup } from '../maintenance/restore-backup.js';
import { type BackupResult, writeBackup } from '../maintenance/write-backup.js';
import { openReader, openStorage, type StoragePlace } from './open-storage.js';
import { VERSION } from './version.js';

/*
 * The work of operators, on what a depot stored. All but `migrateDepot` and `restoreDepot` may be done while depots serve it.
 */

/** Brings the tables to the schema of this version, and returns the names of the migrations that were done, in order. */
export async function migrateDepot(place: StoragePlace): Promise<readonly string[]> {
  let done: readonly string[] = [];
  const storage = await openStorage(place, {
    onMigrated: (names) => {
      done = names;
    },
  });
  await storage.close();
  return done;
}

/** Writes everything as it is at this moment into a file: see `writeBackup`. */
export async function backupDepot(place: StoragePlace, file: string): Promise<BackupResult> {
  // Bodies in the store for large objects are not part of it, so it need not be there.
  const reader = await openReader({ ...place, objectsUrl: undefined }, { isSnapshot: true });
  try {
    return await writeBackup({ read: reader.read, to: resolve(file), version: VERSION, now: Date.now });
  } finally {
    await reader.close();
  }
}

/** Fills an empty database from a backup (see `restoreBackup`), and checks what is there then. */
export async function restoreDepot(
  place: StoragePlace,
  file: string,
  onProblem: (problem: StorageProblem) => void,
): Promise<RestoreResult & StorageCheck> {
  // The store for large objects belongs to the database that the backup is of, not to this new one.
  const storage = await openStorage({ ...place, objectsUrl: undefined });
  let restored: RestoreResult;
  try {
    restored = await restoreBackup(storage, resolve(file));
  } finally {
    await storage.close();
  }
  return { ...restored, ...(await checkDepot(place, onProblem)) };
}

/** Checks everything that is stored, as it is at this moment: see `checkStorage` and `verifyAuditLog`. */
export async function checkDepot(
  place: StoragePlace,
  onProblem: (problem: StorageProblem) => void,
): Promise<StorageCheck> {
  const reader = await openReader(place, { isSnapshot: true });
  try {
    const found = await checkStorage(reader.read, onProblem);
    const { problems } = await verifyAuditLog(reader.read);
    for (const { message } of problems) onProblem({ repo: undefined, problem: `Audit log: ${message}` });
    return { ...found, problems: found.problems + problems.length };
  } finally {
    await reader.close();
  }
}

/** Removes what nothing refers to: see `collectGarbage`. */
export async function collectDepotGarbage(
  place: StoragePlace,
  options: Omit<CollectGarbageOptions, 'storage'>,
): Promise<CollectedGarbage> {
  const storage = await openStorage(place, { isBeside: true });
  try {
    return await collectGarbage({ ...options, storage });
  } finally {
    await storage.close();
  }
}
