import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import type { PathMetadataWrite } from '../repo-write.js';

/** Metadata of paths: it belongs to the path and not to a commit, and always reads as it is today. */
export async function getPathMetadata(
  executor: Executor,
  repoId: string,
  paths: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  // Pairs first: growing an object by spreading it takes time quadratic in the number of its keys.
  const pairs = new Map<string, [key: string, value: string][]>();
  for (const batch of inBatches([...new Set(paths)])) {
    const rows = await executor
      .selectFrom('path_metadata')
      .select(['path', 'key', 'value'])
      .where('repo_id', '=', repoId)
      .where('path', 'in', batch)
      .orderBy('path')
      .orderBy('key')
      .execute();
    for (const { path, key, value } of rows) {
      const ofPath = pairs.get(path);
      if (ofPath === undefined) pairs.set(path, [[key, value]]);
      else ofPath.push([key, value]);
    }
  }
  return new Map([...pairs].map(([path, ofPath]) => [path, Object.fromEntries(ofPath)]));
}

/** Returns the metadata of everything below a directory. */
export async function getPathMetadataBelow(
  executor: Executor,
  repoId: string,
  directory: string,
): Promise<Map<string, Record<string, string>>> {
  const rows = await executor
    .selectFrom('path_metadata')
    .select(['path', 'key', 'value'])
    .where('repo_id', '=', repoId)
    // Text compares by its bytes, and `0` is the byte after `/`.
    .where('path', '>', `${directory}/`)
    .where('path', '<', `${directory}0`)
    .orderBy('path')
    .orderBy('key')
    .execute();
  const found = new Map<string, Record<string, string>>();
  for (const row of rows) found.set(row.path, { ...found.get(row.path), [row.key]: row.value });
  return found;
}

/** Sets and removes metadata of paths. */
export async function writePathMetadata(
  tx: Transaction,
  repoId: string,
  writes: readonly PathMetadataWrite[],
): Promise<void> {
  for (const { path, values } of writes) {
    for (const [key, value] of Object.entries(values)) {
      if (value === null) {
        await tx
          .deleteFrom('path_metadata')
          .where('repo_id', '=', repoId)
          .where('path', '=', path)
          .where('key', '=', key)
          .execute();
      } else {
        await tx
          .insertInto('path_metadata')
          .values({ repo_id: repoId, path, key, value })
          .onConflict((conflict) => conflict.columns(['repo_id', 'path', 'key']).doUpdateSet({ value }))
          .execute();
      }
    }
  }
}
