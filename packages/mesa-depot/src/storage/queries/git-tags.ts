import type { Selectable } from 'kysely';
import type { GitTagsTable } from '../database-schema.js';
import type { Executor, Transaction } from '../executor.js';
import { inBatches } from '../in-batches.js';
import { type Page, toPage } from '../page.js';
import type { GitTagWrite } from '../repo-write.js';

/** A tag of git and what it names. */
export interface GitTagRecord {
  /** Without `refs/tags/`. */
  readonly name: string;
  /** The object that the ref holds: an annotated tag, or what is tagged. */
  readonly oid: string;
  /** What is tagged, annotations followed to their end; the same as `oid` for a tag without annotation. */
  readonly peeledOid: string;
  readonly peeledType: 'commit' | 'tree' | 'blob';
  readonly updatedAt: number;
}

/** Returns the tags of these names; unknown names are left out. */
export async function getGitTags(
  executor: Executor,
  repoId: string,
  names: readonly string[],
): Promise<Map<string, GitTagRecord>> {
  const found = new Map<string, GitTagRecord>();
  for (const batch of inBatches([...new Set(names)])) {
    const rows = await executor
      .selectFrom('git_tags')
      .selectAll()
      .where('repo_id', '=', repoId)
      .where('name', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.name, toGitTag(row));
  }
  return found;
}

/** Returns the tags of a repository by the bytes of their names. */
export async function listGitTags(
  executor: Executor,
  repoId: string,
  request: { readonly after?: string | null; readonly limit: number },
): Promise<Page<GitTagRecord>> {
  const { after, limit } = request;
  let query = executor
    .selectFrom('git_tags')
    .selectAll()
    .where('repo_id', '=', repoId)
    .orderBy('name')
    .limit(limit + 1);
  if (after != null) query = query.where('name', '>', after);
  return toPage(await query.execute(), limit, toGitTag);
}

/** Sets and deletes tags, in order of name, so that two writers never wait for each other in a circle. */
export async function writeGitTags(
  tx: Transaction,
  repoId: string,
  writes: readonly GitTagWrite[],
  now: number,
): Promise<void> {
  const sorted = [...writes].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const write of sorted) {
    if (write.target === null) {
      await tx.deleteFrom('git_tags').where('repo_id', '=', repoId).where('name', '=', write.name).execute();
      continue;
    }
    const { oid, peeledOid, peeledType } = write.target;
    const target = { oid, peeled_oid: peeledOid, peeled_type: peeledType, updated_at: now };
    await tx
      .insertInto('git_tags')
      .values({ repo_id: repoId, name: write.name, ...target })
      .onConflict((conflict) => conflict.columns(['repo_id', 'name']).doUpdateSet(target))
      .execute();
  }
}

function toGitTag(row: Selectable<GitTagsTable>): GitTagRecord {
  return {
    name: row.name,
    oid: row.oid,
    peeledOid: row.peeled_oid,
    peeledType: row.peeled_type,
    updatedAt: row.updated_at,
  };
}
