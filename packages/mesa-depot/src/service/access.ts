import { DepotError } from '../errors/index.js';
import { getRepoByName, type RepoRecord, type Storage } from '../storage/index.js';
import type { Call } from './call.js';

/**
 * Checks that `slug` is the organization of the credential. Any other, whether it exists or not, is answered alike, so
 * that no one can find out which organizations there are.
 *
 * @throws DepotError `NOT_FOUND`.
 */
export function requireOrg(call: Call, slug: string): void {
  if (slug !== call.actor.org.slug) {
    throw new DepotError(
      'NOT_FOUND',
      `Organization not found: ${JSON.stringify(slug)}. The credential belongs to ${JSON.stringify(call.actor.org.slug)}.`,
    );
  }
}

/**
 * Returns the repository, which must be one that the credential may see. One outside its restriction is answered like
 * one that does not exist.
 *
 * @throws DepotError `NOT_FOUND`.
 */
export async function requireRepo(
  { storage }: { readonly storage: Storage },
  call: Call,
  org: string,
  name: string,
): Promise<RepoRecord> {
  requireOrg(call, org);
  const repo = await getRepoByName(storage.read, call.actor.org.id, name);
  const { repoIds } = call.actor;
  if (!repo || (repoIds !== null && !repoIds.includes(repo.id))) {
    throw new DepotError('NOT_FOUND', `Repository not found: ${JSON.stringify(name)}`);
  }
  return repo;
}
